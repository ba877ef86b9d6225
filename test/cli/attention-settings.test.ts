// Objectives of the config file, as the attention list reads them.
import { expect, test } from 'vitest';
import { attentionSettings } from '../../src/cli/config/attention-settings.ts';
import { readConfig } from '../../src/settings/read-config.ts';

const day = 86_400_000;

test.each([
  ['{every: 1d, type: RDS}', { everyMs: day, type: 'RDS' }],
  ['{restoreEvery: 7d, name: "orders-*"}', { restoreEveryMs: 7 * day, name: 'orders-*' }],
  ['{every: 4h, restoreEvery: 30d}', { everyMs: day / 6, restoreEveryMs: 30 * day }],
  ['{every: 7d, in: other-account}', { everyMs: 7 * day, in: 'other-account' }],
  ['{every: 7d, in: air-gapped}', { everyMs: 7 * day, in: 'air-gapped' }],
  ['{every: 7d, in: locked}', { everyMs: 7 * day, in: 'locked' }],
  ['{every: 7d, in: eu-west-1}', { everyMs: 7 * day, in: 'eu-west-1' }],
  ['{every: 7d, in: "123456789012"}', { everyMs: 7 * day, in: '123456789012' }],
  ['{every: 7d, in: "dr-*"}', { everyMs: 7 * day, in: 'dr-*' }],
  ['{every: 7d, in: aws/efs/automatic-backup-vault}', { everyMs: 7 * day, in: 'aws/efs/automatic-backup-vault' }],
  [
    '{every: 7d, in: "arn:aws:backup:eu-west-1:123456789012:backup-vault:dr"}',
    { everyMs: 7 * day, in: 'arn:aws:backup:eu-west-1:123456789012:backup-vault:dr' },
  ],
])('%s', (written, objective) => {
  const { config, issues } = readConfig(`objectives:\n  - ${written}\n`);
  expect(issues).toEqual([]);
  expect(attentionSettings(config).objectives).toEqual([objective]);
});

test.each([
  ['{type: RDS}', 'every, restoreEvery or both'],
  ['{restoreEvery: 1h}', 'no shorter than 1d'],
  ['{restoreEvery: weekly}', 'a span of time'],
  ['{every: 7d, in: ""}', 'expected other-region, other-account, air-gapped, locked, a Region such as eu-west-1'],
  ['{every: 7d, in: other-regions}', 'expected other-region, other-account'],
  ['{every: 7d, in: airgapped}', 'expected other-region, other-account'],
  ['{every: 7d, in: 123456789012}', 'put it in quotes: "123456789012"'],
  ['{every: 7d, in: "12345678901"}', 'an account id of 12 digits'],
  ['{every: 7d, in: "dr vault"}', 'the name or ARN of a vault'],
  ['{every: 7d, in: "arn:aws:s3:::bucket"}', 'the name or ARN of a vault'],
  ['{restoreEvery: 7d, in: locked}', '"in" together with "every"'],
  ['{every: 1d, restoreEvery: 7d, in: locked}', '"in" together with "every"'],
])('%s is refused', (written, expected) => {
  const { issues } = readConfig(`objectives:\n  - ${written}\n`);
  expect(issues.map(({ message }) => message)).toEqual([expect.stringContaining(expected)]);
});
