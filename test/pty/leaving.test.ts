// However the program ends: the terminal is as before, and no process is left.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { statusRequest } from '../../src/terminal/output/flow-gate.ts';
import { builtProgram } from '../support/built-program.ts';
import { type LeavingOptions, type LeavingProgram, openLeavingProgram } from '../support/leaving-program.ts';
import { openCommandInPty, type PtyProgram } from '../support/pty.ts';

const trouble = resolve(import.meta.dirname, '../support/trouble-maker.mjs');
/** The Region of the demo with the fewest rows. */
const demo = ['--demo', '--region', 'ap-southeast-2'];
/** No server responds there: the screen appears at once and waits. */
const nowhere = ['--endpoint-url', 'http://127.0.0.1:9', '--region', 'us-east-1'];

/** What a shell does: what the terminal is like before, the program, what it is like afterwards. */
const script = `
  stty -a > "$HOME/before"
  echo 'said before'
  sh -c 'echo $$ > "$HOME/pid"; exec "$@"' sh "$@"
  code=$?
  stty -a > "$HOME/after"
  echo "left with $code"
  read line
`;

interface Run extends PtyProgram {
  readonly home: string;
  pid(): number;
}

let opened: Run | undefined;
afterEach(() => opened?.close());

async function start(words: readonly string[] = nowhere, env: Record<string, string> = {}): Promise<Run> {
  const run = await begin(words, env);
  await run.waitFor(/q quit/);
  expect(run.isAlternate()).toBe(true);
  return run;
}

async function begin(words: readonly string[], env: Record<string, string>): Promise<Run> {
  const home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const command = ['-c', script, 'sh', process.execPath, '--import', trouble, builtProgram(), ...words];
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_EC2_METADATA_DISABLED: 'true' };
  const pty = openCommandInPty('sh', command, { home, env: { ...keys, ...env } });
  opened = { ...pty, home, pid: () => Number(readFileSync(join(home, 'pid'), 'utf8')) };
  return opened;
}

