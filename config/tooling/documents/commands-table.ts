import { keyNames } from '../../../src/app/command-line/help-lines.ts';
import { type Binding, keymap } from '../../keys.ts';
import { markdownTable } from './markdown-table.ts';

/** The table of the names that commands have under `keys` of the config file. */
export function commandsTable(): string {
  const bindings: readonly (readonly [string, Binding])[] = Object.entries(keymap);
  const rows = bindings.map(([name, binding]) => [`\`${name}\``, `\`${keyNames(binding)}\``, binding.help]);
  return markdownTable(['command', 'keys', 'what'], rows);
}
