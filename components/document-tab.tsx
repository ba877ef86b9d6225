import { Box } from 'ink';
import { documentPieces, shifted } from './document-lines.ts';
import { Line } from './line.tsx';

export interface DocumentTabProps {
  readonly lines: readonly string[];
  readonly top: number;
  /** Characters scrolled away at the left. */
  readonly left: number;
  readonly height: number;
  readonly search: string;
}

export function DocumentTab({ lines, top, left, height, search }: DocumentTabProps) {
  return (
    <Box flexDirection="column" flexGrow={1} height={height} overflow="hidden">
      {lines.slice(top, top + height).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of text is known by its number
        <Line key={top + index} pieces={shifted(documentPieces(line, search), left)} />
      ))}
    </Box>
  );
}
