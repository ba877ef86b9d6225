import { useMemo } from 'react';
import { vaultColumns } from './overview-columns.ts';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

export interface VaultsPanelProps extends PanelRowsProps {
  readonly activity: ReadonlyMap<string, number>;
}

export function VaultsPanel({ activity, ...panel }: VaultsPanelProps) {
  const { width } = panel.place;
  const columns = useMemo(() => vaultColumns(activity, width), [activity, width]);
  return <PanelTable {...panel} title="Vaults" columns={columns} empty="no vaults" />;
}
