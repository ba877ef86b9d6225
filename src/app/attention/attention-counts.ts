// How many things need attention, for the header.
import type { AttentionItem, Severity } from '../../domain/attention/item.ts';
import type { Data } from '../data.ts';
import { everywhere } from '../watching.ts';

export function attentionCounts(data: Data): Readonly<Record<Severity, number>> {
  const counts = { critical: 0, warning: 0, notice: 0 };
  for (const question of everywhere('attention', data)) {
    const rows: Iterable<AttentionItem> = data.snapshot(question)?.rows.values() ?? [];
    for (const { severity } of rows) counts[severity] += 1;
  }
  return counts;
}
