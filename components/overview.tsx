// The overview: five panels, each a window on something that moves.
import { Box } from 'ink';
import type { Data } from '../src/app/data.ts';
import { daySummary } from '../src/app/day-summary.ts';
import { bodyHeight, overviewPlaces, panelHasHeads } from '../src/app/layout.ts';
import type { Overview as OverviewData } from '../src/app/overview-view.ts';
import { watchedPlaces } from '../src/app/places.ts';
import { isSettled } from '../src/app/settled.ts';
import { type OverviewScreen, type PanelId, panelIds, type Size } from '../src/app/state.ts';
import { everywhere } from '../src/app/watching.ts';
import { jobListIds, type ResourceId } from '../src/resources/resource-id.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { AuditsPanel } from './audits-panel.tsx';
import { DayPanel } from './day-panel.tsx';
import type { PanelRowsProps } from './panel-table.tsx';
import { RunningPanel } from './running-panel.tsx';
import { troubles } from './troubles.ts';
import { VaultsPanel } from './vaults-panel.tsx';

export interface OverviewProps {
  readonly screen: OverviewScreen;
  readonly overview: OverviewData;
  readonly data: Data;
  readonly size: Size;
}

/** Whose answers a panel is made of. */
const sources: Readonly<Record<PanelId, readonly ResourceId[]>> = {
  vaults: ['vaults'],
  running: jobListIds,
  attention: ['attention'],
  audits: ['audits'],
  last24h: [],
};

export function Overview({ screen, overview, data, size }: OverviewProps) {
  const places = overviewPlaces(size);
  const heads = panelHasHeads(size);
  const frame = (id: PanelId) => ({
    place: places[id],
    number: panelIds.indexOf(id) + 1,
    focused: screen.focus === id,
  });
  const rows = (id: PanelId): PanelRowsProps => {
    const questions = sources[id].flatMap((resource) => everywhere(resource, data));
    return {
      ...frame(id),
      panel: overview.panels[id],
      cursor: screen.cursors[id],
      heads,
      settled: isSettled(questions, data),
      troubles: troubles(questions, data),
      accounts: watchedPlaces(data).account ? data.accounts : undefined,
    };
  };
  return (
    <Box width={size.columns} height={bodyHeight(size)}>
      <VaultsPanel {...rows('vaults')} activity={overview.vaultActivity} />
      <RunningPanel {...rows('running')} />
      <AttentionPanel {...rows('attention')} />
      <AuditsPanel {...rows('audits')} />
      <DayPanel
        {...{ place: places.last24h, counts: overview.counts, spark: overview.spark, metrics: metricsState(data) }}
        summary={daySummary(data)}
      />
    </Box>
  );
}

function metricsState(data: Data): string {
  if (!data.cloudWatch) return 'CloudWatch off';
  const questions = everywhere('metrics', data);
  const [trouble] = troubles(questions, data);
  if (trouble) return `CloudWatch: ${trouble.word}`;
  return isSettled(questions, data) ? 'CloudWatch: no data' : 'CloudWatch: loading…';
}
