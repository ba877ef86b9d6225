// `vaultop events`: how the live feed is built. What it tells is in the dashboard.
import { centralTemplate, memberTemplate } from '../../events/setup-templates.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../options.ts';
import { readSetupArguments } from './arguments.ts';
import { setupScript, toYaml } from './script.ts';

export { help } from './help.ts';

export async function run([action, ...words]: readonly string[]): Promise<number> {
  if (action !== 'setup') throw new UsageError('vaultop events takes: setup. See vaultop events --help.');
  const setup = readSetupArguments(words);
  const texts = {
    script: () => setupScript(setup),
    central: () => toYaml(centralTemplate(setup)),
    member: () => toYaml(memberTemplate(setup)),
  };
  process.stdout.write(texts[setup.print]());
  return exitCodes.fine;
}
