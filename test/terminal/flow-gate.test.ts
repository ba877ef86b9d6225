import { describe, expect, test } from 'vitest';
import { createFlowGate, statusRequest } from '../../src/terminal/output/flow-gate.ts';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeTty, xtermCapabilities } from './fake-tty.ts';
import { columns, jobListLines, listRows, rows } from './job-list.ts';
import { createReplay } from './terminal-replay.ts';

const keysPerSecond = 30;
const heldSeconds = 20;
const bottom = { first: 1200, selected: 1200 + listRows - 1 };

/**
 * Bytes that the kernel accepts at once and a link of 4 kB/s transmits slowly; returns how many are in transit after
 * `j` was held.
 */
function holdKey(answering: boolean) {
  const tty = createFakeTty(columns, rows);
  const clock = createFakeClock();
  const writer = createScreenWriter({ stdout: tty, capabilities: xtermCapabilities, pacing: { clock } });
  let link = '';
  let shown = '';
  const carry = (count: number) => {
    link += tty.taken();
    const arrived = shown.length;
    shown += link.slice(0, count);
    link = link.slice(count);
    const replies = shown.slice(Math.max(0, arrived - 3)).split('\x1b[5n').length - 1;
    if (answering) for (let reply = 0; reply < replies; reply++) writer.acknowledged();
    return shown.length > arrived;
  };
  writer.open();
  writer.paint(jobListLines(bottom).join('\n'));
  for (let tick = 0; tick < 400; tick++) carry(133);
  for (let key = 1; key <= heldSeconds * keysPerSecond; key++) {
    writer.paint(jobListLines({ first: bottom.first + key, selected: bottom.selected + key }).join('\n'));
    carry(133);
  }
  let ticks = 0;
  while (carry(133)) ticks++;
  return { seconds: ticks / keysPerSecond, shown, clock, writer };
}

describe('a key held for twenty seconds on a link of 4 kB/s', () => {
  test('settles in the time of a frame where the terminal says how far it is', () => {
    const { seconds, shown } = holdKey(true);
    expect(seconds).toBeLessThanOrEqual(1.7);
    const replay = createReplay(columns, rows);
    replay.write(shown);
    expect(replay.lines().join('\n')).toContain(`row   ${bottom.selected + heldSeconds * keysPerSecond + 1} of`);
  });

  test('settles when the queue has emptied where it does not, and no frame is held back', () => {
    const { seconds, shown } = holdKey(false);
    expect(seconds).toBeGreaterThan(10);
    expect(shown.split('\x1b[5n').length).toBe(2);
  });

  test('a terminal that falls silent no longer holds frames back', async () => {
    const { writer, clock } = holdKey(true);
    for (let page = 0; page < 4; page++)
      writer.paint(jobListLines({ first: 5000 + page * 40, selected: 5000 }).join('\n'));
    const before = writer.bytesWritten;
    await clock.advance(5000);
    expect(writer.bytesWritten).toBeGreaterThan(before);
    expect(clock.pending()).toBe(0);
  });
});

test('what another program had the terminal for is not waited for', async () => {
  const clock = createFakeClock();
  const gate = createFlowGate(clock, () => {});
  gate.handed(600);
  expect(gate.request()).toBe(statusRequest);
  expect([gate.acknowledged(), gate.isOpen()]).toEqual([true, true]);
  gate.handed(600);
  expect([gate.request(), gate.isOpen()]).toEqual([statusRequest, false]);
  const answered = gate.answered();
  gate.reset();
  await answered;
  expect([gate.acknowledged(), gate.isOpen(), clock.pending()]).toEqual([false, true, 0]);
});
