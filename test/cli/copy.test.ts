import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createChildren } from '../../src/cli/dashboard/terminal/children.ts';
import { createCopy } from '../../src/cli/dashboard/terminal/copy.ts';
import { copyNotice } from '../../src/runtime/copy-notice.ts';
import { detectCapabilities } from '../../src/terminal/capabilities.ts';
import { copySequence, maxClipboardBytes } from '../../src/terminal/clipboard.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A tmux that writes its arguments and what it reads into files. */
function installTmux(script: string): void {
  writeFileSync(join(folder, 'tmux'), `#!/bin/sh\necho "$@" >> "${folder}/calls"\n${script}\n`);
  chmodSync(join(folder, 'tmux'), 0o755);
}

const newTmux = () => installTmux(`cat > "${folder}/buffer"`);
const oldTmux = () => installTmux(`case "$*" in *-w*) exit 1;; esac\ncat > "${folder}/buffer"`);
const brokenTmux = () => installTmux('exit 1');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

async function copied(env: Record<string, string>, text = 'arn:a') {
  const written: string[] = [];
  const whole = { PATH: `${folder}:/usr/bin:/bin`, ...env };
  const capabilities = detectCapabilities(whole, { isTTY: true }, 'linux');
  const copy = createCopy({
    env: whole,
    capabilities,
    children: createChildren(),
    write: (bytes) => written.push(bytes),
  });
  return { outcome: await copy(text), written: written.join('') };
}

const inTmux = { TERM: 'screen-256color', TMUX: '/tmp/tmux-1/default,1,0' };

test('inside tmux its buffer is loaded, and tmux passes it on', async () => {
  newTmux();
  expect(await copied(inTmux, 'arn:a\narn:b')).toEqual({ outcome: 'tmux', written: '' });
  expect(read('calls')).toBe('load-buffer -w -\n');
  expect(read('buffer')).toBe('arn:a\narn:b');
});

test('before tmux 3.2 its buffer is loaded and the terminal is asked as well', async () => {
  oldTmux();
  expect(await copied(inTmux)).toEqual({ outcome: 'tmux', written: copySequence('arn:a', { multiplexer: 'tmux' }) });
  expect(read('calls')).toBe('load-buffer -w -\nload-buffer -\n');
  expect(read('buffer')).toBe('arn:a');
});

test.each([
  ['refuses', brokenTmux],
  ['is not there', () => {}],
])('where tmux %s, the terminal is asked', async (_, install) => {
  install();
  const env = { ...inTmux, PATH: folder };
  expect(await copied(env)).toEqual({ outcome: 'terminal', written: copySequence('arn:a', { multiplexer: 'tmux' }) });
});

test.each([
  ['a terminal', { TERM: 'xterm-256color' }, 'none'],
  ['a shell that was reached from tmux', { TERM: 'screen-256color' }, 'none'],
  ['GNU screen', { TERM: 'screen.xterm-256color', STY: '1.pts-0' }, 'screen'],
] as const)('%s is asked in its way', async (_, env, multiplexer) => {
  newTmux();
  expect(await copied(env)).toEqual({ outcome: 'terminal', written: copySequence('arn:a', { multiplexer }) });
});

test('what is too long for a terminal is not said to be copied', async () => {
  newTmux();
  const long = 'x'.repeat(maxClipboardBytes + 1);
  expect(await copied({ TERM: 'xterm' }, long)).toEqual({ outcome: 'too-long', written: '' });
  expect(await copied(inTmux, long)).toEqual({ outcome: 'tmux', written: '' });
});

test.each([
  ['arn:a', 'tmux', "Copy is in tmux's buffer: arn:a"],
  ['arn:a', 'terminal', 'Copy sent to the terminal: arn:a'],
  ['a\nb\nc', 'terminal', 'Copy sent to the terminal: 3 lines'],
  ['a\nb', 'too-long', 'Not copied: 2 lines exceed what terminals accept at once.'],
] as const)('%j, %s', (text, outcome, said) => {
  expect(copyNotice(text, outcome)[0]).toBe(said);
});
