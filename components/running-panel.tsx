import { useMemo } from 'react';
import { useAppearance } from './look.tsx';
import { runningColumns } from './overview-columns.ts';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

export function RunningPanel(panel: PanelRowsProps) {
  const { glyphs } = useAppearance();
  const columns = useMemo(() => runningColumns(glyphs), [glyphs]);
  return <PanelTable {...panel} title="Running jobs" columns={columns} empty="nothing runs" />;
}
