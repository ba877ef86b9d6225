import { setTimeout as sleep } from 'node:timers/promises';
import { openOnSlowLink } from '../../support/slow-link.ts';
import { bundleList } from '../bundle-program.ts';
import { formatMs, median } from '../measure.ts';
import type { Figure, Subject } from '../subject.ts';
import { latencies, openSession, type Session } from '../terminal-session.ts';
import { find } from '../which.ts';

type Say = (figure: Figure) => void;

export const subject: Subject = {
  about: 'the list of 100,000 backup jobs at 200×50: bytes on the link, key to paint, CPU',
  async run(say) {
    const file = await bundleList();
    const session = openSession({ file: process.execPath, words: [file, '100000'], sign: '›' });
    await whenUp(session);
    say(atMost('first frame', session.take().bytes, 10_000, 'B'));
    await measureBytes(session, say, { move: 30, scroll: 300, page: 4_500, held: 8_000 });
    await measureLatency(session, say, { p50: 4, p99: 10 });
    await measureRest(session, say, 1);
    await session.close();
    const htop = find('htop');
    if (htop) await measureHtop(htop, say);
    else say({ what: 'htop beside it', value: 'not installed' });
    await measureSlowLink(say);
  },
};

const atMost = (what: string, value: number, most: number, unit: string): Figure => ({
  what,
  value: `${value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${unit}`,
  target: `<= ${most} ${unit}`,
  met: value <= most,
});

/** Keys that are typed before the screen is there would be echoed, and counted. */
async function whenUp(session: Session): Promise<void> {
  while (session.written() < 1_000) await sleep(100);
  await session.quiet(500);
}

async function bytesOfKeys(session: Session, key: string, times: number): Promise<number[]> {
  const found: number[] = [];
  for (let press = 0; press < times; press += 1) {
    session.take();
    session.press(key);
    await session.quiet(60);
    found.push(session.take().bytes);
  }
  return found;
}

async function measureBytes(
  session: Session,
  say: Say,
  most: { move: number; scroll: number; page: number; held: number },
) {
  say(atMost('bytes for a move of the cursor', median(await bytesOfKeys(session, 'j', 10)), most.move, 'B'));
  say(atMost('bytes for a page, at most', Math.max(...(await bytesOfKeys(session, '\x1b[6~', 10))), most.page, 'B'));
  say(atMost('bytes for a scroll by one', median(await bytesOfKeys(session, 'j', 10)), most.scroll, 'B'));
  session.take();
  for (let press = 0; press < 60; press += 1) {
    session.press('j');
    await sleep(1000 / 30);
  }
  await session.quiet();
  say(atMost('j held for 2 s, 30 a second', session.take().bytes / 2, most.held, 'B/s'));
}

async function measureLatency(session: Session, say: Say, most: { p50: number; p99: number }): Promise<void> {
  const keys = Array.from({ length: 100 }, (_, index) => (index % 20 < 10 ? 'j' : 'k'));
  await latencies(session, keys, 60);
  const cpu = session.cpuMs();
  const found = (await latencies(session, [...keys, ...keys, ...keys], 60)).sort((one, other) => one - other);
  const at = (share: number) => found[Math.floor(found.length * share)] ?? Number.NaN;
  say(atMost('key to paint, p50', at(0.5), most.p50, 'ms'));
  say(atMost('key to paint, p99', at(0.99), most.p99, 'ms'));
  say({ what: 'CPU for a key', value: formatMs((session.cpuMs() - cpu) / 300) });
}

/** With one update a second, which moves ages and what runs. */
async function measureRest(session: Session, say: Say, most: number): Promise<void> {
  await sleep(3_000);
  session.take();
  const before = session.cpuMs();
  await sleep(20_000);
  say(atMost('CPU at rest, one update a second', (session.cpuMs() - before) / 200, most, '%'));
  say({ what: 'bytes at rest', value: `${Math.round(session.take().bytes / 20)} B/s` });
}

async function measureHtop(file: string, say: Say): Promise<void> {
  const session = openSession({ file, words: ['-d', '10'] });
  await whenUp(session);
  const found = await latencies(
    session,
    Array.from({ length: 60 }, (_, index) => (index % 20 < 10 ? '\x1b[B' : '\x1b[A')),
    60,
  );
  say({ what: 'htop: key to paint, p50', value: formatMs(median(found)) });
  const before = session.cpuMs();
  await sleep(10_000);
  say({ what: 'htop: CPU at rest', value: `${((session.cpuMs() - before) / 100).toFixed(1)} %` });
  await session.close();
}

/** The demo's jobs, since they come over the wire while the key is held. */
async function measureSlowLink(say: Say): Promise<void> {
  const bytesPerSecond = 4_000;
  const link = openOnSlowLink({ words: ['--demo'], bytesPerSecond, columns: 200, rows: 50 });
  const cursor = (lines: readonly string[]) => lines.findIndex((line) => line.startsWith('›'));
  await link.carryUntil((lines) => /Running jobs \d/.test(lines.join('\n')));
  link.press(':jobs\r');
  await link.carryUntil((lines) => /› backup jobs/.test(lines[2] ?? '') && cursor(lines) > 0);
  await link.hold('', 4);
  link.watchStalls();
  await link.hold('j', 3);
  link.press('g');
  const behind = await link.carryUntil((lines) => cursor(lines) === 4);
  const { stallMs } = await link.quit();
  link.close();
  say(atMost('4 kB/s, j held 3 s: event loop stands still', stallMs, 50, 'ms'));
  say(atMost('4 kB/s, j held 3 s: settles after', behind / bytesPerSecond, 2.5, 's'));
}
