type Cells = readonly string[];

/** A bar inside a cell would end the cell. */
export const markdownTable = (titles: Cells, rows: readonly Cells[]): string =>
  [line(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(line)].join('\n');

const line = (cells: Cells): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
