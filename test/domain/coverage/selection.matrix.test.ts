// Random plans and estates: a scheduled run of the embedded AWS selects the resources that the selections' verdicts
// name. Unknown verdicts are left out, and counted.
import type { BackupSelection } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { selectionVerdict } from '../../../src/domain/coverage/selection-verdict.ts';
import { anyOf, type Truth } from '../../../src/domain/coverage/truth.ts';
import { caseCount, seededRandom } from '../../support/matrix.ts';
import { optInsWith, type ScheduledResource, selectionOf, takenByRuns } from './scheduled-run.ts';
import { select } from './selection-cases.ts';

const estates = caseCount(25, 2000);

type Random = () => number;

const pick = <Value>(random: Random, values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value;
const some = <Value>(random: Random, most: number, make: () => Value): Value[] =>
  Array.from({ length: Math.floor(random() * (most + 1)) }, make);

const keys = ['backup', 'Backup', 'stage', 'owner', 'aws:cloudformation:stack-name'];
const values = ['', 'true', 'True', 'prod', 'test', 'production'];
const valuePatterns = ['*', 'pro*', '*d', '*es*', 'true', ''];
const at = 'eu-west-1:123456789012';

const arnsByType = {
  EC2: (name: string) => `arn:aws:ec2:${at}:instance/i-${name}`,
  EBS: (name: string) => `arn:aws:ec2:${at}:volume/vol-${name}`,
  RDS: (name: string) => `arn:aws:rds:${at}:db:${name}`,
  Aurora: (name: string) => `arn:aws:rds:${at}:cluster:${name}`,
  Neptune: (name: string) => `arn:aws:rds:${at}:cluster:n-${name}`,
  DynamoDB: (name: string) => `arn:aws:dynamodb:${at}:table/${name}`,
  FSx: (name: string) => `arn:aws:fsx:${at}:file-system/fs-${name}`,
  S3: (name: string) => `arn:aws:s3:::${name}`,
} as const;
const types = Object.keys(arnsByType) as (keyof typeof arnsByType)[];

const patterns = [
  ...['*', 'arn:aws:ec2:*', 'arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:volume/*', 'arn:aws:rds:*'],
  ...[
    `arn:aws:rds:${at}:db:*`,
    'arn:aws:rds:*:*:cluster:*',
    'arn:aws:rds:eu-*:*:db:a*',
    'arn:aws:dynamodb:*:*:table/*',
  ],
  ...['arn:aws:fsx:*:*:file-system/*', 'arn:aws:s3:::*', 'arn:aws:s3:::b*', 'arn:aws:s3:::*-logs'],
  ...['arn:aws:ec2:us-east-1:*:volume/*', 'arn:aws:ec2:*:*:vol*', 'arn:aws-cn:ec2:*:*:volume/*'],
];

function estateAt(random: Random): readonly ScheduledResource[] {
  return ['a', 'b', 'b-logs', 'orders', 'ab', 'b2', 'x'].map((name, index) => {
    const type = pick(random, types);
    const tags = some(random, 3, () => [pick(random, keys), pick(random, values)] as const);
    return { type, arn: arnsByType[type](`${name}${index}`), tags: Object.fromEntries(tags) };
  });
}

function selectionAt(random: Random, resources: readonly ScheduledResource[]): BackupSelection {
  const arnOrPattern = () => (random() < 0.3 ? pick(random, resources).arn : pick(random, patterns));
  const listed = () => [pick(random, keys), pick(random, values)] as const;
  const condition = (of: readonly string[], chance: number): Record<string, string> =>
    random() < chance ? { [pick(random, keys)]: pick(random, of) } : {};
  const named = some(random, 3, arnOrPattern);
  const l = some(random, 2, listed);
  return select({
    r: named.length + l.length === 0 ? [arnOrPattern()] : named,
    n: some(random, 1, arnOrPattern),
    l,
    eq: condition(values, 0.2),
    ne: condition(values, 0.25),
    like: condition(valuePatterns, 0.2),
    notLike: condition(valuePatterns, 0.15),
  });
}

test(`what runs take is what verdicts say, over ${estates} estates`, () => {
  const counts: Record<Truth, number> = { yes: 0, no: 0, unknown: 0 };
  for (let seed = 1; seed <= estates; seed += 1) {
    const random = seededRandom(seed);
    const resources = estateAt(random);
    const plans = Array.from({ length: 3 }, () =>
      Array.from({ length: 1 + Math.floor(random() * 3) }, () => selectionAt(random, resources)),
    );
    const optIns = Object.fromEntries(types.map((type) => [type, random() < 0.7] as const));
    const settings = { optIn: optInsWith(optIns) };
    const taken = takenByRuns({ plans, resources, optIns });
    for (const [index, selections] of plans.entries()) {
      for (const resource of resources) {
        const verdict = anyOf(
          selections.map((selection) => selectionVerdict(selectionOf(selection), resource, settings).taken),
        );
        counts[verdict] += 1;
        if (verdict === 'unknown') continue;
        const said = { seed, selections, resource, optIns, taken: verdict === 'yes' };
        expect(said).toEqual({ ...said, taken: taken[index]?.has(resource.arn) });
      }
    }
  }
  // Most are decided, and either way.
  const all = counts.yes + counts.no + counts.unknown;
  expect(counts.unknown / all).toBeLessThan(0.1);
  expect(Math.min(counts.yes, counts.no) / all).toBeGreaterThan(0.1);
});
