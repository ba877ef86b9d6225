// Folding the sections of a detail: which is the current one, and what is in view.
import { expect, test } from 'vitest';
import { foldSections } from '../../src/app/detail/fold-sections.ts';
import type { DetailSection } from '../../src/resources/resource.ts';

const fields = (title: string, count: number): DetailSection => ({
  kind: 'fields',
  title,
  fields: Array.from({ length: count }, (_, index) => ({ label: `${index}`, text: 'x' })),
});
const table = (title: string, count: number): DetailSection => ({
  kind: 'table',
  title,
  columns: [],
  rows: Array.from({ length: count }, () => ({})),
  empty: 'None.',
});
const sections = [fields('Resource', 1), table('Recovery points (the newest 20)', 20), fields('Cost', 4)];
const titles = (open: readonly string[], at: number) =>
  foldSections(sections, { open, at }).map((section) => [
    section.title,
    section.kind === 'fields' ? section.fields.length : section.rows.length,
  ]);

test('closed sections are a title with their size, and the current one is marked', () => {
  expect(titles([], 1)).toEqual([
    ['  + Resource, 1 line', 0],
    ['> + Recovery points (the newest 20)', 0],
    ['  + Cost, 4 lines', 0],
  ]);
});

test('an open section has its lines, and stays open when its count changes', () => {
  expect(titles(['Recovery points'], 2)[1]).toEqual(['  - Recovery points (the newest 20)', 20]);
  const [one] = foldSections([table('Recovery points (the newest 9)', 9)], { open: ['Recovery points'], at: 0 });
  expect(one?.title).toBe('> - Recovery points (the newest 9)');
});

test('where there are fewer sections than before, the last one is current', () => {
  expect(titles([], 7).map(([title]) => title)).toEqual([
    '  + Resource, 1 line',
    '  + Recovery points (the newest 20)',
    '> + Cost, 4 lines',
  ]);
});
