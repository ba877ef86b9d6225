// The time on the screen is AWS's: with an embedded AWS that runs faster, and on a machine whose clock is wrong.

import { expect, onTestFinished, test } from 'vitest';
import { App } from '../../components/app.tsx';
import { ratesOnce } from '../../config/budgets.ts';
import { themes } from '../../config/themes.ts';
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { isActive } from '../../src/domain/jobs/job-state.ts';
import { formatAge } from '../../src/lib/text/format.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { renderAt } from '../support/render-at.ts';
import { noon, type SimulationOptions, startSimulation } from '../support/simulation.ts';

const seconds = 1_000;
const minutes = 60 * seconds;
const region = 'eu-west-1';

async function open(options: SimulationOptions) {
  const simulation = await startSimulation({ regions: [region], rates: ratesOnce, ...options });
  const { aws, clock, connections } = simulation;
  const runtime = createRuntime({
    aws,
    clock,
    connections,
    regions: [region],
    cloudWatch: false,
    size: { columns: 120, rows: 40 },
    copy() {},
    repaint() {},
    quit() {},
    store: openMemoryStore(aws.now),
  });
  const look = { unicode: true, color: false };
  const screen = await renderAt(<App runtime={runtime} theme={themes.dark} look={look} />, 120, 40);
  onTestFinished(async () => {
    runtime.stop();
    screen.unmount();
    await simulation.close();
  });
  runtime.start();
  await clock.advance(12 * seconds);
  /** How long each running backup job has run by AWS's clock, at the time of the response. */
  const ages = (there: number) => {
    const { data } = runtime.view();
    const [scope] = data.scopes;
    const jobs = (scope ? data.listed([requestFor('backup-jobs', scope)]) : []) as readonly Job[];
    return jobs.flatMap((job) => (isActive(job) ? [formatAge(there - (job.startedAt ?? job.createdAt))] : []));
  };
  /** The same on the screen, and its progress. */
  const running = async () => {
    await screen.press('1');
    return [...screen.text().matchAll(/● (\S+) +backup .* (\d+)% +(\S+)/g)].map(([, name, percent, age]) => ({
      name,
      age,
      percent: Number(percent),
    }));
  };
  return { clock, screen, ages, running };
}

test('where AWS’s clock is 20 minutes ahead of ours, ages are those of AWS', async () => {
  const { clock, screen, ages, running } = await open({ aheadMs: 20 * minutes });
  const shown = await running();
  expect(shown.length).toBeGreaterThan(2);
  expect(shown.map(({ age }) => age).toSorted()).toEqual(ages(clock.now() + 20 * minutes).toSorted());
  expect(screen.text()).toMatch(/ \d{1,2}s old/);
});

test('an embedded AWS of --speed 60: each second is a minute there, bars and ages go on with it, nothing is stale', async () => {
  const { clock, screen, ages, running } = await open({ speed: 60 });
  const before = await running();
  await clock.advance(6 * seconds);
  const after = await running();
  expect(after.length).toBeGreaterThan(2);
  expect(after.map(({ age }) => age).toSorted()).toEqual(ages(noon + (clock.now() - noon) * 60).toSorted());
  const goesOn = ({ name, percent }: (typeof after)[0]) =>
    before.some((one) => one.name === name && one.percent < percent);
  expect(after.filter(goesOn).length).toBeGreaterThan(0);
  expect(screen.text()).toMatch(/ (\d{1,2}s|[1-4]m\d\ds) old/);
  expect(screen.text()).not.toMatch(/stale|asking/);
});