/** What the log holds of faults. */
const reports = ({ home }: Run): object[] =>
  readFileSync(join(home, '.local/state/vaultop/vaultop.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ level }) => level === 'error');

/** The size is the window's business. */
const settings = (home: string, when: string): string =>
  readFileSync(join(home, when), 'utf8').replace(/rows \d+; columns \d+;/, '');

async function expectAsItWas({ waitFor, output, isAlternate, home, pid }: Run, code: number): Promise<string> {
  const screen = await waitFor(/left with \d+/);
  expect(screen).toContain('said before');
  expect(screen).toContain(`left with ${code}`);
  expect(isAlternate()).toBe(false);
  expect(output().lastIndexOf('\x1b[?25h')).toBeGreaterThan(output().lastIndexOf('\x1b[?25l'));
  expect(output().lastIndexOf('\x1b[?7h')).toBeGreaterThan(output().lastIndexOf('\x1b[?7l'));
  expect(settings(home, 'after')).toBe(settings(home, 'before'));
  expect(existsSync(`/proc/${pid()}`)).toBe(false);
  return screen;
}

describe('the terminal is as it was after', () => {
  test.each<[string, (run: Run) => void, number]>([
    ['q', ({ press }) => press('q'), 0],
    ['ctrl-c', ({ press }) => press('\x03'), 0],
    ['SIGTERM', ({ pid }) => process.kill(pid(), 'SIGTERM'), 143],
    ['SIGHUP', ({ pid }) => process.kill(pid(), 'SIGHUP'), 129],
  ])('%s', async (_, leave, code) => {
    const run = await start();
    leave(run);
    await expectAsItWas(run, code);
  });

  test('an exception, which is told with the name of the log', async () => {
    const run = await start();
    process.kill(run.pid(), 'SIGUSR2');
    expect(await expectAsItWas(run, 1)).toMatch(/trouble was asked for[\s\S]*vaultop\.log/);
    expect(reports(run)).toMatchObject([
      { event: 'failed', recentEvents: expect.arrayContaining([expect.any(String)]) },
    ]);
  });

  test('an exception after which leaving takes too long', async () => {
    const run = await start(nowhere, { BUSY_WHILE_LEAVING: '1' });
    process.kill(run.pid(), 'SIGUSR2');
    expect(await expectAsItWas(run, 1)).toMatch(/trouble was asked for[\s\S]*vaultop\.log/);
  });

  test('an exception when neither log nor cache can be written', async () => {
    const run = await start(nowhere, { XDG_STATE_HOME: '/dev/full', XDG_CACHE_HOME: '/dev/full' });
    process.kill(run.pid(), 'SIGUSR2');
    expect(await expectAsItWas(run, 1)).toMatch(/trouble was asked for/);
  });

  test('an exception while the screen is put together', async () => {
    const run = await begin(nowhere, { NO_TIMERS: '1' });
    expect(await expectAsItWas(run, 1)).toMatch(/no timers today[\s\S]*vaultop\.log/);
    const stack = expect.stringContaining('(src/cli/dashboard/live-screen.ts:');
    expect(reports(run)).toMatchObject([{ event: 'failed', error: { message: 'no timers today', stack } }]);
  });

  test('a disk that fills while it runs: the screen goes on, and q leaves it', async () => {
    const run = await start(demo, { DISK_FILLS: '1' });
    await run.waitFor(/Vaults \d/);
    process.kill(run.pid(), 'SIGUSR1');
    run.press(':jobs\r');
    await run.waitFor((screen) => /› backup jobs/.test(screen) && /COMPLETED/.test(screen));
    run.press('q');
    expect(await expectAsItWas(run, 0)).not.toMatch(/ENOSPC/);
  });

  test('a crash of the thread that is the embedded AWS', async () => {
    const run = await start(demo);
    writeFileSync(join(run.home, 'crash'), '');
    expect(await expectAsItWas(run, 1)).toMatch(/trouble in a thread/);
  });
});

test("a crash of the engine's thread: the screen stays and it is started again; a second one ends the program", async () => {
  const run = await start(demo);
  await run.waitFor(/Vaults \d/);
  writeFileSync(join(run.home, 'engine-crash'), '');
  await run.waitFor(/engine failed and was restarted/);
  run.press(':vaults\r');
  await run.waitFor((screen) => /› vaults/.test(screen) && /apac-airgap/.test(screen));
  // The new one asks AWS: what is asked for anew is answered.
  run.press('r');
  await run.waitFor(/✔ ap-southeast-2 [0-3]s/);
  writeFileSync(join(run.home, 'engine-crash'), '');
  expect(await expectAsItWas(run, 1)).toMatch(/trouble in the engine[\s\S]*vaultop\.log/);
  expect(reports(run)).toMatchObject([
    { event: 'engine failed', isOver: false, size: '80x24', error: { message: 'trouble in the engine' } },
    {
      event: 'engine failed',
      isOver: true,
      recentEvents: expect.arrayContaining([expect.stringMatching(/^key( \(|$)/), 'notified']),
    },
    { event: 'failed', error: { message: 'trouble in the engine' } },
  ]);
});

describe('what was asked of mouse and keyboard is taken back after', () => {
  const off = (output: string) => {
    for (const mode of [1000, 1006, 2004]) {
      expect(output.lastIndexOf(`\x1b[?${mode}l`)).toBeGreaterThan(output.lastIndexOf(`\x1b[?${mode}h`));
    }
    expect(output.split('\x1b[<u').length).toBeGreaterThanOrEqual(output.split('\x1b[>1u').length);
  };
  test.each<[string, (run: Run) => void, number]>([
    ['q', ({ press }) => press('q'), 0],
    ['SIGTERM', ({ pid }) => process.kill(pid(), 'SIGTERM'), 143],
    ['an exception', ({ pid }) => process.kill(pid(), 'SIGUSR2'), 1],
  ])('%s', async (_, leave, code) => {
    const run = await start([...nowhere, '--mouse']);
    expect(run.output()).toContain('\x1b[?1006h');
    run.press('\x1b[?0u');
    await expect.poll(() => run.output()).toContain('\x1b[>1u');
    leave(run);
    await expectAsItWas(run, code);
    off(run.output());
  });
});

test('a terminal that goes away takes the program with it', async () => {
  const run = await start();
  const pid = run.pid();
  run.hangUp();
  await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
});

test('ctrl-z gives the terminal to the shell, fg brings the screen back, and q leaves it as it was', async () => {
  const home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const keys = {
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_EC2_METADATA_DISABLED: 'true',
    PS1: 'prompt> ',
  };
  const shell = openCommandInPty('bash', ['--norc', '-i'], { home, env: keys });
  opened = { ...shell, home, pid: () => 0 };
  await shell.waitFor(/prompt>/);
  shell.press('stty -a > before\r');
  shell.press(`${process.execPath} ${builtProgram()} ${nowhere.join(' ')}\r`);
  await shell.waitFor(/q quit/);
  shell.press('\x1a');
  await shell.waitFor(/Stopped/);
  expect(shell.isAlternate()).toBe(false);
  shell.press('stty -a > away; cmp before away && echo same as before\r');
  await shell.waitFor(/^same as before/m);
  shell.resize(100, 30);
  // A reply that a busy machine delays for longer than the program waits would be typed into the shell.
  const requested = () => shell.output().split(statusRequest).length;
  const answeredSince = (before: number) => shell.waitFor(() => requested() > before);
  const away = requested();
  shell.press('fg\r');
  await shell.waitFor((screen) => shell.isAlternate() && screen.split('\n').at(-1)?.includes('q quit') === true);
  await answeredSince(away);
  const back = requested();
  shell.press('\x0c');
  await answeredSince(back);
  shell.press('q');
  await shell.waitFor((screen) => !shell.isAlternate() && /prompt>$/.test(screen.trimEnd()));
  shell.press('stty -a | grep -c icanon\r');
  await shell.waitFor(/^1$/m);
});

test('a storm of resizes ends in a whole screen of the last size', async () => {
  const run = await start();
  for (let step = 0; step < 60; step++) run.resize(80 + ((step * 37) % 90), 24 + ((step * 13) % 30));
  run.resize(91, 27);
  // A look may fall between two halves of a frame: it is whole once its first and its last line are there.
  const isWhole = (lines: readonly string[]) => /^vaultop/.test(lines[0] ?? '') && /q quit/.test(lines[26] ?? '');
  const screen = await run.waitFor((text) => isWhole(text.split('\n')));
  for (const line of screen.split('\n')) expect(line.length).toBeLessThanOrEqual(91);
  run.press('q');
  await expectAsItWas(run, 0);
});

describe('on a terminal that replies late or never', () => {
  let slow: LeavingProgram | undefined;
  afterEach(() => slow?.close());
  const open = async (setting: LeavingOptions['setting'], replyMs: number | undefined) => {
    slow = openLeavingProgram({ setting, mouse: false, replyAfter: () => replyMs });
    await slow.waitFor(/q quit/);
    return slow;
  };
  const isGone = (program: LeavingProgram) => expect.poll(program.alive).toEqual([]);

  test('keys, a paste and a resize while it leaves start nothing', async () => {
    const program = await open('nowhere', 300);
    program.press('q');
    program.press('j', ':jobs\r', 'r', '\x1b[200~text\x1b[201~');
    program.resize(101, 33);
    await isGone(program);
  });

  test('ctrl-z, and then SIGTERM before the shell has the terminal: it ends, and is not stopped', async () => {
    const program = await open('nowhere', undefined);
    program.press('\x1a');
    process.kill(program.pid(), 'SIGTERM');
    await isGone(program);
  });

  test('a credential_process that hears no signal ends with it', async () => {
    const program = await open('program', undefined);
    await expect.poll(() => program.alive().length).toBe(2);
    program.press('q');
    await isGone(program);
  });

  test('the last screen is kept for the next start', async () => {
    const program = await open('demo', undefined);
    await program.waitFor((screen) => /Vaults \d/.test(screen) && /audits \d/.test(screen) && !/loading/.test(screen));
    process.kill(program.pid(), 'SIGTERM');
    await isGone(program);
    expect(program.keptScreens()).toHaveLength(1);
  });
});
