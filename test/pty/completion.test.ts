// Completion in real shells: what a person sees after the tab key.
import { accessSync, chmodSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Shell, shells } from '../../src/cli/completion/shell-scripts.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { builtProgram, newHome, runBuilt } from '../support/built-program.ts';
import { openCommandInPty } from '../support/pty.ts';

const home = newHome();
const bin = join(home, 'bin');
/** A name that a shell must not run. */
const oddName = 'odd $(touch ran);`touch ran`';

beforeAll(async () => {
  for (const folder of ['.aws', 'bin', '.config/vaultop']) mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(
    join(home, '.aws/config'),
    `[profile production]\nregion = us-east-1\n[profile staging]\nregion = us-east-1\n`,
  );
  writeFileSync(join(home, '.config/vaultop/config.yaml'), 'contexts:\n  night-shift: { profiles: [staging] }\n');
  writeFileSync(join(bin, 'vaultop'), `#!/bin/sh\nexec ${process.execPath} ${builtProgram()} "$@"\n`);
  chmodSync(join(bin, 'vaultop'), 0o755);
  const emulator = await startEmulator({ now: Date.now() });
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' };
  const env = { HOME: home, ...keys };
  const store = ['--store', join(home, 'rows.sqlite'), '--endpoint-url', emulator.url];
  expect(await runBuilt(['get', 'vaults', ...store], { env })).toMatchObject({ code: 0 });
  await emulator.close();
});

const start: Readonly<Record<Shell, readonly string[]>> = {
  bash: ['--norc', '--noprofile', '-i'],
  zsh: ['-f', '-i'],
  fish: ['--no-config', '-i'],
};
const setUp: Readonly<Record<Shell, string>> = {
  bash: `PS1='> '; bind 'set enable-bracketed-paste off'; eval "$(vaultop completion bash)"`,
  zsh: `PS1='> '; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D; eval "$(vaultop completion zsh)"`,
  fish: `function fish_prompt; echo '> '; end; vaultop completion fish | source`,
};

const isInstalled = (shell: string): boolean => {
  try {
    accessSync(join('/usr/bin', shell), constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

async function openShell(shell: Shell, folder = bin) {
  const program = openCommandInPty(join('/usr/bin', shell), start[shell], {
    home,
    columns: 200,
    env: { PATH: `${folder}:/usr/bin:/bin`, XDG_DATA_HOME: join(home, '.data'), AWS_EC2_METADATA_DISABLED: 'true' },
  });
  onTestFinished(() => program.close());
  program.press(`${setUp[shell]}; echo rea''dy\r`);
  await program.waitFor(/^ready/m);
  return program;
}

// Debian's packages zsh and fish bring them.
describe.each(shells.map((shell) => [shell] as const))('in %s', (shell) => {
  test.skipIf(!isInstalled(shell))('the tab key completes commands, flags, values and names', async () => {
    const program = await openShell(shell);
    const cases: readonly (readonly [typed: string, completed: RegExp])[] = [
      ['vaultop chec', /vaultop check/],
      ['vaultop get protected-r', /vaultop get protected-resources/],
      ['vaultop get vaults --no-head', /vaultop get vaults --no-headers/],
      ['vaultop get vaults --output=wi', /--output=wide/],
      ['vaultop --region eu-west-1,us-we', /--region eu-west-1,us-west-/],
      ['vaultop --profile prod', /--profile production/],
      ['vaultop --context nigh', /--context night-shift/],
      [`vaultop vault tags --store ${home}/ro`, /rows\.sqlite/],
      ['vaultop vault tags --store rows.sqlite --endpoint-url http://127.0.0.1:9 ledg', /ledger-governed/],
    ];
    for (const [typed, completed] of cases) {
      program.press(typed, '\t');
      await program.waitFor(completed);
      program.press('\x15clear\r');
      await program.waitFor((screen) => !completed.test(screen));
    }
  });

  test.skipIf(!isInstalled(shell))('a name of others is inserted as text', async () => {
    const stub = join(newHome(), 'bin');
    mkdirSync(stub);
    const lines = `completion) exec ${process.execPath} ${builtProgram()} "$@";; __complete) cat ${stub}/names;;`;
    writeFileSync(join(stub, 'names'), `${oddName}\n\n`);
    writeFileSync(join(stub, 'vaultop'), `#!/bin/sh\ncase $1 in ${lines} *) echo "got [$2]";; esac\n`, { mode: 0o755 });
    const program = await openShell(shell, stub);
    program.press('vaultop get od', '\t');
    await program.waitFor(/touch/);
    program.press('\r');
    await program.waitFor((screen) => screen.includes(`got [${oddName}]`));
    expect(() => accessSync(join(home, 'ran'))).toThrow();
  });
});
