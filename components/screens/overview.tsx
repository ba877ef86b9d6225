// The overview: panels with live contents.
import { Box } from 'ink';
import type { ReactNode } from 'react';
import { bodyHeight } from '../../src/app/layout.ts';
import { shownCursor } from '../../src/app/list/cursor.ts';
import { daySummary } from '../../src/app/overview/day-summary.ts';
import { overviewPlaces, panelHasHeads, panelPageSize } from '../../src/app/overview/overview-layout.ts';
import {
  isPanelCounted,
  isPanelSettled,
  type Overview as OverviewData,
  panelRequests,
} from '../../src/app/overview/overview-view.ts';
import { panelNeeds } from '../../src/app/overview/panel-needs.ts';
import { sortWords } from '../../src/app/overview/panel-sorts.ts';
import type { Data } from '../../src/app/state/data.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import { isSettled, loadingText } from '../../src/app/state/lists/settled.ts';
import { watchedPlaces } from '../../src/app/state/places.ts';
import { type OverviewScreen, type PanelId, panelIds, type Size } from '../../src/app/state/state.ts';
import { AttentionPanel } from '../panels/attention-panel.tsx';
import { AuditsPanel } from '../panels/audits-panel.tsx';
import { CoveragePanel } from '../panels/coverage-panel.tsx';
import { DayPanel } from '../panels/day-panel.tsx';
import { Panel } from '../panels/panel.tsx';
import type { PanelRowsProps } from '../panels/panel-table.tsx';
import { RunningPanel } from '../panels/running-panel.tsx';
import { RunsPanel } from '../panels/runs-panel.tsx';
import { troubles } from '../panels/troubles.ts';
import { VaultsPanel } from '../panels/vaults-panel.tsx';
import { FaultBoundary } from '../primitives/fault-boundary.tsx';

export interface OverviewProps {
  readonly screen: OverviewScreen;
  readonly overview: OverviewData;
  readonly data: Data;
  readonly size: Size;
}

export function Overview({ screen, overview, data, size }: OverviewProps) {
  const places = overviewPlaces(size, panelNeeds(overview, screen.focus, data));
  const heads = panelHasHeads(size);
  const frame = (id: PanelId) => ({
    place: places[id],
    number: panelIds.indexOf(id) + 1,
    focused: screen.focus === id,
  });
  const several = watchedPlaces(data);
  const jobsCounted = isPanelCounted('last24h', overview, data);
  const rows = (id: PanelId): PanelRowsProps => {
    const requests = panelRequests(id, data);
    return {
      ...frame(id),
      panel: overview.panels[id],
      cursor: shownCursor(
        screen.cursors[id],
        { rows: overview.panels[id], page: panelPageSize(id, size, places) },
        screen.focus === id,
      ),
      heads,
      settled: isPanelSettled(id, overview, data),
      loading: loadingText(requests, data),
      counted: isPanelCounted(id, overview, data),
      troubles: troubles(requests, data),
      accounts: several.account ? data.accounts : undefined,
      severalRegions: several.region,
      sort: screen.sorts?.[id],
      sortedBy: sortWords(id, screen.sorts?.[id]),
    };
  };
  const shielded = (id: PanelId, draw: () => ReactNode) =>
    places[id].height === 0 ? null : (
      <FaultBoundary
        what={`The panel "${titles[id]}"`}
        width={places[id].width}
        drawnFrom={overview}
        frame={(sentence) => (
          <Panel {...frame(id)} title={titles[id]}>
            {sentence}
          </Panel>
        )}
      >
        <Drawn draw={draw} />
      </FaultBoundary>
    );
  return (
    <Box width={size.columns} height={bodyHeight(size)}>
      {shielded('vaults', () => (
        <VaultsPanel {...rows('vaults')} activity={overview.vaultActivity} jobsCounted={jobsCounted} />
      ))}
      {shielded('running', () => (
        <RunningPanel {...rows('running')} />
      ))}
      {shielded('attention', () => (
        <AttentionPanel {...rows('attention')} />
      ))}
      {shielded('audits', () => (
        <AuditsPanel {...rows('audits')} />
      ))}
      {shielded('coverage', () => (
        <CoveragePanel {...frame('coverage')} panel={overview.panels.coverage} cursor={screen.cursors.coverage} />
      ))}
      {shielded('runs', () => (
        <RunsPanel {...rows('runs')} />
      ))}
      {shielded('last24h', () => (
        <DayPanel
          place={places.last24h}
          counts={overview.counts}
          spark={overview.spark}
          metrics={metricsState(data)}
          counted={jobsCounted}
          summary={daySummary(data)}
        />
      ))}
    </Box>
  );
}

/** The rows are computed inside the boundary, too. */
const Drawn = ({ draw }: { readonly draw: () => ReactNode }) => draw();

const titles: Readonly<Record<PanelId, string>> = {
  vaults: 'Vaults',
  running: 'Running jobs',
  attention: 'Attention',
  audits: 'Audits',
  coverage: 'Coverage',
  runs: 'Newest runs',
  last24h: 'Last 24 h',
};

function metricsState(data: Data): string {
  if (data.past) return 'CloudWatch: not known then';
  if (!data.cloudWatch) return 'CloudWatch off';
  const requests = everywhere('metrics', data);
  const [trouble] = troubles(requests, data);
  if (trouble) return `CloudWatch: ${trouble.word}`;
  return isSettled(requests, data) ? 'CloudWatch: no data' : 'CloudWatch: loading…';
}
