// Every action of every list on rows of the embedded AWS, with its form at its defaults or filled in. A new action is
// covered by being in the registry.
import { afterAll, beforeAll } from 'vitest';
import { initialValues, problemsOf } from '../../src/app/forms/form.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import type { Acknowledgement } from '../../src/domain/attention/findings/acknowledgement.ts';
import { muteRows } from '../../src/domain/attention/lists/mute-rows.ts';
import type { AnyAction, AnyContext, FormField, FormValue, FormValues } from '../../src/resources/action.ts';
import { resources } from '../../src/resources/index.ts';
import { listIds, type ResourceId } from '../../src/resources/resource-id.ts';
import { type EmbeddedAws, noon, regions } from '../resources/embedded-aws.ts';
import { sampled } from './matrix.ts';

export type ActionRow = { readonly scope: { readonly region: string; readonly accountId: string } } & Record<
  string,
  unknown
>;

export interface RegisteredAction {
  readonly resource: ResourceId;
  readonly action: AnyAction;
}

/** A resource's page, which no list shows, has the actions of the protected resource. */
const acting = listIds.filter((id) => (resources[id].actions ?? []).length > 0);

export const allActions: readonly RegisteredAction[] = acting.flatMap((resource) =>
  (resources[resource].actions ?? []).map((action) => ({ resource, action: action as AnyAction })),
);

export interface ActionRows {
  /** Rows that differ in type, state, vault or Region, a few of each. */
  rowsOf(id: ResourceId, most?: number): readonly ActionRow[];
  known(id: ResourceId): readonly ActionRow[];
  /** The context at the defaults of the form; undefined: what must be known first is refused, and no form opens. */
  contextOf(action: AnyAction, row: ActionRow, knowing: boolean): Promise<AnyContext | undefined>;
}

/** Reads the rows once for all tests of a file. */
export function withActionRows(aws: Pick<EmbeddedAws, 'ask' | 'rows'>): ActionRows {
  const known = new Map<ResourceId, readonly ActionRow[]>();
  beforeAll(async () => {
    for (const id of new Set<ResourceId>([...acting, 'vaults', 'protected-resources', 'restore-jobs', 'backup-jobs'])) {
      const rows = await Promise.all(regions.map((region) => aws.rows(resources[id], region)));
      known.set(id, rows.flat() as ActionRow[]);
    }
    known.set('mutes', muteRows([acknowledged], [{ name: 'scratch', kind: 'issues' }], noon) as unknown as ActionRow[]);
    // Coverage is made from lists that are not read here.
    known.set('coverage', (known.get('protected-resources') ?? []).map(uncovered));
  });
  afterAll(() => known.clear());

  const rowsOf = (id: ResourceId, most = 8): readonly ActionRow[] => {
    const byKind = Map.groupBy(known.get(id) ?? [], (row) => `${row.scope.region} ${kindOf(row)}`);
    return sampled(
      [...byKind.values()].flatMap((alike) => alike.slice(0, 2)),
      most,
    );
  };

  async function contextOf(action: AnyAction, row: ActionRow, knowing: boolean): Promise<AnyContext | undefined> {
    const ask = aws.ask(row.scope.region);
    const ownRow = action.on === 'list' ? undefined : row;
    let facts: unknown;
    try {
      facts = await action.load?.(ask, ownRow);
    } catch (error) {
      if (error instanceof AwsProblemError && error.problem.kind === 'not-found') return undefined;
      throw error;
    }
    const empty: AnyContext = {
      row: ownRow,
      scope: ask.scope,
      facts,
      values: {},
      now: noon,
      token: 'the-token',
      known: (id) => (knowing ? (known.get(id) ?? []) : []),
    };
    const initial = initialValues(action.fields ?? [], empty);
    return { ...empty, initial, values: initial };
  }

  return { rowsOf, contextOf, known: (id) => known.get(id) ?? [] };
}

const acknowledged: Acknowledgement = {
  key: 'audit|123456789012|us-east-1|alice',
  kind: 'audit',
  severity: 'critical',
  subject: 'alice',
  text: 'alice deleted a recovery point',
  findings: [{ key: 'audit|123456789012|us-east-1|alice', severity: 'critical' }],
  at: noon,
};

const uncovered = ({ scope, arn, name, type }: ActionRow): ActionRow => ({
  kind: 'resource',
  scope,
  arn,
  name,
  type,
  state: 'in-no-plan',
  why: { kind: 'selection' },
  selections: [],
});

const kindOf = (row: ActionRow): string =>
  ['resourceType', 'type', 'status', 'state', 'vaultName', 'locked', 'isParent']
    .map((name) => String(row[name]))
    .join();

/** What a person types where the form has no default, by the id of the field. */
const typed: Readonly<Record<string, string | readonly string[]>> = {
  // Restore testing takes no hyphens.
  name: ['made-by-hand', 'made_by_hand'],
  types: 'EBS RDS',
  team: 'arn:aws:mpa:us-east-1:123456789012:approval-team/approvers',
  'to-account': '210987654321',
  'subnet-ids': 'subnet-0a1b2c3d',
  description: 'why',
  reason: 'settled',
  until: '2027-01-01',
  from: '2026-01-01 00:00:00Z',
  resources: 'arn:aws:ec2:*:*:volume/*',
  'delete-after': '100',
  schedule: 'daily at 05:00',
};

/**
 * Fills in what the form asks for: the text above, else the first option that the form takes. undefined with the
 * first problem if it still has one.
 */
export function filledIn(fields: readonly FormField[], context: AnyContext): AnyContext | { readonly problem: string } {
  let values: FormValues = context.values;
  for (const _ of fields) {
    const [first] = Object.keys(problemsOf(fields, { ...context, values }, true));
    const field = fields.find(({ id }) => id === first);
    if (!field) break;
    const value = valueFor(field, { ...context, values });
    if (value === undefined) break;
    values = { ...values, [field.id]: value };
  }
  const left = Object.entries(problemsOf(fields, { ...context, values }, true))[0];
  return left ? { problem: left.join(': ') } : { ...context, values };
}

/** A list gets one item. */
function valueFor(field: FormField, context: AnyContext): FormValue | undefined {
  if (field.kind !== 'list') return textFor(field, context);
  const { fields } = field.item;
  const item = filledIn(fields, { ...context, values: initialValues(fields, { ...context, values: {} }) });
  return 'problem' in item ? undefined : [item.values];
}

/** The smallest plan, for a vault that exists. */
function planText({ known, scope }: AnyContext): string {
  const vault = known('vaults').find((one) => one.scope.region === scope.region);
  const rule = { RuleName: 'daily', TargetBackupVaultName: vault?.name ?? 'prod', Lifecycle: { DeleteAfterDays: 100 } };
  return JSON.stringify({ BackupPlanName: 'made-by-hand', Rules: [rule] });
}

function textFor(field: FormField, context: AnyContext): string | undefined {
  const options = field.kind === 'pick' || field.kind === 'choice' ? field.options(context) : [];
  const own = field.kind === 'document' ? planText(context) : (typed[field.id] ?? []);
  const texts = [own, options.map(({ value }) => value)].flat();
  return texts.find((text) => {
    const values = { ...context.values, [field.id]: text };
    return problemsOf([field], { ...context, values }, true)[field.id] === undefined;
  });
}
