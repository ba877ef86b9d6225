// The selected finding as a whole, with its next step, below the list.
import { Box } from 'ink';
import type { ListRow } from '../../src/app/list/rows.ts';
import { type LineRow, lineOf } from '../../src/domain/attention/findings/line-row.ts';
import { severityTone } from '../../src/domain/attention/findings/severity.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import { wrap } from '../../src/lib/text/wrap.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { Line, type Piece } from '../primitives/line.tsx';

interface FindingPreviewProps {
  /** Absent: nothing is selected. */
  readonly row: ListRow | undefined;
  readonly view: View;
  /** 0: the list has no preview. */
  readonly height: number;
}

export function FindingPreview({ row, view, height }: FindingPreviewProps) {
  if (height === 0) return null;
  const { columns } = view.state.size;
  const lines = row ? textLines(row as unknown as LineRow, view, height - 1) : [];
  const shown = [...lines, ...Array.from({ length: height - 1 - lines.length }, (): Piece[] => [])];
  return (
    <Box flexDirection="column" height={height}>
      <Line pieces={[{ text: '─'.repeat(columns), tone: 'muted' }]} />
      {shown.map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
        <Line key={index} pieces={pieces} />
      ))}
    </Box>
  );
}

/** The next step stays in view, whatever the length of the sentence. */
function textLines(row: LineRow, { state, data }: View, most: number): Piece[][] {
  const { text, nextStep, severity } = lineOf(row, data.now);
  const width = state.size.columns - 2;
  const wrapped = (said: string) => wrap(sanitize(said), width).map((line) => line.text);
  const step = nextStep === undefined ? [] : wrapped(`Next: ${nextStep}`).slice(0, Math.max(1, most - 1));
  const tone = severityTone(severity);
  return [
    ...wrapped(text)
      .slice(0, most - step.length)
      .map((line): Piece[] => [{ text: ` ${line}`, tone }]),
    ...step.map((line): Piece[] => [{ text: ` ${line}` }]),
  ];
}
