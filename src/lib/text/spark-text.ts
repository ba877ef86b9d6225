// A chart of one line of text.

const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** One cell for each group of values, oldest first; zero is blank, and each value above zero is visible. */
export function sparkText(values: readonly number[], cells: number): string {
  const count = Math.min(cells, values.length);
  const sums = Array.from({ length: count }, () => 0);
  values.forEach((value, index) => {
    const cell = Math.floor((index * count) / values.length);
    sums[cell] = (sums[cell] ?? 0) + value;
  });
  const most = Math.max(0, ...sums);
  return sums.map((sum) => (sum > 0 ? levels[Math.max(0, Math.ceil((sum / most) * levels.length) - 1)] : ' ')).join('');
}
