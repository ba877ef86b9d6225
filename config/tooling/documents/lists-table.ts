import { resources } from '../../../src/resources/index.ts';
import { listIds } from '../../../src/resources/resource-id.ts';
import { markdownTable } from './markdown-table.ts';

/** The table of lists in the documentation. */
export function listsTable(): string {
  const rows = listIds.map((id) => {
    const { aliases, params } = resources[id];
    return [code([id]), code(aliases), code(Object.keys(params))];
  });
  return markdownTable(['list', 'other names', 'parameters'], rows);
}

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ');
