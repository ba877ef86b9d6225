// The overview as plain text, for pipes and `--once`.
import { Box, renderToString, Text } from 'ink';
import { withAccount } from '../../src/app/list/account-column.ts';
import type { ListRow } from '../../src/app/list/rows.ts';
import { sparkline } from '../../src/app/overview/chart.ts';
import type { LinePart } from '../../src/app/overview/coverage-line.ts';
import { isPanelCounted, type Overview, panelRequests } from '../../src/app/overview/overview-view.ts';
import type { Data } from '../../src/app/state/data.ts';
import { countText, gapsOf, gapTexts } from '../../src/app/state/lists/gaps.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import { overviewRequests } from '../../src/app/state/lists/watching.ts';
import { collectedText, organizationText, watchedPlaces } from '../../src/app/state/places.ts';
import { regionState } from '../../src/app/state/region-state.ts';
import type { PanelId } from '../../src/app/state/state.ts';
import type { DayCounts } from '../../src/domain/jobs/day-counts.ts';
import type { Sequence } from '../../src/lib/sequence.ts';
import { formatAge } from '../../src/lib/text/format.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import type { Column } from '../../src/resources/resource.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { attentionColumns, auditColumns, runningColumns, vaultColumns } from '../panels/overview-columns.ts';
import { nextStepText } from '../panels/troubles.ts';
import { useAppearance } from '../primitives/look.tsx';
import { SmallTable } from '../primitives/small-table.tsx';

/** Without colours, whatever the caller's terminal supports: no theme is applied. */
export function renderSnapshot(view: View, width = 120): string {
  const text = renderToString(<Snapshot view={view} width={width} />, { columns: width });
  return text.replace(/[ \t]+$/gm, '');
}

/** The number of further rows is shown instead. */
const mostRows = 20;

function Snapshot({ view, width }: { readonly view: View; readonly width: number }) {
  const { data } = view;
  const { glyphs } = useAppearance();
  const overview = view.overview(data);
  const { vaults, running, audits } = overview.panels;
  const table = { width, data, overview };
  const activity = {
    activity: overview.vaultActivity,
    counted: isPanelCounted('last24h', overview, data),
  };
  // No connection is signed in: there is nothing to count.
  if (data.scopes.length === 0) return <Who data={data} />;
  return (
    <Box flexDirection="column" width={width}>
      <Who data={data} />
      <Ways data={data} />
      <Regions data={data} />
      <Day overview={overview} data={data} />
      <Coverage data={data} overview={overview} />
      <Part id="vaults" rows={vaults.rows} columns={vaultColumns(activity, width)} {...table} />
      <Part id="running" rows={running.rows} columns={runningColumns(glyphs, width)} {...table} />
      <Part id="attention" rows={data.attention.rows(data)} columns={attentionColumns(width)} {...table} />
      <Part id="audits" rows={audits.rows} columns={auditColumns(width)} {...table} />
    </Box>
  );
}

function Who({ data }: { readonly data: Data }) {
  const { identity, identityProblem, origin, now } = data;
  const at = new Date(now).toISOString().slice(0, 19).replace('T', ' ');
  const who = identity ? `account ${identity.accountId}, ${sanitize(identity.arn)}` : '';
  const problem = identityProblem ? `${identityProblem.message} ${nextStepText(identityProblem)}` : '';
  return (
    <Text>{`vaultop${origin ? ` (${origin})` : ''} at ${at} UTC: ${who || sanitize(problem) || 'not signed in'}`}</Text>
  );
}

/** How jobs of other accounts are listed, and which connections fail. */
function Ways({ data }: { readonly data: Data }) {
  const { organization } = data;
  const why = organization?.problem ? `. ${organization.problem.message} ${nextStepText(organization.problem)}` : '';
  const text = organizationText(data);
  const collectors = collectedText(data);
  return (
    <>
      {text === undefined ? null : <Text>{sanitize(`${text}${why}`)}</Text>}
      {collectors === undefined ? null : <Text>{sanitize(`${collectors}: their rows are from the store`)}</Text>}
      {data.connections.map(({ id, label, problem }) =>
        problem ? <Text key={id}>{sanitize(`${label}: ${problem.message} ${nextStepText(problem)}`)}</Text> : null,
      )}
    </>
  );
}

