import { keyNames } from '../../../src/app/command-line/help-lines.ts';
import { type Binding, keymap } from '../../keys.ts';
import { markdownTable } from './markdown-table.ts';

/** The table of keys in the documentation. */
export function keysTable(): string {
  const bindings: readonly Binding[] = Object.values(keymap);
  const rows = bindings.map((binding) => {
    const where = binding.in.includes('everywhere') ? '' : binding.in.join(', ');
    return [code(keyNames(binding)), binding.help, where];
  });
  return markdownTable(['key', 'what', 'where'], rows);
}

const code = (names: string): string =>
  names
    .split(' ')
    .map((name) => `\`${name}\``)
    .join(' ');
