import { useMemo } from 'react';
import { useAppearance } from '../primitives/look.tsx';
import { runningColumns } from './overview-columns.ts';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

export function RunningPanel(panel: PanelRowsProps) {
  const { glyphs } = useAppearance();
  const { width } = panel.place;
  const columns = useMemo(() => runningColumns(glyphs, width), [glyphs, width]);
  return <PanelTable {...panel} title="Running jobs" columns={columns} empty="nothing runs" />;
}
