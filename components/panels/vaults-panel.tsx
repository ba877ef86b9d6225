import { useMemo } from 'react';
import { vaultColumns } from './overview-columns.ts';
import { type PanelRowsProps, PanelTable } from './panel-table.tsx';

export interface VaultsPanelProps extends PanelRowsProps {
  /** The end of the newest completed job of each vault, by vault ARN. */
  readonly activity: ReadonlyMap<string, number>;
  /** All lists of jobs have a response. */
  readonly jobsCounted: boolean;
}

export function VaultsPanel({ activity, jobsCounted, ...panel }: VaultsPanelProps) {
  const { width } = panel.place;
  const columns = useMemo(
    () => vaultColumns({ activity, counted: jobsCounted }, width),
    [activity, jobsCounted, width],
  );
  return <PanelTable {...panel} title="Vaults" columns={columns} empty="no vaults" />;
}
