// The built program in a pseudo-terminal, on the embedded AWS at a fixed time, until the screen shows what is wanted.
import { type ChildProcess, spawn as spawnProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const program = resolve(import.meta.dirname, '../../../dist/vaultop.js');
/** A Thursday noon: the jobs of the night are over, the hourly ones run. */
const time = '2026-01-15T12:07:00Z';
const longestMs = 120_000;
/** Lists are still coming, or the first start says where it keeps its store. */
const unsettled = /loading|no data yet|asking |reading |History is kept|\d\+/;
/** In the title of a list, the third line, behind a count that is not final. */
const unsettledCount = /\d…/;
const regions = ['--region', 'us-east-1,eu-west-1,ap-southeast-2'];

export interface Scene {
  readonly name: string;
  /** For readers that do not see the picture. */
  readonly title: string;
  /** Each is pressed once the screen shows what is before it. */
  readonly steps: readonly { readonly until: RegExp; readonly press: string }[];
  readonly until: RegExp;
  /** Whether the program is started with --write. */
  readonly isWriting?: boolean;
}

export interface Shot {
  readonly columns: number;
  readonly rows: number;
  readonly theme: string;
}

export interface PictureRecorder {
  record(scene: Scene, shot: Shot): Promise<xterm.Terminal>;
  close(): void;
}

/** Starts the embedded AWS; `close` ends it. */
export async function openRecorder(): Promise<PictureRecorder> {
  const server = spawnProcess(process.execPath, [program, 'emulate', '--port', '0', '--now', time, '--no-throttle'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(server);
  // One store for all pictures, which has all lists before the first: what is known then depends on no order of responses.
  const place = { url, home: mkdtempSync(join(tmpdir(), 'vaultop-picture-')) };
  await fillStore(place);
  return {
    record: (scene, shot) => record(scene, shot, place),
    close() {
      server.removeAllListeners('exit');
      server.kill();
      rmSync(place.home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let text = '';
    server.once('exit', () => failed(new Error(`The embedded AWS ended: ${text}`)));
    server.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const [url] = /http:\/\/[\d.]+:\d+/.exec(text) ?? [];
      if (url) found(url);
    });
  });
}

interface Place {
  /** The address of the embedded AWS. */
  readonly url: string;
  /** The home folder of the program. */
  readonly home: string;
}

/** `check` asks for everything that findings rest on; `get coverage` for the inventories. */
async function fillStore(place: Place): Promise<void> {
  for (const words of [
    ['check', '--timeout', '120'],
    ['get', 'coverage'],
  ]) {
    const child = spawnProcess(process.execPath, [program, ...words, ...regions], {
      env: environmentOf(place),
      stdio: 'ignore',
    });
    await once(child, 'exit');
  }
}

const environmentOf = ({ url, home }: Place): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
  AWS_ENDPOINT_URL: url,
  AWS_ACCESS_KEY_ID: 'example',
  AWS_SECRET_ACCESS_KEY: 'example',
});

async function record(
  { name, steps, until, isWriting }: Scene,
  { columns, rows, theme }: Shot,
  place: Place,
): Promise<xterm.Terminal> {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const words = [program, '--theme', theme, ...(isWriting ? ['--write'] : []), ...regions];
  const pty = spawn(process.execPath, words, {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: place.home,
    env: environmentOf(place),
  });
  terminal.onData((reply) => pty.write(reply));
  pty.onData((data) => terminal.write(data));
  const exited = new Promise<void>((done) => pty.onExit(() => done()));
  try {
    for (const step of steps) {
      await shows(terminal, step.until, name);
      pty.write(step.press);
      await sleep(300);
    }
    await shows(terminal, until, name);
    return terminal;
  } finally {
    pty.kill('SIGKILL');
    await exited;
  }
}

/** The screen shows the text, and nothing has changed for a while but ages. */
async function shows(terminal: xterm.Terminal, wanted: RegExp, name: string): Promise<void> {
  const until = performance.now() + longestMs;
  for (let before = ''; performance.now() < until; ) {
    const text = textOf(terminal);
    const steady = text.replace(/\d+/g, '');
    if (wanted.test(text) && isSettled(text) && steady === before) return;
    before = steady;
    await sleep(1_000);
  }
  throw new Error(`The picture "${name}" never showed ${wanted}:\n${textOf(terminal)}`);
}

const isSettled = (text: string): boolean => !unsettled.test(text) && !unsettledCount.test(text.split('\n')[2] ?? '');

function textOf(terminal: xterm.Terminal): string {
  const { active } = terminal.buffer;
  const lines = Array.from({ length: terminal.rows }, (_, row) => active.getLine(active.baseY + row));
  return lines.map((line) => line?.translateToString(true) ?? '').join('\n');
}
