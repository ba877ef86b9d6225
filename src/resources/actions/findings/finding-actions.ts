// A finding is acknowledged until it grows or rises, or muted until a date. Nothing is sent to AWS.
import { acknowledgementOf } from '../../../domain/attention/findings/acknowledgement.ts';
import { findingKinds } from '../../../domain/attention/findings/finding-kind.ts';
import { type LineRow, lineOf } from '../../../domain/attention/findings/line-row.ts';
import type { Mute } from '../../../domain/attention/settings.ts';
import { defined } from '../../../lib/defined.ts';
import { parseTime } from '../../../lib/text/parse-time.ts';
import { type Action, type ActionContext, type ActionOn, type AnyContext, textOf } from '../../action.ts';
import { textField } from '../fields.ts';
import { undoable } from '../undo.ts';

const findingSubject = (row: LineRow, now: number): string => lineOf(row, now).text;

/** When an acknowledgement ends by itself. */
function endOf(row: LineRow, now: number): string {
  const { count } = lineOf(row, now);
  const ends = [
    ...(row.severity === 'critical' ? [] : [`becomes more severe than ${row.severity}`]),
    ...(count === undefined ? [] : [`affects more than ${count}`]),
  ];
  return ends.length === 0
    ? 'It is critical and about one subject: it stays hidden until the acknowledgement is lifted.'
    : `The finding is listed again when it ${ends.join(' or ')}.`;
}

export const acknowledge: Action<LineRow> = {
  id: 'acknowledge',
  title: 'acknowledge until it gets worse',
  subject: findingSubject,
  pending: 'acknowledging',
  undo: undoable('lift the acknowledgement in the list :mutes'),
  danger: 'none',
  many: true,
  retries: {},
  requests: () => [],
  warnings: ({ row, now }) => [`${endOf(row, now)} Nothing is sent to AWS.`],
  decision: ({ row, now }) => ({ kind: 'acknowledge', acknowledgement: acknowledgementOf(row, now) }),
};

const untilOf = ({ values }: Pick<AnyContext, 'values'>): number | undefined => parseTime(textOf(values, 'until'));

const checkUntil = (text: string, { now }: { readonly now: number }): string | undefined =>
  (parseTime(text) ?? Number.POSITIVE_INFINITY) <= now
    ? 'That time is in the past: the mute would have no effect.'
    : undefined;

const checkKind = (text: string): string | undefined =>
  text === '' || (findingKinds as readonly string[]).includes(text)
    ? undefined
    : `There is no kind of finding "${text}"; there are ${findingKinds.join(', ')}.`;

/** What the mute of a row matches: a group by its cause, in every account and Region. */
const matchOf = (row: LineRow): Pick<Mute, 'name' | 'kind' | 'cause'> =>
  row.group ? defined({ kind: row.kind, cause: row.cause }) : { name: row.resourceArn ?? row.subject, kind: row.kind };

/** `name` and `kind` may be changed in the form; a cause is none to be typed. */
function muteOf({ row, values, chosen = [] }: ActionContext<LineRow>): Mute {
  const match = matchOf(row);
  const isOne = chosen.length <= 1;
  const own =
    isOne && !row.group ? { name: textOf(values, 'name') || match.name, kind: textOf(values, 'kind') } : match;
  return defined({ ...own, kind: own.kind || undefined, until: untilOf({ values }), reason: textOf(values, 'reason') });
}

const isSingle = ({ row, chosen = [] }: AnyContext): boolean => chosen.length <= 1 && !row?.group;

export const mute: Action<LineRow> = {
  id: 'mute',
  title: 'mute until a date',
  subject: findingSubject,
  pending: 'muting',
  undo: undoable('lift the mute in the list :mutes, or remove its entry from the config file'),
  many: true,
  fields: [
    textField('reason', 'Reason', { hint: 'why nothing has to be done' }),
    {
      id: 'until',
      label: 'Until',
      kind: 'time',
      hint: 'a day such as 2026-03-31: the finding is listed again from then on',
      check: checkUntil,
    },
    textField('name', 'Name', {
      hint: 'name or ARN; * matches any text',
      initial: ({ row }: AnyContext) => (row ? (matchOf(row).name ?? '') : ''),
      visible: isSingle,
      optional: true,
    }),
    textField('kind', 'Kind', {
      hint: 'empty: findings of any kind',
      initial: ({ row }: AnyContext) => (row ? (matchOf(row).kind ?? '') : ''),
      visible: isSingle,
      optional: true,
      check: checkKind,
    }),
  ],
  warnings: () => ['Matching findings are not listed, in any account or Region. Nothing is sent to AWS.'],
  change: (context) => ({ before: '', after: muteText(muteOf(context)) }),
  retries: {},
  requests: () => [],
  decision: (context) => ({ kind: 'mute', mute: muteOf(context) }),
};

/** The members of the entry of the config file, one a line. */
function muteText({ until, ...mute }: Mute): string {
  const lines = Object.entries(mute).map(([name, value]) => `${name}: ${value}`);
  return [...lines, ...(until === undefined ? [] : [`until: ${new Date(until).toISOString()}`])].join('\n');
}

export const findingActions: readonly ActionOn<LineRow>[] = [acknowledge, mute];
