// How many things need attention, for the header.
import type { AttentionLine } from '../../domain/attention/attention-line.ts';
import type { Severity } from '../../domain/attention/severity.ts';
import type { Data } from '../data.ts';
import { everywhere } from '../watching.ts';

export interface AttentionCounts extends Readonly<Record<Severity, number>> {
  /** A list that findings rest on has been refused: there may be more. */
  readonly isPartial: boolean;
}

export function attentionCounts(data: Data): AttentionCounts {
  const counts = { critical: 0, warning: 0, notice: 0 };
  let isPartial = false;
  for (const question of everywhere('attention', data)) {
    const snapshot = data.snapshot(question);
    isPartial ||= snapshot?.loadedAt === undefined && snapshot?.failure !== undefined;
    const rows: Iterable<AttentionLine> = snapshot?.rows.values() ?? [];
    for (const { severity } of rows) counts[severity] += 1;
  }
  return { ...counts, isPartial };
}
