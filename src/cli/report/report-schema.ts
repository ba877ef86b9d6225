// The schema of a report in JSON. Only the generator and the tests load it; the program takes its type.
import * as z from 'zod/mini';
import { coverageStates } from '../../domain/coverage/coverage-row.ts';
import { copyOutcomes, runOutcomes } from '../../domain/report/month-report.ts';

const time = (what: string) => z.iso.datetime().check(z.describe(what));
const count = z.int().check(z.nonnegative());
const counts = <Name extends string>(names: readonly [Name, ...Name[]]) => z.strictObject(countsOf(names));
const countsOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, count])) as Record<Name, typeof count>;
const ms = (what: string) => z.number().check(z.nonnegative(), z.describe(`${what}, in ms`));

const runs = counts(['scheduled', ...runOutcomes]).check(
  z.describe(
    'Scheduled runs by outcome. met: backed up in time; late: complete, but the job was created over 15 minutes after the run; missed: no job was created; open: not over at the time of the report; unknown: no response of AWS shows it. scheduled is their sum.',
  ),
);
const copies = counts(['promised', ...copyOutcomes]).check(
  z.describe('Copies that the rules of the time promised for completed backups, by outcome. promised is their sum.'),
);
const causes = z.array(z.strictObject({ cause: z.string(), count, lastAt: time('Of the last failed run.') }));
const place = { accountId: z.string(), region: z.string() };

const resource = z.strictObject({
  ...place,
  arn: z.string(),
  name: z.string(),
  type: z.string().check(z.describe('Resource type as AWS Backup names it; empty: not known.')),
  plans: z.array(z.string()),
  objective: z.optional(
    z.strictObject({
      everyMs: ms('Maximum age of the newest backup'),
      source: z
        .enum(['configured', 'derived'])
        .check(z.describe("derived: from the schedules of the resource's rules.")),
      basis: z.enum(['then', 'today']).check(z.describe('today: the objective of that month is not known.')),
    }),
  ),
  runs,
  issues: count.check(z.describe('Of the runs met or late, those completed with issues.')),
  onDemand: count.check(z.describe('Completed backups outside any schedule.')),
  failures: causes.check(z.describe('Of failed runs.')),
  unknownBecause: z.array(z.enum(['jobs-not-known', 'schedule-not-known', 'selection', 'state-not-known'])),
  newest: z.optional(
    z.strictObject({
      at: time('Of the newest data at the end of the month.'),
      basis: z.enum(['listed', 'job']).check(z.describe('job: whether the recovery point still existed is not known.')),
      isContinuous: z.boolean(),
    }),
  ),
  copies,
  longestGap: z.optional(
    z.strictObject({
      ms: ms('Longest time without a new backup'),
      from: time('Start'),
      to: time('End'),
      isUnsure: z.boolean().check(z.describe('It may contain backups that are not known.')),
    }),
  ),
  isWithinObjective: z.optional(z.boolean()).check(z.describe('Absent: there is no objective, or it is not known.')),
  restore: z.optional(
    z.strictObject({
      at: time('End of the last restore before the end of the month.'),
      state: z.string(),
      validation: z.optional(z.string()),
      isTest: z.boolean().check(z.describe('A restore testing plan started it.')),
      provenAt: z.optional(time('End of the last restore that succeeded.')),
    }),
  ),
  coverage: z
    .optional(z.strictObject({ state: z.enum(coverageStates), at: time('When it was evaluated.') }))
    .check(z.describe('Absent: it was not evaluated.')),
});

const totals = z.strictObject({
  resources: count,
  runs,
  issues: count,
  copies,
  ...countsOf([
    'withinObjective',
    'beyondObjective',
    'objectiveNotKnown',
    'withoutObjective',
    'withoutPoint',
    'withRestore',
  ] as const),
  causes,
  coverage: z.record(z.string(), count).check(z.describe('Resources by state of coverage, or not-evaluated.')),
});

export const reportSchema = z.strictObject({
  schema: z.literal('vaultop.report/1'),
  month: z.string().check(z.regex(/^\d{4}-\d\d$/)),
  timeZone: z.string().check(z.describe('IANA name of the zone in which the month begins and ends.')),
  from: time('Begin of the month.'),
  to: time('End of the month, which is not part of it.'),
  madeAt: time('Time of the report.'),
  until: time('End of the counted time: the end of the month, or the time of the report.'),
  totals,
  days: z.array(z.strictObject({ day: z.string(), runs })),
  resources: z.array(resource),
  changes: z
    .array(
      z.strictObject({
        ...place,
        kind: z.enum(['lock', 'deletion']),
        event: z.optional(z.string()).check(z.describe("CloudTrail's eventName; absent: seen in AWS's lists alone.")),
        target: z.string(),
        actor: z.optional(z.string()).check(z.describe('Absent: not known.')),
        actorArn: z.optional(z.string()),
        errorCode: z.optional(z.string()).check(z.describe('AWS refused the call.')),
        detail: z.optional(z.string()),
        at: time('Of the call, or when the change was seen.'),
      }),
    )
    .check(z.describe('Changes of vault locks, and deletions.')),
  unknown: z
    .array(
      z.strictObject({
        ...place,
        list: z.string(),
        why: z.enum(['never', 'not-watched', 'pruned', 'refused', 'schedule']),
        detail: z.optional(z.string()),
        from: time('Start'),
        to: time('End'),
      }),
    )
    .check(z.describe('What is not known of the month, and why.')),
  watched: z
    .array(z.strictObject({ ...place, list: z.string(), from: time('Start'), to: time('End') }))
    .check(z.describe('When the program received complete responses to a list.')),
});

export type ReportDocument = z.output<typeof reportSchema>;

/** The format says enough of a time: its pattern is 300 characters. */
const withoutPattern = ({ jsonSchema }: { jsonSchema: { format?: string; pattern?: string } }): void => {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
};

export const reportJsonSchemaText = (): string =>
  `${JSON.stringify({ ...z.toJSONSchema(reportSchema, { reused: 'ref', override: withoutPattern }), title: 'A report of vaultop' }, null, 2)}\n`;
