import { expect, test } from 'vitest';
import { openOnSlowLink } from '../support/slow-link.ts';

const bytesPerSecond = 4_000;
const cursorOf = (lines: readonly string[]) => lines.findIndex((line) => line.startsWith('›'));

test('a key held for three seconds on a link of 4 kB/s: the program stays awake and little is under way behind it', async () => {
  const link = openOnSlowLink({
    words: ['--demo', '--region', 'ap-southeast-2'],
    bytesPerSecond,
    columns: 80,
    rows: 24,
  });
  try {
    await link.carryUntil((lines) => /Running jobs? \d/i.test(lines.join('\n')));
    link.press(':jobs\r');
    await link.carryUntil((lines) => /› backup jobs/.test(lines[2] ?? '') && cursorOf(lines) > 0);
    await link.hold('', 1);
    link.watchStalls();
    await link.hold('j', 3);
    // The newest frame has the last key's row; a key that moves the cursor up shows that it has come.
    link.press('g');
    const behind = await link.carryUntil((lines) => cursorOf(lines) === 4);
    expect(behind).toBeLessThanOrEqual(2.5 * bytesPerSecond);
    // Blocking writes would wait for as long as the link needs for the frames of three seconds.
    const { stallMs } = await link.quit();
    expect(stallMs).toBeLessThan(2_000);
  } finally {
    link.close();
  }
});
