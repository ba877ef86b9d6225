// Every way on leads somewhere: each drill-down of the first rows that offer it is followed.
import { describe, expect, test } from 'vitest';
import { resources } from '../../src/resources/index.ts';
import { regions, rowsOf, withSharedAws } from './embedded-aws.ts';

const aws = withSharedAws({ furnished: true });

/** What is worked out of other lists has no rows of its own here. */
const requested = Object.values(resources).filter(({ derivedFrom }) => !derivedFrom);

const ways = requested.flatMap((resource) =>
  resource.drillDowns.map((drill) => [`${resource.title} → ${drill.title} (${drill.to})`, resource, drill] as const),
);

/** What no list of the embedded AWS can offer: its restore jobs and air-gapped vaults name no plan. */
const never = ['restore job → plan (plans)'];

/** The subject of a deletion record usually does not exist any more. */
const isEnding = ({ name }: { readonly name?: string }) => /^Delete/.test(name ?? '');

describe.each(ways)('%s', (name, resource, drill) => {
  test('is offered by some row and answers', async () => {
    for (const region of regions) {
      const rows = await aws.rows(resource, region);
      const row = rows.find((candidate) => drill.params(candidate) !== undefined && !isEnding(candidate));
      if (!row) continue;
      const scope = drill.scope?.(row) ?? row.scope;
      expect(scope.accountId).toBe(row.scope.accountId);
      const found = await rowsOf(resources[drill.to], aws.ask(scope.region, drill.params(row)));
      if (drill.single) expect(found).toHaveLength(1);
      for (const target of found) expect(target.scope).toEqual(scope);
      return;
    }
    expect(never, 'ways that no row of the embedded AWS offers: `furnish` in embedded-aws.ts makes rows').toContain(
      name,
    );
  });
});

test('a vault leads to its points, a point to its job and back to the vault', async () => {
  const { vaults, 'recovery-points': points, 'backup-jobs': jobs } = resources;
  const vault = (await aws.rows(vaults, 'us-east-1')).find(({ name }) => name === 'prod');
  const inVault = await rowsOf(points, aws.ask('us-east-1', points && vaults.drillDowns[0]?.params(vault)));
  expect(inVault.length).toBe(vault.pointCount);
  const point = inVault.find(({ status }) => status === 'COMPLETED');
  const [job] = await rowsOf(jobs, aws.ask('us-east-1', { recoveryPointArn: point.arn }));
  expect(job).toMatchObject({ vaultName: 'prod', recoveryPointArn: point.arn, resourceArn: point.resourceArn });
});

test('a copied point leads to the Region it came from', async () => {
  const points = await aws.rows(resources['recovery-points'], 'eu-west-1');
  const copy = points.find(({ sourceVaultArn }) => sourceVaultArn?.includes('us-east-1'));
  const drill = resources['recovery-points'].drillDowns.find(({ title }) => title === 'the copy job that created it');
  expect(drill?.scope?.(copy).region).toBe('us-east-1');
  const made = await rowsOf(resources['copy-jobs'], aws.ask('us-east-1', drill?.params(copy)));
  expect(made).toHaveLength(1);
  expect(made[0].copiedPointArn).toBe(copy.arn);
});
