import { describe, expect, test } from 'vitest';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { createFakeTty, xtermCapabilities } from './fake-tty.ts';
import { columns, type JobList, jobListLines, listRows, rows } from './job-list.ts';
import { createReplay } from './terminal-replay.ts';

function startList(list: JobList) {
  const tty = createFakeTty(columns, rows);
  const writer = createScreenWriter({ stdout: tty, capabilities: xtermCapabilities });
  const shown = createReplay(columns, rows);
  const plain = createReplay(columns, rows);
  writer.open();
  shown.write(tty.taken());
  const paint = (next: JobList): number => {
    const before = writer.bytesWritten;
    writer.paint(jobListLines(next).join('\n'));
    return writer.bytesWritten - before;
  };
  const show = (next: JobList): number => {
    const bytes = paint(next);
    shown.write(tty.taken());
    plain.reset();
    plain.write(
      jobListLines(next)
        .map((text, line) => `\x1b[${line + 1}H${text}`)
        .join(''),
    );
    expect(shown.cellTexts()).toEqual(plain.cellTexts());
    return bytes;
  };
  return { first: show(list), show, paint };
}

const middle = { first: 1200, selected: 1220 };

describe('bytes written at 200 columns by 50 lines', () => {
  test('the first frame', () => {
    expect(startList(middle).first).toBeLessThanOrEqual(10_000);
  });

  test('an unchanged frame writes nothing', () => {
    expect(startList(middle).show(middle)).toBe(0);
  });

  test('the cursor moves', () => {
    const { show } = startList(middle);
    for (const selected of [1221, 1222, 1221, 1220, 1219])
      expect(show({ first: 1200, selected })).toBeLessThanOrEqual(30);
  });

  test('one cell changes', () => {
    const { show } = startList({ ...middle, progress: { at: 9, text: '41%' } });
    for (const text of ['42%', '43%', '53%'])
      expect(show({ ...middle, progress: { at: 9, text } })).toBeLessThanOrEqual(10);
  });

  test('the list scrolls by one, down and up', () => {
    const bottom = { first: 1200, selected: 1200 + listRows - 1 };
    const { show } = startList(bottom);
    for (let by = 1; by <= 4; by++)
      expect(show({ first: bottom.first + by, selected: bottom.selected + by })).toBeLessThanOrEqual(300);
    const { show: showTop } = startList({ first: 1200, selected: 1200 });
    for (let by = 1; by <= 4; by++) expect(showTop({ first: 1200 - by, selected: 1200 - by })).toBeLessThanOrEqual(300);
  });

  test('a page, at the median of ten: where one plan ends and the next begins it takes more', () => {
    const { show } = startList(middle);
    const pages = Array.from({ length: 10 }, (_, page) => {
      const by = (page + 1) * listRows;
      return show({ first: 1200 + by, selected: 1220 + by });
    });
    expect(pages.sort((one, other) => one - other)[5]).toBeLessThanOrEqual(4500);
    expect(pages.at(-1)).toBeLessThanOrEqual(5500);
  });

  test('a key held for two seconds at 30 a second', () => {
    const bottom = { first: 1200, selected: 1200 + listRows - 1 };
    const { paint, show } = startList(bottom);
    let bytes = 0;
    for (let key = 1; key <= 60; key++) bytes += paint({ first: bottom.first + key, selected: bottom.selected + key });
    expect(show({ first: bottom.first + 60, selected: bottom.selected + 60 })).toBe(0);
    expect(bytes / 2).toBeLessThanOrEqual(8000);
  });
});
