import { Box } from 'ink';
import type { DocumentLine } from '../../src/app/detail/document-layout.ts';
import { Line } from '../primitives/line.tsx';
import { documentPieces } from './document-lines.ts';

export interface DocumentTabProps {
  readonly lines: readonly DocumentLine[];
  readonly top: number;
  readonly height: number;
  readonly search: string;
}

export function DocumentTab({ lines, top, height, search }: DocumentTabProps) {
  return (
    <Box flexDirection="column" flexGrow={1} height={height} overflow="hidden">
      {lines.slice(top, top + height).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line of text is known by its number
        <Line key={top + index} pieces={documentPieces(line, search)} />
      ))}
    </Box>
  );
}
