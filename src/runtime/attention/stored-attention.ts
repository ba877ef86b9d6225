// The attention list for parts of the screen that are not lists: its lines, and their number by severity.
import { noAttention } from '../../app/attention/attention-reads.ts';
import type { AttentionCount, AttentionReads, Data } from '../../app/state/data.ts';
import { everywhere } from '../../app/state/lists/list-requests.ts';
import { isListed } from '../../domain/attention/findings/acknowledgement.ts';
import { type LineRow, worstFirst } from '../../domain/attention/findings/line-row.ts';
import type { AttentionLines } from './attention-lines.ts';

export function createStoredAttention(lines: AttentionLines): AttentionReads {
  let counted: { readonly of: readonly LineRow[]; readonly counts: AttentionCount } | undefined;
  const linesIn = (data: Data) => lines.read(everywhere('attention', data));

  return {
    rows: (data) => worstFirst(linesIn(data)?.filter(isListed) ?? [], data.now),
    counts(data) {
      const found = linesIn(data);
      if (!found) return noAttention.counts(data);
      if (counted?.of !== found) counted = { of: found, counts: countsOf(found) };
      return counted.counts;
    },
  };
}

function countsOf(lines: readonly LineRow[]): AttentionCount {
  const counts = { critical: 0, warning: 0, notice: 0, muted: 0, acknowledged: 0 };
  for (const { muted, acknowledged, severity } of lines) {
    counts[muted ? 'muted' : acknowledged ? 'acknowledged' : severity] += 1;
  }
  return counts;
}
