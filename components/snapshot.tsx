// The overview as plain text, for pipes and `--once`.
import { Box, renderToString, Text } from 'ink';
import { sparkline } from '../src/app/chart.ts';
import type { Data } from '../src/app/data.ts';
import type { DayCounts, Overview, PanelRows } from '../src/app/overview-view.ts';
import { type AccountNames, organizationText, watchedPlaces } from '../src/app/places.ts';
import { regionState } from '../src/app/region-state.ts';
import { overviewQuestions } from '../src/app/watching.ts';
import { formatAge } from '../src/lib/format.ts';
import { sanitize } from '../src/lib/text.ts';
import type { Column } from '../src/resources/resource.ts';
import type { View } from '../src/runtime/runtime.ts';
import { withAccount } from './account-column.ts';
import { useAppearance } from './look.tsx';
import { attentionColumns, auditColumns, runningColumns, vaultColumns } from './overview-columns.ts';
import { SmallTable } from './small-table.tsx';
import { nextStepText } from './troubles.ts';

/** Without colours, whatever the terminal of the caller can do: the tree has the plain look that no theme replaces. */
export function renderSnapshot(view: View, width = 120): string {
  const text = renderToString(<Snapshot view={view} width={width} />, { columns: width });
  return text.replace(/[ \t]+$/gm, '');
}

/** More rows than this are counted, not shown. */
const mostRows = 20;

function Snapshot({ view, width }: { readonly view: View; readonly width: number }) {
  const { data } = view;
  const { glyphs } = useAppearance();
  const overview = view.overview(data);
  const { vaults, running, attention, audits } = overview.panels;
  const table = { width, now: data.now, accounts: watchedPlaces(data).account ? data.accounts : undefined };
  return (
    <Box flexDirection="column" width={width}>
      <Who data={data} />
      <Ways data={data} />
      <Regions data={data} />
      <Day counts={overview.counts} spark={overview.spark} />
      <Part title="Vaults" rows={vaults.rows} columns={vaultColumns(overview.vaultActivity, width)} {...table} />
      <Part title="Running jobs" rows={running.rows} columns={runningColumns(glyphs, width)} {...table} />
      <Part title="Attention" rows={attention.rows} columns={attentionColumns(width)} {...table} />
      <Part title="Recent audits" rows={audits.rows} columns={auditColumns(width)} {...table} />
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

/** How other accounts are heard of, and which ways in are shut. */
function Ways({ data }: { readonly data: Data }) {
  const { organization } = data;
  const why = organization?.problem ? `. ${organization.problem.message} ${nextStepText(organization.problem)}` : '';
  const text = organizationText(data);
  return (
    <>
      {text === undefined ? null : <Text>{sanitize(`${text}${why}`)}</Text>}
      {data.connections.map(({ id, label, problem }) =>
        problem ? <Text key={id}>{sanitize(`${label}: ${problem.message} ${nextStepText(problem)}`)}</Text> : null,
      )}
    </>
  );
}

function Regions({ data }: { readonly data: Data }) {
  const { glyphs } = useAppearance();
  const questions = overviewQuestions(data);
  return data.regions.map((region) => {
    const { tone, text, problem, loadedAt } = regionState(region, questions, data);
    const age = loadedAt === undefined ? '' : `, ${formatAge(data.now - loadedAt)} old`;
    const why = problem ? `. ${problem.message} ${nextStepText(problem)}` : '';
    return (
      <Text key={region}>{`${glyphs.marks[tone]} ${region}: ${sanitize(`${text || 'answers'}${age}${why}`)}`}</Text>
    );
  });
}

interface DayProps {
  readonly counts: DayCounts;
  readonly spark: Overview['spark'];
}

function Day({ counts, spark }: DayProps) {
  const { glyphs } = useAppearance();
  const { completed, withIssues, failed, expired, aborted, running } = counts;
  const lines = (['completed', 'failed', 'expired'] as const).filter((id) => spark[id].length > 0);
  return (
    <>
      <Text> </Text>
      <Text>
        {`Last 24 h: ${completed} completed, ${withIssues} with issues, ${failed} failed, ${expired} expired, ${aborted} aborted, ${running} running`}
      </Text>
      {lines.map((id) => (
        <Text key={id}>{`  ${id.padEnd(9)} ${sparkline(spark[id], 24, glyphs)}`}</Text>
      ))}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly rows: PanelRows['rows'];
  // biome-ignore lint/suspicious/noExplicitAny: columns of all panels pass through here
  readonly columns: readonly Column<any>[];
  readonly width: number;
  readonly now: number;
  /** Names of accounts, where there is more than one. */
  readonly accounts: AccountNames | undefined;
}

function Part({ title, rows, columns: own, width, now, accounts }: PartProps) {
  const columns = withAccount(own, accounts, width);
  const more = rows.length - mostRows;
  return (
    <Box flexDirection="column">
      <Text> </Text>
      <Text>{`${title}: ${rows.length}`}</Text>
      {rows.length > 0 ? <SmallTable columns={columns} rows={rows.slice(0, mostRows)} width={width} now={now} /> : null}
      {more > 0 ? <Text>{`and ${more} more`}</Text> : null}
    </Box>
  );
}
