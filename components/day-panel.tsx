// The last 24 hours: counts of our own making, then what CloudWatch says hour by hour.
import { sparkline } from '../src/app/chart.ts';
import type { Place } from '../src/app/layout.ts';
import type { DayCounts, Overview, SparkId } from '../src/app/overview-view.ts';
import type { Tone } from '../src/domain/tone.ts';
import { fitPieces, Line, type Piece, widthOf } from './line.tsx';
import { useAppearance } from './look.tsx';
import { Panel } from './panel.tsx';

export interface DayPanelProps {
  readonly place: Place;
  readonly counts: DayCounts;
  readonly spark: Overview['spark'];
  /** Said where there are no sparklines. */
  readonly metrics: string;
}

export function DayPanel({ place, counts, spark, metrics }: DayPanelProps) {
  const { width } = place;
  return (
    <Panel place={place} title="Last 24 h" focused={false}>
      <Counts counts={counts} width={width} />
      {sparkIds.some((id) => spark[id].length > 0) ? <Sparks spark={spark} width={width} /> : <Quiet text={metrics} />}
    </Panel>
  );
}

const Quiet = ({ text }: { readonly text: string }) => <Line pieces={[{ text: `   ${text}`, tone: 'muted' }]} />;

const labels: readonly (readonly [keyof DayCounts, string, Tone])[] = [
  ['completed', 'completed', 'good'],
  ['withIssues', 'with issues', 'warn'],
  ['failed', 'failed', 'bad'],
  ['expired', 'expired', 'warn'],
  ['aborted', 'aborted', 'muted'],
  ['running', 'running', 'busy'],
];

/** Words get shorter before a count would fall off the line. */
function Counts({ counts, width }: { readonly counts: DayCounts; readonly width: number }) {
  const { glyphs } = useAppearance();
  const made = (length: number, gap: string): Piece[] =>
    labels.flatMap(([id, label, tone]) => {
      const shown: Tone = counts[id] === 0 ? 'muted' : tone;
      const word = label.length > length ? label.slice(0, length) : label;
      return [
        { text: `${glyphs.marks[tone]} ${counts[id]}`, tone: shown },
        { text: ` ${word}${gap}`, tone: 'muted' },
      ];
    });
  const pieces = [made(11, '   '), made(11, '  '), made(6, '  '), made(4, ' ')].find(
    (row) => widthOf(row) <= width - 3,
  );
  return <Line pieces={fitPieces([{ text: '   ' }, ...(pieces ?? made(4, ' '))], width)} />;
}

const sparkTones: Readonly<Record<SparkId, Tone>> = { completed: 'good', failed: 'bad', expired: 'warn' };
const sparkIds = Object.keys(sparkTones) as SparkId[];
const sparkWidths = [24, 12, 8];

function Sparks({ spark, width }: { readonly spark: Overview['spark']; readonly width: number }) {
  const { glyphs } = useAppearance();
  const made = (cells: number): Piece[] =>
    sparkIds.flatMap((id) => [
      { text: `${id} `, tone: 'muted' },
      { text: spark[id].length === 0 ? 'no data' : sparkline(spark[id], cells, glyphs), tone: sparkTones[id] },
      { text: '  ' },
    ]);
  const pieces = sparkWidths.map(made).find((row) => widthOf(row) <= width - 3) ?? made(8);
  return <Line pieces={fitPieces([{ text: '   ' }, ...pieces], width)} />;
}
