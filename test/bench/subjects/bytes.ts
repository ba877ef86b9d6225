import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../measure.ts';
import { scratchFolder } from '../scratch.ts';
import type { Figure, Subject } from '../subject.ts';
import { openSession, type Session } from '../terminal-session.ts';

/** Another build, such as that of an older commit, for figures before and after a change. */
const program = resolve(process.env.BENCH_PROGRAM ?? resolve(import.meta.dirname, '../../../dist/vaultop.js'));
const restSeconds = 20;
/** The first lists have arrived; ages go on. */
const settledMs = 8_000;
const pageDown = '\x1b[6~';

export const subject: Subject = {
  about: `bytes of the demo on the link, of ${program}; BENCH_PROGRAM=PATH measures another build`,
  async run(say) {
    for (const [columns, rows] of [
      [80, 24],
      [200, 50],
    ] as const) {
      await measure(say, columns, rows);
    }
  },
};

async function measure(say: (figure: Figure) => void, columns: number, rows: number): Promise<void> {
  const words = [program, '--demo', '--region', 'eu-west-1'];
  const session = openSession({ file: process.execPath, words, columns, rows, env: { HOME: scratchFolder() } });
  const tell = (what: string, value: number, unit = 'B') =>
    say({ what: `${columns}x${rows} ${what}`, value: `${Math.round(value)} ${unit}` });
  while (session.written() < 1_000) await sleep(100);
  await sleep(settledMs);
  tell('overview: a second at rest', await bytesAtRest(session), 'B/s');
  tell('overview: a move', median(await bytesOf(session, 'j', 3)));
  for (const list of ['jobs', 'attention']) {
    session.press(`:${list}\r`);
    await sleep(settledMs);
    tell(`:${list}: a move`, median(await bytesOf(session, 'j', 6)));
    tell(`:${list}: a page`, median(await bytesOf(session, pageDown, 3)));
    tell(`:${list}: a scroll by one`, median(await bytesOf(session, 'j', 6)));
    tell(`:${list}: a second at rest`, await bytesAtRest(session), 'B/s');
  }
  await session.close();
}

async function bytesOf(session: Session, key: string, times: number): Promise<number[]> {
  const found: number[] = [];
  for (let press = 0; press < times; press += 1) {
    session.take();
    session.press(key);
    // A preview is drawn after a rest.
    await session.quiet(250);
    found.push(session.take().bytes);
  }
  return found;
}

async function bytesAtRest(session: Session): Promise<number> {
  session.take();
  await sleep(restSeconds * 1_000);
  return session.take().bytes / restSeconds;
}
