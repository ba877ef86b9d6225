// The lines of attention, and whether some may be missing.
import type { AttentionLine } from '../../domain/attention/findings/attention-line.ts';
import { lineOf } from '../../domain/attention/findings/line-row.ts';
import type { AttentionReads, Data } from '../state/data.ts';
import { everywhere } from '../state/lists/list-requests.ts';

/** A list from which findings follow was refused: there may be more. */
export const isAttentionPartial = (data: Data): boolean =>
  everywhere('attention', data).some((request) => {
    const snapshot = data.snapshot(request);
    return snapshot?.loadedAt === undefined && snapshot?.failure !== undefined;
  });

/** The lines as of now, worst first. */
export const attentionLines = (data: Data): AttentionLine[] =>
  data.attention.rows(data).map((row) => lineOf(row, data.now));

/** For programs that evaluate no list. */
export const noAttention: AttentionReads = {
  counts: () => ({ critical: 0, warning: 0, notice: 0, muted: 0, acknowledged: 0 }),
  rows: () => [],
};
