import type { AttentionLine } from '../../domain/attention/findings/attention-line.ts';
import { type LineRow, lineOf, subjectOfLine, wordsOf } from '../../domain/attention/findings/line-row.ts';
import { scopeKey } from '../../domain/scope.ts';
import { findingColumns, findingDetail, findingDrillDowns, findingFields } from './attention.ts';
import { derived } from './derived.ts';

/** Each single finding, with and without a common cause, muted or not: the attention list groups them. */
export const findings = derived<LineRow, AttentionLine>({
  id: 'findings',
  title: 'finding',
  plural: 'findings',
  aliases: ['each-finding'],
  params: { cause: 'of one group of findings, by its cause' },
  fields: findingFields,
  key: ({ scope, id }) => `${scopeKey(scope)}/${id}`,
  stored: { state: ({ severity }) => severity, words: wordsOf, memberOfParam: { cause: 'cause' } },
  columns: findingColumns,
  sort: { column: 'status', descending: false },
  label: (row) => `${subjectOfLine(row)}: ${row.kind}`,
  copyText: (row, now) => lineOf(row, now).text,
  exported: lineOf,
  detail: (row, _, now) => findingDetail(row, now),
  drillDowns: findingDrillDowns,
  enterDrillsDown: true,
});
