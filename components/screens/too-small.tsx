import { Box, Text } from 'ink';
import { smallest } from '../../config/layout.ts';
import type { Size } from '../../src/app/state/state.ts';

export function TooSmall({ size }: { readonly size: Size }) {
  const { columns, rows } = size;
  return (
    <Box width={columns} height={rows} alignItems="center" justifyContent="center" overflow="hidden">
      <Text wrap="wrap">
        {`The terminal has ${columns}×${rows} cells, vaultop needs ${smallest.columns}×${smallest.rows}. Enlarge the terminal.`}
      </Text>
    </Box>
  );
}
