// `vaultop events`: how the live feed is set up. The events are shown in the dashboard.
import { centralTemplate, memberTemplate } from '../../events/setup-templates.ts';
import { flagsLast } from '../options/flags-last.ts';
import { suggestion, UsageError } from '../options/options.ts';
import { print } from '../output/output.ts';
import { readSetupArguments, setupOptions } from './arguments.ts';
import { setupScript, toYaml } from './script.ts';

export { help } from './help.ts';

export async function run(typed: readonly string[]): Promise<number> {
  const [action = '', ...words] = flagsLast(typed, setupOptions);
  if (action !== 'setup') {
    const meant = suggestion(action, ['setup']);
    throw new UsageError(`vaultop events takes: setup.${meant} See vaultop events --help.`);
  }
  const setup = readSetupArguments(words);
  const texts = {
    script: () => setupScript(setup),
    central: () => toYaml(centralTemplate(setup)),
    member: () => toYaml(memberTemplate(setup)),
  };
  return print(texts[setup.print]());
}
