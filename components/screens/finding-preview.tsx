// The selected finding as a whole, with its next step, below the list.
import { Box } from 'ink';
import type { Glyphs } from '../../config/themes/glyphs.ts';
import type { ListRow } from '../../src/app/list/rows.ts';
import { ownerOf, regionOf, watchedPlaces } from '../../src/app/state/places.ts';
import { zoneOf } from '../../src/app/state/time/zone.ts';
import { type LineRow, lineOf } from '../../src/domain/attention/findings/line-row.ts';
import { severityTone } from '../../src/domain/attention/findings/severity.ts';
import { shortTime, zoneLabel } from '../../src/domain/time-zones.ts';
import { displayWidth, sanitize, truncate } from '../../src/lib/text/text.ts';
import { wrap } from '../../src/lib/text/wrap.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { Line, type Piece } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';

interface FindingPreviewProps {
  /** Absent: nothing is selected. */
  readonly row: ListRow | undefined;
  readonly view: View;
  /** 0: the list has no preview. */
  readonly height: number;
}

export function FindingPreview({ row, view, height }: FindingPreviewProps) {
  const { glyphs } = useAppearance();
  if (height === 0) return null;
  const lines = row ? textLines(row as unknown as LineRow, view, height - 1) : [];
  const shown = [...lines, ...Array.from({ length: height - 1 - lines.length }, (): Piece[] => [])];
  return (
    <Box flexDirection="column" height={height}>
      <Line pieces={[{ text: ruleText(row as unknown as LineRow | undefined, view, glyphs), tone: 'muted' }]} />
      {shown.map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <Line key={index} pieces={pieces} />
      ))}
    </Box>
  );
}

/** '── eu-west-1 · since 01-15 05:00 UTC ───': what a narrow list has no columns for. */
function ruleText(row: LineRow | undefined, { data, state }: View, { rule, dot }: Glyphs): string {
  const { columns } = state.size;
  if (!row) return rule.repeat(columns);
  const zone = zoneOf(data);
  const { account, region } = watchedPlaces(data);
  const said = [
    ...(account || region ? [[...(account ? [ownerOf(row, data.accounts)] : []), regionOf(row)].join(' ')] : []),
    ...(row.since === undefined ? [] : [`since ${shortTime(row.since, zone)} ${zoneLabel(zone)}`]),
  ];
  const text = said.length === 0 ? '' : `${rule}${rule} ${said.join(` ${dot} `)} `;
  return text + rule.repeat(Math.max(0, columns - displayWidth(text)));
}

/** The next step stays in view, whatever the length of the sentence. */
function textLines(row: LineRow, { state, data }: View, most: number): Piece[][] {
  const { text, nextStep, severity } = lineOf(row, data.now);
  const width = state.size.columns - 2;
  const wrapped = (said: string) => wrap(sanitize(said), width).map((line) => line.text);
  const step = nextStep === undefined ? [] : wrapped(`Next: ${nextStep}`).slice(0, Math.max(1, most - 1));
  const tone = severityTone(severity);
  return [
    ...firstLines(wrapped(text), most - step.length, width).map((line): Piece[] => [{ text: ` ${line}`, tone }]),
    ...step.map((line): Piece[] => [{ text: ` ${line}` }]),
  ];
}

/** A text that is cut says so. */
function firstLines(lines: readonly string[], count: number, width: number): readonly string[] {
  const [last = '', ...more] = lines.slice(Math.max(0, count - 1));
  if (count < 1) return [];
  return more.length === 0 ? lines : [...lines.slice(0, count - 1), truncate(`${last} ${more[0]}`, width)];
}
