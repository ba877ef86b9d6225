// Excludes a resource from coverage: an entry of the config file says why it needs no backup. Nothing is sent to AWS.
import type { CoverageRow } from '../../../domain/coverage/coverage-row.ts';
import { timeOf } from '../../../domain/time-text.ts';
import { type Action, type ActionContext, type NewExclusion, textOf } from '../../action.ts';
import { textField } from '../fields.ts';
import { coverageSubject } from '../subjects.ts';
import { undoable } from '../undo.ts';

const untilOf = ({ values, now }: Pick<ActionContext<unknown>, 'values' | 'now'>): number | undefined =>
  timeOf(textOf(values, 'until'), now);

const checkUntil = (text: string, { now }: { readonly now: number }): string | undefined =>
  (timeOf(text, now) ?? Number.POSITIVE_INFINITY) <= now
    ? 'That time is in the past: the exclusion would have no effect.'
    : undefined;

function newExclusion(context: ActionContext<CoverageRow>): NewExclusion {
  const { row, values } = context;
  const until = untilOf(context);
  return {
    arn: row.kind === 'resource' ? row.arn : '',
    reason: textOf(values, 'reason'),
    ...(until === undefined ? {} : { until }),
  };
}

export const exclude: Action<CoverageRow> = {
  id: 'exclude',
  title: 'exclude with a reason',
  subject: coverageSubject,
  pending: 'excluding',
  undo: undoable('remove the entry from the config file'),
  many: true,
  disabled(row) {
    if (row.kind !== 'resource') return 'this row is not a resource';
    return row.state === 'excluded' ? 'the config file excludes it already' : undefined;
  },
  fields: [
    textField('reason', 'Reason', { hint: 'why the resource needs no backup' }),
    {
      id: 'until',
      label: 'Until',
      kind: 'time',
      optional: true,
      hint: 'the resource is evaluated again from then on; empty: never',
      check: checkUntil,
    },
  ],
  warnings: (context) => [
    'The config file then says that the resource needs no backup, and its findings end. Nothing is sent to AWS.',
    ...(untilOf(context) === undefined
      ? ['The exclusion has no end date: remove its entry from the config file to end it.']
      : []),
  ],
  change: (context) => ({ before: '', after: entryText(newExclusion(context)) }),
  retries: {},
  requests: () => [],
  exclusion: newExclusion,
};

/** The members of the entry, one a line. */
function entryText({ arn, reason, until }: NewExclusion): string {
  const lines = [`name: ${arn}`, `reason: ${reason}`];
  return [...lines, ...(until === undefined ? [] : [`until: ${new Date(until).toISOString()}`])].join('\n');
}
