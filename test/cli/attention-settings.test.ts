// Objectives of the config file as the attention list takes them.
import { expect, test } from 'vitest';
import { attentionSettings } from '../../src/cli/config/attention-settings.ts';
import { readConfig } from '../../src/settings/read-config.ts';

const day = 86_400_000;

test.each([
  ['{every: 1d, type: RDS}', { everyMs: day, type: 'RDS' }],
  ['{restoreEvery: 7d, name: "orders-*"}', { restoreEveryMs: 7 * day, name: 'orders-*' }],
  ['{every: 4h, restoreEvery: 30d}', { everyMs: day / 6, restoreEveryMs: 30 * day }],
])('%s', (written, objective) => {
  const { config, issues } = readConfig(`objectives:\n  - ${written}\n`);
  expect(issues).toEqual([]);
  expect(attentionSettings(config).objectives).toEqual([objective]);
});

test.each([
  ['{type: RDS}', 'every, restoreEvery or both'],
  ['{restoreEvery: 1h}', 'no shorter than 1d'],
  ['{restoreEvery: weekly}', 'a span of time'],
])('%s is refused', (written, expected) => {
  const { issues } = readConfig(`objectives:\n  - ${written}\n`);
  expect(issues.map(({ message }) => message)).toEqual([expect.stringContaining(expected)]);
});
