// The unit of `vaultop collect` for the systemd manager of a user, printed by the program itself.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../dist/vaultop.js');
const unknownCommand = 2;

/** undefined where the built program has no such command. `installed` is the path of the program in the package. */
export function collectUnit(installed: string): string | undefined {
  // Nothing of the machine that makes the package belongs into it.
  const env = { HOME: '/nonexistent' };
  const words = [program, 'collect', '--print-unit=systemd'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', env });
  if (status === unknownCommand && stderr.includes('there is no command "collect"')) return undefined;
  if (status !== 0) throw new Error(`vaultop collect --print-unit failed: ${stderr}`);
  return unitFor(stdout, installed);
}

/** The unit starts the program that was asked for it: here another one is installed. */
export function unitFor(unit: string, installed: string): string {
  const lines = unit.split('\n');
  const at = lines.findIndex((line) => /^ExecStart=.*"collect"/.test(line));
  if (at < 0) throw new Error('The unit of vaultop collect has no line ExecStart that ends in "collect".');
  lines[at] = `ExecStart=${installed} collect`;
  return lines.join('\n');
}