function Regions({ data }: { readonly data: Data }) {
  const { glyphs } = useAppearance();
  const requests = overviewRequests(data);
  return data.regions.map((region) => {
    const { tone, text, problem, loadedAt } = regionState(region, requests, data);
    const age = loadedAt === undefined ? '' : `, ${formatAge(data.now - loadedAt)} old`;
    const why = problem ? `. ${problem.message} ${nextStepText(problem)}` : '';
    return (
      <Text key={region}>{`${glyphs.marks[tone]} ${region}: ${sanitize(`${text || 'answers'}${age}${why}`)}`}</Text>
    );
  });
}

const Coverage = ({ overview }: DayProps) => (
  <Text>
    {sanitize(`Coverage: ${[...overview.panels.coverage.rows].map(({ text }: LinePart) => text).join(' · ')}`)}
  </Text>
);

interface DayProps {
  readonly overview: Overview;
  readonly data: Data;
}

function Day({ overview, data }: DayProps) {
  const { counts, spark } = overview;
  const { glyphs } = useAppearance();
  const requests = panelRequests('last24h', data);
  const isKnown = isPanelCounted('last24h', overview, data);
  const texts = dayWords.map(([id, word]) => `${countText(counts[id], isKnown)} ${word}`);
  const lines = (['completed', 'failed', 'expired'] as const).filter((id) => spark[id].length > 0);
  return (
    <>
      <Text> </Text>
      <Text>{`Last 24 h: ${texts.join(', ')}`}</Text>
      <Gaps requests={requests} data={data} />
      {lines.map((id) => (
        <Text key={id}>{`  ${id.padEnd(9)} ${sparkline(spark[id], 24, glyphs)}`}</Text>
      ))}
    </>
  );
}

const dayWords: readonly (readonly [id: keyof DayCounts, word: string])[] = [
  ['completed', 'completed'],
  ['withIssues', 'with issues'],
  ['failed', 'failed'],
  ['expired', 'expired'],
  ['aborted', 'aborted'],
  ['running', 'running'],
];

interface GapsProps {
  readonly requests: readonly ListRequest[];
  readonly data: Data;
}

/** The source lists that a count lacks. */
function Gaps({ requests, data }: GapsProps) {
  return gapTexts(gapsOf(requests, data)).map((text) => <Text key={text}>{sanitize(`  not counted: ${text}`)}</Text>);
}

const titles = {
  vaults: 'Vaults',
  running: 'Running jobs',
  attention: 'Attention',
  audits: 'Recent audits',
} as const satisfies Partial<Record<PanelId, string>>;

interface PartProps {
  readonly id: keyof typeof titles;
  readonly rows: Sequence<ListRow>;
  // biome-ignore lint/suspicious/noExplicitAny: columns of all panels pass through here
  readonly columns: readonly Column<any>[];
  readonly width: number;
  readonly data: Data;
  readonly overview: Overview;
}

function Part({ id, rows, columns: own, width, data, overview }: PartProps) {
  // Accounts are shown if there are several.
  const columns = withAccount(own, watchedPlaces(data).account ? data.accounts : undefined, width);
  const requests = panelRequests(id, data);
  const more = rows.length - mostRows;
  const shown = [...rows].slice(0, mostRows);
  return (
    <Box flexDirection="column">
      <Text> </Text>
      <Text>{`${titles[id]}: ${countText(rows.length, isPanelCounted(id, overview, data))}`}</Text>
      <Gaps requests={requests} data={data} />
      {shown.length > 0 ? <SmallTable columns={columns} rows={shown} width={width} now={data.now} /> : null}
      {more > 0 ? <Text>{`and ${more} more`}</Text> : null}
    </Box>
  );
}
