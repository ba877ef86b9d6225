// The browser: which program is started, with the address as one argument, and never a shell.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browserCommands, createOpenLink } from '../../src/cli/dashboard/terminal/open-link.ts';

test.each([
  ['a desktop', { DISPLAY: ':0' }, 'linux', [['xdg-open']]],
  ['macOS', {}, 'darwin', [['open']]],
  ['no screen', {}, 'linux', []],
  ['ssh, though a screen is forwarded', { DISPLAY: ':10', SSH_CONNECTION: '1 2 3 4' }, 'linux', []],
  [
    '$BROWSER over ssh',
    { BROWSER: 'lynx -x:w3m %s', SSH_TTY: '/dev/pts/1' },
    'linux',
    [
      ['lynx', '-x'],
      ['w3m', '%s'],
    ],
  ],
] as const)('%s', (_, env, platform, commands) => {
  expect(browserCommands(env, platform)).toEqual(commands);
});

const url = 'https://eu-west-1.console.aws.amazon.com/backup/home?region=eu-west-1#/backupvaults/details/a%24(x)';
const harmless = url.replace('%24(x)', '%24%28x%29%3Bid');

test('$BROWSER gets the address as one argument', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vaultop-test-'));
  const program = join(folder, 'browser');
  const said = join(folder, 'said');
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$#" "$@" > ${said}\n`);
  await chmod(program, 0o700);
  try {
    const openLink = createOpenLink({ env: { PATH: process.env.PATH, BROWSER: program }, platform: 'linux' });
    expect(await openLink(harmless)).toBeUndefined();
    expect(await readFile(said, 'utf8')).toBe(`1\n${harmless}\n`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each([
  ['no address of the console', 'https://evil.example/', { BROWSER: 'true' }, /not a URL/],
  ['an address with a bracket', url, { BROWSER: 'true' }, /not a URL/],
  ['ssh', harmless, { SSH_TTY: '/dev/pts/1' }, /over ssh/],
  ['a browser that is not there', harmless, { BROWSER: 'no-such-browser' }, /does not start/],
  ['a browser that fails', harmless, { BROWSER: 'false', PATH: process.env.PATH }, /does not start/],
])('%s: it is said why nothing opens', async (_, address, env, reason) => {
  expect(await createOpenLink({ env, platform: 'linux' })(address)).toMatch(reason);
});
