// The last 24 hours: the program's own counts, then CloudWatch's counts by hour.

import type { Rectangle } from '../../src/app/layout.ts';
import { sparklines } from '../../src/app/overview/chart.ts';
import type { Overview } from '../../src/app/overview/overview-view.ts';
import { countText } from '../../src/app/state/lists/gaps.ts';
import type { DayCounts } from '../../src/domain/jobs/day-counts.ts';
import type { AwsDaySummary } from '../../src/domain/jobs/job-day.ts';
import { stateTone } from '../../src/domain/jobs/job-state.ts';
import type { ChartId } from '../../src/domain/jobs/metric-series.ts';
import type { Tone } from '../../src/domain/tone.ts';
import { formatDateTime } from '../../src/lib/text/format.ts';
import { fitPieces, Line, type Piece, widthOf } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';
import { Panel } from './panel.tsx';

export interface DayPanelProps {
  readonly place: Rectangle;
  readonly counts: DayCounts;
  /** All lists of jobs have a response. */
  readonly counted: boolean;
  readonly spark: Overview['spark'];
  /** Shown if there are no sparklines. */
  readonly metrics: string;
  /** AWS's own counts, while the program's are incomplete. */
  readonly summary: AwsDaySummary | undefined;
}

export function DayPanel({ place, counts, counted, spark, metrics, summary }: DayPanelProps) {
  const { width } = place;
  const lines = useCountLines({ counts, counted, width });
  const height = place.height - 1 - lines.length;
  return (
    <Panel place={place} title="Last 24 h" focused={false}>
      {lines.map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: first and second line
        <Line key={index} pieces={pieces} />
      ))}
      {height < 1 ? null : <LastLine spark={spark} metrics={metrics} summary={summary} width={width} height={height} />}
    </Panel>
  );
}

function LastLine({
  spark,
  metrics,
  summary,
  width,
  height,
}: Omit<DayPanelProps, 'place' | 'counts' | 'counted'> & { readonly width: number; readonly height: number }) {
  if (summary) return <Summary summary={summary} width={width} />;
  return sparks.some(([id]) => spark[id].length > 0) ? (
    <Sparks spark={spark} width={width} height={height} />
  ) : (
    <Quiet text={metrics} />
  );
}

const summarized = ['COMPLETED', 'FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'];

/** 'Lists are coming. AWS summary of 2026-01-14: 16201 completed 301 failed'. */
function Summary({ summary, width }: { readonly summary: AwsDaySummary; readonly width: number }) {
  const { startsAt, counts } = summary;
  const pieces: Piece[] = [
    {
      text: `${' '.repeat(indent)}loading; AWS summary of ${formatDateTime(startsAt).slice(0, 10)} UTC: `,
      tone: 'muted',
    },
    ...summarized.flatMap((state): Piece[] =>
      counts[state] ? [{ text: `${counts[state]}`, tone: stateTone(state) }, { text: ` ${state.toLowerCase()} ` }] : [],
    ),
  ];
  return <Line pieces={fitPieces(pieces, width)} />;
}

const Quiet = ({ text }: { readonly text: string }) => <Line pieces={[{ text: `   ${text}`, tone: 'muted' }]} />;

const labels: readonly (readonly [id: keyof DayCounts, long: string, short: string, tone: Tone])[] = [
  ['completed', 'completed', 'done', 'good'],
  ['withIssues', 'with issues', 'issues', 'warn'],
  ['failed', 'failed', 'failed', 'bad'],
  ['expired', 'expired', 'expired', 'warn'],
  ['aborted', 'aborted', 'aborted', 'muted'],
  ['running', 'running', 'running', 'busy'],
];

const indent = 3;

/** On one line with long words, else with short ones, else on two lines. */
function useCountLines({
  counts,
  counted,
  width,
}: Pick<DayPanelProps, 'counts' | 'counted'> & { readonly width: number }): Piece[][] {
  const { glyphs } = useAppearance();
  const made = (brief: boolean): Piece[][] =>
    labels.map(([id, long, short, tone]) => [
      { text: `${glyphs.marks[tone]} ${countText(counts[id], counted)}`, tone: counts[id] === 0 ? 'muted' : tone },
      { text: ` ${brief ? short : long}  `, tone: 'muted' },
    ]);
  const fitting = [made(false), made(true)].find((groups) => widthOf(groups.flat()) <= width - indent);
  const lines = fitting ? [fitting] : [made(true).slice(0, 3), made(true).slice(3)];
  return lines.map((groups) => fitPieces([{ text: ' '.repeat(indent) }, ...groups.flat()], width));
}

const sparks: readonly (readonly [id: ChartId, long: string, short: string, tone: Tone])[] = [
  ['completed', 'completed', 'done', 'good'],
  ['failed', 'failed', 'failed', 'bad'],
  ['expired', 'expired', 'expired', 'warn'],
];

/** One cell for each hour if 24 cells fit: rather with the marks of the counts above than with words. */
const sparkCells = [24, 12, 8, 6];

interface SparksProps {
  readonly spark: Overview['spark'];
  readonly width: number;
  readonly height: number;
}

/** The labels are on the lowest line. */
function Sparks({ spark, width, height }: SparksProps) {
  const { glyphs } = useAppearance();
  const madeLine = (line: number, cells: number, label: 'long' | 'short' | 'mark'): Piece[] =>
    sparks.flatMap(([id, long, short, tone]): Piece[] => {
      const isLowest = line === height - 1;
      const name = `${{ long, short, mark: glyphs.marks[tone] }[label]} `;
      const values = spark[id];
      const chart =
        values.length === 0 ? 'no data' : (sparklines(values, { width: cells, height }, glyphs)[line] ?? '');
      return [
        { text: isLowest ? name : ' '.repeat(widthOf([{ text: name }])), tone: label === 'mark' ? tone : 'muted' },
        { text: values.length > 0 || isLowest ? chart : ' '.repeat(chart.length), tone },
        { text: '  ' },
      ];
    });
  const lines = (cells: number, label: 'long' | 'short' | 'mark') =>
    Array.from({ length: height }, (_, line) => madeLine(line, cells, label));
  const all = sparkCells.flatMap((cells) => [lines(cells, 'long'), lines(cells, 'short'), lines(cells, 'mark')]);
  const shown = all.find(([row = []]) => widthOf(row) <= width - indent) ?? lines(6, 'mark');
  return shown.map((row, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one chart
    <Line key={index} pieces={fitPieces([{ text: ' '.repeat(indent) }, ...row], width)} />
  ));
}
