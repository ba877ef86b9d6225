// The config file is edited while the dashboard runs: the notices about it, on a clock that the test advances.
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/cli/config/load-config.ts';
import { watchConfig } from '../../src/cli/dashboard/live-config.ts';
import { UsageError } from '../../src/cli/options/options.ts';
import type { Config } from '../../src/settings/schema.ts';
import { createFakeClock } from '../support/fake-clock.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vaultop-config-'));
  path = join(directory, 'config.yaml');
});
afterEach(() => rm(directory, { recursive: true }));

async function open(text: string, refuse?: (config: Config) => string | undefined) {
  await writeFile(path, text);
  const clock = createFakeClock();
  const told: string[] = [];
  const applied: Config[] = [];
  const config = watchConfig({
    clock,
    loaded: await loadConfig({ config: path }, {}),
    apply(loaded) {
      const why = refuse?.(loaded.config);
      if (why) throw new UsageError(why);
      applied.push(loaded.config);
    },
    notify: ({ text: line, tone }) => told.push(`${tone} ${line}`),
  });
  // It looks at the file for the first time before the test writes it again.
  await config.ready;
  /** Two looks: what is the same in both is there to stay. */
  const looks = async (count = 2) => {
    for (let look = 0; look < count; look += 1) {
      await clock.advance(1_000);
      while (clock.pending() === 0) await new Promise((turn) => setImmediate(turn));
    }
    return told.splice(0);
  };
  return { config, clock, looks, applied };
}

/** As editors do: the new file replaces the old one. */
async function replace(text: string): Promise<void> {
  await writeFile(`${path}~`, text);
  await rename(`${path}~`, path);
}

const start = 'columns: {vaults: [name, points]}\n';

test('what was changed counts at once or later, and one sentence says which', async () => {
  const { config, looks, applied, clock } = await open(start);
  expect(await looks(3)).toEqual([]);
  await replace(`${start}keys: {app.quit: Q}\nmouse: true\ncontexts: {lab: {regions: [eu-west-1]}}\n`);
  expect(await looks(1)).toEqual([]);
  expect(await looks(1)).toEqual([
    'good Config file: keys now; mouse at the next start; contexts with the next :context.',
  ]);
  expect(applied).toMatchObject([{ columns: { vaults: ['name', 'points'] }, contexts: { lab: {} } }]);
  expect(await looks(3)).toEqual([]);
  config.stop();
  expect(clock.pending()).toBe(0);
});

test('a broken file changes nothing, says line, key and what was expected, and is taken again when it is mended', async () => {
  const { config, looks, applied } = await open(start);
  await replace(`${start}thresholds:\n  slowAnswer: often\n`);
  const [line] = await looks();
  expect(line).toMatch(/^warn Config file not applied, line 3: thresholds\.slowAnswer: .*often/);
  expect(applied).toEqual([]);
  await replace(start);
  expect(await looks()).toEqual(['good Config file: no errors any more.']);
  await replace('columns: [');
  expect((await looks())[0]).toMatch(/^warn Config file not applied, line \d: /);
  config.stop();
});

test('a file that is away is waited for, and one with a slip in it is taken with a word about the slip', async () => {
  const { config, looks, applied } = await open(start);
  await rm(path);
  expect(await looks(5)).toEqual([]);
  await writeFile(path, `${start}colums: {}\n`);
  expect((await looks())[0]).toMatch(/^warn Config file, line 2: colums/);
  expect(applied).toHaveLength(1);
  // Only the time of the file differs: no notice.
  await replace(`${start}colums: {}\n`);
  expect(await looks()).toEqual([]);
  config.stop();
});

test('what does not go with a flag is told in its words, and changes nothing', async () => {
  const { config, looks, applied } = await open(start, ({ theme }) => theme && `--theme takes dark, not "${theme}"`);
  await replace('theme: mono\n');
  expect(await looks()).toEqual(['warn Config file not applied: --theme takes dark, not "mono"']);
  expect(applied).toEqual([]);
  config.stop();
});

test('what we write ourselves is applied and not told', async () => {
  const { config, looks, applied } = await open(start);
  await replace(`${start}views: {failed: {resource: jobs}}\n`);
  await config.wasWritten();
  expect(applied).toMatchObject([{ views: { failed: { resource: 'jobs' } } }]);
  expect(await looks(3)).toEqual([]);
  config.stop();
});
