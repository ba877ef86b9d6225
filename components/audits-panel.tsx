import { auditColumns } from './overview-columns.ts';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

export function AuditsPanel(panel: PanelRowsProps) {
  return <PanelTable {...panel} title="Recent audits" columns={auditColumns} empty="no audits in 24 hours" />;
}
