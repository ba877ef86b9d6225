import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { formatMb, formatMs } from '../measure.ts';
import type { RowsRun } from '../rows-program.ts';
import type { Subject } from '../subject.ts';

const program = resolve(import.meta.dirname, '../rows-program.ts');

export const subject: Subject = {
  about: 'the rows of one list on their way into the store: what stays in the heap, and what a change costs',
  async run(say) {
    for (const count of [100_000, 500_000]) {
      const words = ['--expose-gc', program, String(count)];
      const { stdout } = await promisify(execFile)(process.execPath, words);
      const { stored, heapBytes, residentBytes, pageMs }: RowsRun = JSON.parse(stdout);
      const jobs = `${count.toLocaleString('en')} jobs`;
      say({ what: `${jobs}: stored`, value: stored.toLocaleString('en') });
      say({ what: `${jobs}: more in the heap`, value: formatMb(heapBytes) });
      say({ what: `${jobs}: resident`, value: formatMb(residentBytes) });
      say({ what: `${jobs}: 1,000 changed rows taken in`, value: formatMs(pageMs) });
    }
  },
};
