// The list of each panel, and the numbers that open lists: a panel's number opens its list wherever it is pressed.
import { listIds, type ResourceId } from '../../resources/resource-id.ts';
import { focusable, type PanelId } from '../state/state.ts';

export const panelLists: Readonly<Record<PanelId, ResourceId>> = {
  vaults: 'vaults',
  running: 'backup-jobs',
  attention: 'attention',
  audits: 'audits',
  coverage: 'coverage',
  runs: 'runs',
  last24h: 'backup-jobs',
};

const mostNumbers = 9;

/** The lists of the numbers 1 to 9: those of the panels, then further ones. */
export const numberedLists: readonly ResourceId[] = [
  ...new Set<ResourceId>([...focusable.map((id) => panelLists[id]), ...listIds]),
].slice(0, mostNumbers);
