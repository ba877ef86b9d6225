import { useMemo } from 'react';
import { auditColumns } from './overview-columns.ts';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

export function AuditsPanel(panel: PanelRowsProps) {
  const { width } = panel.place;
  const columns = useMemo(() => auditColumns(width), [width]);
  return <PanelTable {...panel} title="Recent audits" columns={columns} empty="no audits in 24 hours" />;
}
