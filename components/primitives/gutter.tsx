// A column of marks beside scrolling lines: the matches of a search.
import { Box } from 'ink';
import { detailGutter } from '../../src/app/layout.ts';
import { Line } from './line.tsx';
import { useAppearance } from './look.tsx';

export interface GutterProps {
  /** Numbers of the lines with a match, ascending. */
  readonly matches: readonly number[];
  /** The index of the current match. */
  readonly match: number;
  readonly top: number;
  readonly height: number;
}

export function Gutter({ matches, match, top, height }: GutterProps) {
  const { glyphs } = useAppearance();
  const found = new Set(matches);
  const current = matches[match];
  return (
    <Box flexDirection="column" width={detailGutter} flexShrink={0}>
      {Array.from({ length: height }, (_, index) => {
        const line = top + index;
        const mark = line === current ? glyphs.cursor : found.has(line) ? glyphs.dot : ' ';
        return <Line key={line} pieces={[{ text: mark, tone: 'accent' }]} />;
      })}
    </Box>
  );
}
