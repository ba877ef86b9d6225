// A small static table with rules around it, drawn by ink-table, which knows neither cells nor widths: both are
// computed before. Too slow for content that changes: see components/primitives/table.tsx.
import { Text } from 'ink';
import Table from 'ink-table';
import type { PropsWithChildren } from 'react';
import { cellPadding, naturalColumns } from '../../src/app/detail/detail-layout.ts';
import { fitNatural } from '../../src/app/list/table-layout.ts';
import type { Column } from '../../src/resources/resource.ts';
import { padded } from './line.tsx';
import { useAppearance } from './look.tsx';

export interface SmallTableProps {
  // biome-ignore lint/suspicious/noExplicitAny: columns of all sections pass through here
  readonly columns: readonly Column<any>[];
  readonly rows: readonly unknown[];
  readonly width: number;
  /** Epoch ms. */
  readonly now: number;
}

export function SmallTable({ columns, rows, width, now }: SmallTableProps) {
  const { glyphs, style } = useAppearance();
  const fitted = fitNatural(naturalColumns(columns, rows, now), width - 1, 2 * cellPadding + 1);
  const data = rows.map((row) =>
    // Padded to one length, because ink-table measures in UTF-16 units.
    Object.fromEntries(
      fitted.map(({ column, width: cells }) => {
        const text = padded(column.text(row, now), cells, column.align);
        return [column.title, text.padEnd(cells)];
      }),
    ),
  );
  const cell = ({ column, children }: PropsWithChildren<{ column: number }>) => (
    <Text>{padded(String(children).trimEnd(), (fitted[column]?.width ?? 0) + 2 * cellPadding)}</Text>
  );
  const header = ({ children }: PropsWithChildren) => <Text {...style('muted')}>{children}</Text>;
  const skeleton = ({ children }: PropsWithChildren) => (
    <Text {...style('muted')}>{glyphs.rule === '─' ? children : ruledInAscii(String(children))}</Text>
  );
  return (
    <Table
      data={data}
      columns={fitted.map(({ column }) => column.title)}
      padding={cellPadding}
      cell={cell}
      header={header}
      skeleton={skeleton}
    />
  );
}

const ruledInAscii = (text: string): string =>
  text
    .replaceAll('─', '-')
    .replaceAll('│', '|')
    .replace(/[\u250c\u2510\u2514\u2518\u251c\u2524\u252c\u2534\u253c]/g, '+');
