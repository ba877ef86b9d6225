import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { addJobs, type JobsOf } from '../many-stored-jobs.ts';
import { formatMb, formatMs, formatRatio, inTurns, residentBytes } from '../measure.ts';
import { programFile, startProgram } from '../program.ts';
import { killAtEnd, scratchFolder } from '../scratch.ts';
import type { Figure, Subject } from '../subject.ts';
import { openSession } from '../terminal-session.ts';
import { find } from '../which.ts';

type Say = (figure: Figure) => void;

export const subject: Subject = {
  about: 'from the command to the first screen at 200×50, beside a bare Node, and memory at rest',
  async run(say) {
    const emulator = await startProgram(['emulate', '--port', '0', '--no-throttle'], /listens on (\S+)/);
    const where = ['--endpoint-url', emulator.said[1] ?? '', '--region', 'us-east-1,eu-west-1,ap-southeast-2'];
    await measureStart(where, say);
    await measureMemory(where, say);
    await emulator.stop();
  },
};

const executable = resolve(import.meta.dirname, `../../../dist-bin/vaultop-${process.platform}-${process.arch}`);
/** What a machine without Node has. */
const bare = '/nowhere';

/** Words of one colour, which no escape sequence divides. */
const isUp = /drill/;
const hasRows = /ledger-governed/;
/** The mode of a lock, which another request describes. */
const hasLocks = /compliance/;

interface Screen {
  readonly file: string;
  readonly words: readonly string[];
  readonly awaited?: RegExp;
  readonly path?: string;
  readonly cache?: string;
}

/** Waits until the screen matches, or the program has ended. Then the program is killed, or ended with its key. */
function untilSeen({ file, words, awaited, path, cache }: Screen, leave?: string): Promise<void> {
  const home = cache ?? scratchFolder();
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const pty = spawn(file, [...words], {
    name: 'xterm-256color',
    cols: 200,
    rows: 50,
    env: { PATH: path ?? process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...keys },
  });
  let text = '';
  return new Promise((done) => {
    const exited = killAtEnd(() => pty.kill('SIGKILL'));
    pty.onExit(() => {
      exited();
      done();
    });
    pty.onData((data) => {
      text += data;
      if (!awaited?.test(text)) return;
      if (leave) setTimeout(() => pty.write(leave), 3_000);
      else {
        done();
        pty.kill('SIGKILL');
      }
    });
  });
}

async function measureStart(where: readonly string[], say: Say): Promise<void> {
  const { execPath } = process;
  const seen = scratchFolder();
  const compiled = scratchFolder();
  const hasExecutable = existsSync(executable);
  const aws = find('aws');
  // One whole run each leaves the screen and the compiled code behind.
  await untilSeen({ file: execPath, words: [programFile, ...where], awaited: hasRows, cache: seen }, 'q');
  await untilSeen(
    { file: execPath, words: [programFile, ...where, '--no-cloudwatch'], awaited: isUp, cache: compiled },
    'q',
  );
  const times = await inTurns(
    {
      node: () => untilSeen({ file: execPath, words: ['-e', '0'] }),
      last: () => untilSeen({ file: execPath, words: [programFile, ...where], awaited: /As seen/, cache: seen }),
      npm: () => untilSeen({ file: execPath, words: [programFile, ...where], awaited: isUp, cache: compiled }),
      first: () => untilSeen({ file: execPath, words: [programFile, ...where], awaited: hasRows }),
      locks: () => untilSeen({ file: execPath, words: [programFile, ...where], awaited: hasLocks }),
      get: () => untilSeen({ file: execPath, words: [programFile, 'get', 'vaults', ...where] }),
      executable: () =>
        hasExecutable ? untilSeen({ file: executable, words: where, awaited: isUp, path: bare }) : Promise.resolve(),
      demo: () =>
        hasExecutable
          ? untilSeen({ file: executable, words: ['--demo'], awaited: hasRows, path: bare })
          : Promise.resolve(),
      aws: () => (aws ? untilSeen({ file: aws, words: ['--version'] }) : Promise.resolve()),
    },
    { runs: 7 },
  );
  const beside = (what: string, ms: number, most: number) => {
    const ratio = ms / times.node;
    say({ what, value: `${formatMs(ms)}, ${formatRatio(ratio)}`, target: `<= ${most}x`, met: ratio <= most });
  };
  say({ what: 'node -e 0', value: formatMs(times.node) });
  beside('the last known screen', times.last, 2);
  beside('the live frame, from npm', times.npm, 6);
  beside('the first vault row, with nothing kept', times.first, 8);
  say({ what: 'the first mode of a lock, with nothing kept', value: formatMs(times.locks) });
  beside('get vaults, with nothing kept', times.get, 7);
  if (hasExecutable) {
    beside('the live frame, from the executable, no Node in the PATH', times.executable, 4.5);
    say({ what: 'the demo with rows, from the executable', value: formatMs(times.demo) });
    say({ what: 'the executable', value: formatMb(statSync(executable).size) });
  } else say({ what: 'the executable', value: 'npm run build:bin' });
  say({ what: 'aws --version', value: aws ? formatMs(times.aws) : 'not installed' });
}

async function measureMemory(where: readonly string[], say: Say): Promise<void> {
  const env = {
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    HOME: scratchFolder(),
  };
  const residentAfter = async (file: string, words: readonly string[], keys = '') => {
    const session = openSession({ file, words, env });
    await sleep(5_000);
    session.press(keys);
    await sleep(15_000);
    const bytes = residentBytes(session.pid);
    session.press('q');
    await sleep(1_000);
    await session.close();
    return bytes;
  };
  const rest = async (what: string, file: string, words: readonly string[], most?: number) => {
    const bytes = await residentAfter(file, words);
    const target = most === undefined ? {} : { target: `<= ${most} MB`, met: bytes <= most * 1e6 };
    say({ what, value: formatMb(bytes), ...target });
  };
  await rest('resident at rest, small estate, from npm', process.execPath, [programFile, ...where], 110);
  if (existsSync(executable)) await rest('the same, from the executable', executable, where);
  const heldBy = async (of: JobsOf) => {
    const store = join(scratchFolder(), 'store.db');
    const onStore = () => residentAfter(process.execPath, [programFile, ...where, '--store', store], ':jobs\r');
    // The first run writes the store, the second finds it as the third does.
    await onStore();
    const few = await onStore();
    await addJobs(store, 100_000, of);
    return { few, more: (await onStore()) - few };
  };
  const held = async (what: string, of: JobsOf) => {
    const { few, more } = await heldBy(of);
    say({ what, value: `${formatMb(few + more)}, +${formatMb(more)}`, target: '<= +20 MB', met: more <= 20e6 });
  };
  await held('resident with 100,000 jobs held, of 3,450 resources', 'nightly');
  await held('the same, each of a resource of its own', 'each');
}
