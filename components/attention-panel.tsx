import { attentionColumns } from './overview-columns.ts';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

export function AttentionPanel(panel: PanelRowsProps) {
  return (
    <PanelTable {...panel} title="Attention" columns={attentionColumns} empty="nothing failed or expired in 24 hours" />
  );
}
