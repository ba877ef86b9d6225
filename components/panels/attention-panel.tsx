import { useMemo } from 'react';
import { attentionColumns } from './overview-columns.ts';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

export function AttentionPanel(panel: PanelRowsProps) {
  const { width } = panel.place;
  const columns = useMemo(() => attentionColumns(width), [width]);
  return <PanelTable {...panel} title="Attention" columns={columns} empty="nothing needs attention" />;
}
