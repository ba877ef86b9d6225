import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { createEvaluationTime } from '../../../src/domain/attention/evaluation-time.ts';
import { createScheduleBook } from '../../../src/domain/attention/runs/schedule-book.ts';
import { createScopeView } from '../../../src/domain/attention/scope-view.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { coverageRows } from '../../../src/domain/coverage/coverage-rows.ts';
import { createSelectionIndex } from '../../../src/domain/coverage/selection-index.ts';
import { now } from '../attention-estate.ts';
import { coverageEstate, planCount, resourceCount } from '../coverage-estate.ts';
import type { CoverageRun } from '../coverage-program.ts';
import { formatMs, median } from '../measure.ts';
import type { Subject } from '../subject.ts';

const runs = 5;

export const subject: Subject = {
  about: `coverage of ${resourceCount} resources by ${planCount} plans of one account-Region`,
  async run(say) {
    const facts = coverageEstate();
    const settings = { optIn: { EBS: true, RDS: true, DynamoDB: true } };
    const whole: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      whole.push(
        cpuMs(() => {
          const view = createScopeView({ ...facts });
          const rows = coverageRows({
            view,
            settings: noSettings,
            book: createScheduleBook(),
            time: createEvaluationTime(now),
          });
          if (rows.length !== resourceCount + 1) throw new Error(`There are ${rows.length} rows.`);
        }),
      );
    }
    const all = median(whole);
    say({ what: 'processor time, all', value: formatMs(all), target: '<= 2 s', met: all <= 2_000 });
    const index = createSelectionIndex(facts.selections?.rows ?? [], settings);
    const resources = (facts.inventory?.rows ?? []).filter((row) => row.kind === 'resource');
    const one = cpuMs(() => {
      for (const resource of resources.slice(0, 1_000)) index.hits(resource);
    });
    say({
      what: 'processor time of the selections of one resource, of a thousand',
      value: formatMs(one / 1_000),
      target: '<= 50 ms',
      met: one / 1_000 <= 50,
    });
    await throughStore(say);
  },
};

const program = resolve(import.meta.dirname, '../coverage-program.ts');

/** Read, evaluated and written, with the list of coverage on screen. */
async function throughStore(say: Parameters<Subject['run']>[0]): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', program]);
  const { wholeMs, changedTagMs, changedPointMs }: CoverageRun = JSON.parse(stdout);
  say({ what: 'processor time through the store, all', value: formatMs(wholeMs) });
  for (const [what, ms] of [
    ['tags', changedTagMs],
    ['recovery points', changedPointMs],
  ] as const) {
    const words = `processor time through the store, the ${what} of one resource`;
    say({ what: words, value: formatMs(ms), target: '<= 50 ms', met: ms <= 50 });
  }
}

function cpuMs(run: () => void): number {
  const from = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
}
