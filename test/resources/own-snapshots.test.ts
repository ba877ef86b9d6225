// What the page of a resource says of snapshots that the resource's own service made.
import { afterEach, expect, test } from 'vitest';
import { detailLines } from '../../src/app/detail/detail-view.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import {
  describeOwnSnapshots,
  type OwnSnapshots,
  ownSnapshotsSection,
} from '../../src/resources/find/own-snapshots.ts';
import { protectedResources } from '../../src/resources/vaults/protected-resources.ts';
import { noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
afterEach(() => aws.setFaults([]));

const region = 'us-east-1';
const linesOf = (found: OwnSnapshots | undefined): string =>
  found ? detailLines([ownSnapshotsSection(found)], noon).join('\n') : 'not asked';

/** By type: what the own services of all resources say. */
async function asked(type: string): Promise<string[]> {
  const resources = (await rowsOf(protectedResources, aws.ask(region))).filter((one) => one.type === type);
  expect(resources.length).toBeGreaterThan(0);
  return Promise.all(resources.map(async (one) => linesOf(await describeOwnSnapshots(aws.ask(region), one))));
}

test.each([
  ['EBS', /^Snapshots made by EBS itself\n.*snap-[0-9a-f]{17} \S+ completed Created for policy: /s],
  ['RDS', /^Snapshots made by RDS itself\n.*rds:\S+ \S+ available automated/s],
  ['Aurora', /^Snapshots made by RDS itself\n/],
])('%s: the newest first, each with its kind; none are none', async (type, expected) => {
  const all = await asked(type);
  expect(all.some((text) => expected.test(text))).toBe(true);
  for (const text of all) expect(text).toMatch(/None\.|\d[hd]/);
});

test('a service that vaultop cannot ask is not asked, and a refusal is not known', async () => {
  expect(await asked('DynamoDB')).toContain('not asked');
  aws.setFaults([parseFault('ec2/DescribeSnapshots=deny'), parseFault('rds/DescribeDBSnapshots=deny')]);
  for (const type of ['EBS', 'RDS']) {
    expect((await asked(type))[0]).toMatch(/Not known .*Describe\w*Snapshots is denied/);
  }
});

test('a long list is cut', () => {
  const many = Array.from({ length: 12 }, (_, index) => ({ id: `snap-${index}`, at: noon - index }));
  expect(ownSnapshotsSection({ service: 'EBS', snapshots: many }).title).toBe(
    'Snapshots made by EBS itself (the newest 10 of 12)',
  );
});
