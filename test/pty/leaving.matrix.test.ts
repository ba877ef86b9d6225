// Leaving on a terminal that replies late or never, while keys, pastes, resizes and signals come in: no byte is left.
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type LeavingProgram, openLeavingProgram } from '../support/leaving-program.ts';
import { caseCount, seededRandom } from '../support/matrix.ts';

const longestMs = 1_000;
const triesAtOnce = 3;

const leavings = {
  q: ({ press }) => press('q'),
  'ctrl-c': ({ press }) => press('\x03'),
  ':quit': ({ press }) => press(':quit\r'),
  SIGTERM: ({ pid }) => process.kill(pid(), 'SIGTERM'),
  SIGHUP: ({ pid }) => process.kill(pid(), 'SIGHUP'),
  SIGINT: ({ pid }) => process.kill(pid(), 'SIGINT'),
  'hanging up': ({ hangUp }) => hangUp(),
} satisfies Record<string, (program: LeavingProgram) => void>;
type Leaving = keyof typeof leavings;

const codes: Readonly<Partial<Record<Leaving, number>>> = { SIGTERM: 143, SIGHUP: 129, SIGINT: 130 };

const disturbances = {
  keys: ({ press }) => press('j', 'r', '?', '\x1b[B'),
  list: ({ press }) => press(':jobs\r'),
  refresh: ({ press }) => press('r'),
  paste: ({ press }) => press('\x1b[200~some text\nthat was copied\x1b[201~'),
  mouse: ({ press }) => press('\x1b[<0;10;5M', '\x1b[<65;10;5M'),
  resize: ({ resize }) => resize(91, 31),
  'resize back': ({ resize }) => resize(80, 24),
  'ctrl-z': ({ press }) => press('\x1a'),
  SIGTSTP: (program) => signal(program, 'SIGTSTP'),
  SIGTERM: (program) => signal(program, 'SIGTERM'),
  SIGHUP: (program) => signal(program, 'SIGHUP'),
  SIGWINCH: (program) => signal(program, 'SIGWINCH'),
} satisfies Record<string, (program: LeavingProgram) => void>;
type Disturbance = keyof typeof disturbances;

interface Try {
  readonly setting: 'nowhere' | 'demo' | 'program';
  readonly mouse: boolean;
  /** undefined: the terminal never replies. */
  readonly replyMs: number | undefined;
  /** How long the screen is shown before the program is ended. */
  readonly standsMs: number;
  readonly leaving: Leaving;
  readonly between: readonly { readonly afterMs: number; readonly what: Disturbance }[];
}

function drawTry(random: () => number): Try {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const between = Array.from({ length: 1 + Math.floor(random() * 8) }, () => {
    const afterMs = Math.floor(random() * 500);
    const what = pick(Object.keys(disturbances) as Disturbance[]);
    // Before the program has read that it is to leave, it is stopped as a shell expects.
    if (what === 'SIGTSTP') return { afterMs: Math.max(afterMs, 300), what };
    // Once the shell has its terminal again, the kernel discards unread input of the terminal at ctrl-z.
    return { afterMs: what === 'ctrl-z' ? Math.min(afterMs, 10) : afterMs, what };
  });
  return {
    setting: pick(['nowhere', 'nowhere', 'demo', 'program']),
    mouse: random() < 0.5,
    replyMs: random() < 0.2 ? undefined : Math.floor(random() * 500),
    standsMs: pick([0, 50, 400, 1_500]),
    leaving: pick(Object.keys(leavings) as Leaving[]),
    between: between.sort((one, other) => one.afterMs - other.afterMs),
  };
}

function signal(program: LeavingProgram, name: NodeJS.Signals): void {
  const pid = program.pid();
  if (program.alive().includes(pid)) process.kill(pid, name);
}

const isGone = (program: LeavingProgram) => program.alive().length === 0;

/** Returns how long it took, in ms, without the time for which it waited for a processor. */
async function leave(program: LeavingProgram, { leaving, between }: Try): Promise<number> {
  const waitedBefore = program.waitedMs();
  let waited = waitedBefore;
  const from = performance.now();
  leavings[leaving](program);
  const waiting = [...between];
  while (!isGone(program) && performance.now() - from < 10 * longestMs) {
    const passed = performance.now() - from;
    waited = Math.max(waited, program.waitedMs());
    // After a hang-up there is no terminal to type on.
    while (waiting[0] && waiting[0].afterMs <= passed) {
      const next = waiting.shift();
      if (next && !(leaving === 'hanging up' && !next.what.startsWith('SIG'))) disturbances[next.what](program);
    }
    await wait(5);
  }
  return performance.now() - from - (waited - waitedBefore);
}

async function run(one: Try): Promise<{ readonly faults: string[]; readonly ms: number }> {
  const faults: string[] = [];
  const program = openLeavingProgram({ ...one, replyAfter: () => one.replyMs });
  try {
    await program.waitFor(/q quit/);
    await wait(one.standsMs);
    const ms = await leave(program, one);
    if (ms > longestMs) faults.push(`gone after ${Math.round(ms)} ms`);
    if (one.leaving !== 'hanging up') faults.push(...(await findTraces(program, one)));
    return { faults, ms };
  } finally {
    program.close();
  }
}

/** How the terminal is not as it was. */
async function findTraces(program: LeavingProgram, { leaving, between }: Try): Promise<string[]> {
  await program.waitFor(/left with \d+/);
  const faults: string[] = [];
  const screen = program.screen().join('\n');
  const output = program.output();
  const isOff = (on: string, off: string) => output.lastIndexOf(off) >= output.lastIndexOf(on);
  const code = Number(/left with (\d+)/.exec(screen)?.[1]);
  // Of two signals the kernel may hand over the later one first.
  const signals = between.flatMap(({ what }) => codes[what as Leaving] ?? []);
  if (![codes[leaving] ?? 0, ...signals].includes(code)) faults.push(`left with ${code}`);
  if (program.isAlternate()) faults.push('alternate screen');
  if (!isOff('\x1b[?25l', '\x1b[?25h')) faults.push('no cursor');
  if (!isOff('\x1b[?7l', '\x1b[?7h')) faults.push('no wrapping');
  for (const mode of [1000, 1006, 2004, 2026]) {
    if (!isOff(`\x1b[?${mode}h`, `\x1b[?${mode}l`)) faults.push(`mode ${mode}`);
  }
  if (output.split('\x1b[<u').length < output.split('\x1b[>1u').length) faults.push('kitty keyboard');
  if (program.settings('after') !== program.settings('before')) faults.push('stty');
  return faults;
}

test('every process is gone within a second, and the terminal is as it was', async () => {
  const random = seededRandom(17);
  const tries = Array.from({ length: caseCount(6, 500) }, () => drawTry(random));
  const failed: string[] = [];
  const took: number[] = [];
  const waiting = [...tries.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, one] = next;
      const { faults, ms } = await run(one).catch((error: Error) => ({ faults: [error.message], ms: Number.NaN }));
      took.push(ms);
      if (faults.length > 0) failed.push(`${index}: ${faults.join(', ')}: ${JSON.stringify(one)}`);
    }
  };
  await Promise.all(Array.from({ length: triesAtOnce }, work));
  expect(failed).toEqual([]);
  expect(took).toHaveLength(tries.length);
  const [longest = 0] = took.toSorted((one, other) => other - one);
  if (tries.length > 100) console.info(`${tries.length} tries, the longest took ${Math.round(longest)} ms`);
});
