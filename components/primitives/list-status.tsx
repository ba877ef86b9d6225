// The text in place of rows: loading, empty, or the problem and the next step.
import { Box } from 'ink';
import { nextStepText, type PanelProblem } from '../panels/troubles.ts';
import { fitPieces, Line, type Piece } from './line.tsx';
import { useAppearance } from './look.tsx';

export interface ListStatusProps {
  readonly troubles: readonly PanelProblem[];
  readonly width: number;
  /** The available lines. */
  readonly height: number;
  /** The first text if there are no rows: 'loading…', 'no vaults'. */
  readonly empty?: string | readonly string[];
}

const indent = '   ';

export function ListStatus({ troubles, width, height, empty }: ListStatusProps) {
  const { glyphs } = useAppearance();
  const lines: Piece[][] = [
    ...[empty ?? []].flat().map((text): Piece[] => [{ text: `${indent}${text}`, tone: 'muted' }]),
    ...troubles.flatMap((trouble) => troublePieces(trouble, width, glyphs.marks.bad)),
  ];
  return (
    <Box flexDirection="column" height={Math.min(height, lines.length)} flexShrink={0} overflow="hidden">
      {lines.slice(0, height).map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Line key={index} pieces={pieces} />
      ))}
    </Box>
  );
}

/** The next step gets a line of its own if both do not fit on one. */
function troublePieces({ places, lists, word, problem }: PanelProblem, width: number, mark: string): Piece[][] {
  const where = places.length > 3 ? `${places.length} places` : places.join(', ');
  const which = lists.length === 0 ? '' : `${lists.length > 3 ? `${lists.length} lists` : lists.join(', ')}: `;
  const what: Piece[] = [
    { text: `${indent}${mark} ${where}: ${which}${word}. `, tone: 'bad' },
    { text: problem.message },
  ];
  const step: Piece = { text: nextStepText(problem), tone: 'warn' };
  const length = [...what, step].reduce((sum, { text }) => sum + text.length, 1);
  if (length <= width) return [[...what, { text: ' ' }, step]];
  return [fitPieces(what, width), fitPieces([{ text: `${indent}  ` }, step], width)];
}
