import { type Binding, keymap } from '../../config/keys.ts';
import { keyNames } from '../../src/app/command-line/help-lines.ts';

/** The table of keys as it stands in the README. */
export function readmeKeys(): string {
  const bindings: readonly Binding[] = Object.values(keymap);
  const rows = bindings.map((binding) => {
    const where = binding.in.includes('everywhere') ? '' : binding.in.join(', ');
    return `| ${code(keyNames(binding))} | ${binding.help} | ${where} |`;
  });
  return ['| key | what | where |', '|---|---|---|', ...rows].join('\n');
}

const code = (names: string): string =>
  names
    .split(' ')
    .map((name) => `\`${name}\``)
    .join(' ');
