import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { formatMb, formatMs } from '../measure.ts';
import type { RowsRun } from '../rows-program.ts';
import type { Subject } from '../subject.ts';

const program = resolve(import.meta.dirname, '../rows-program.ts');

export const subject: Subject = {
  about: 'the rows of one list, sorted, with the overview made of them: what they weigh, and what a change costs',
  async run(say) {
    for (const count of [100_000, 500_000]) {
      const words = ['--expose-gc', program, String(count)];
      const { stdout } = await promisify(execFile)(process.execPath, words);
      const { held, dropped, bytesPerRow, residentBytes, mergeMs }: RowsRun = JSON.parse(stdout);
      const jobs = `${count.toLocaleString('en')} jobs`;
      say({
        what: `${jobs}: held, and counted only`,
        value: `${held.toLocaleString('en')}, ${dropped.toLocaleString('en')}`,
      });
      say({ what: `${jobs}: bytes for each that is held`, value: String(Math.round(bytesPerRow)) });
      say({ what: `${jobs}: resident`, value: formatMb(residentBytes) });
      say({ what: `${jobs}: 1,000 changed rows taken in and sorted`, value: formatMs(mergeMs) });
    }
  },
};
