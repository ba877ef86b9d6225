import { expect, test } from 'vitest';
import type { SimulatedRestore } from '../../../src/emulator/estate/jobs/simulated-restore.ts';
import { noPlaceMessage, withinConcurrency } from '../../../src/emulator/estate/jobs/test-concurrency.ts';

const hour = 3_600_000;

/** Each takes an hour from 0. */
const jobs = (type: string, count: number): SimulatedRestore[] =>
  Array.from(
    { length: count },
    (_, index) =>
      ({
        id: `${type}-${index}`,
        backup: { resource: { type } },
        startsAt: 0,
        endsAt: hour,
        validatedAt: 2 * hour,
        deletedAt: 3 * hour,
        outcome: 'COMPLETED',
      }) as unknown as SimulatedRestore,
  );

/** AWS: EBS and EC2 100, EFS and S3 30, the others 40 at the same time. */
test.each([
  ['EBS', 100],
  ['EC2', 100],
  ['S3', 30],
  ['EFS', 30],
  ['RDS', 40],
  ['FSx', 40],
])('of %s %i run at the same time: the next wait, and those after the start window fail', (type, most) => {
  const run = withinConcurrency([...jobs(type, 2 * most + 1), ...jobs('DynamoDB', 1)], 2 * hour);
  const startsAt = (at: number) => run.filter((job) => job.startsAt === at && job.outcome === 'COMPLETED');
  expect(startsAt(0)).toHaveLength(most + 1);
  expect(startsAt(hour)).toHaveLength(most);
  expect(startsAt(hour)[0]).toMatchObject({ endsAt: 2 * hour, validatedAt: 3 * hour, deletedAt: 4 * hour });
  const failed = run.filter(({ outcome }) => outcome === 'FAILED');
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ endsAt: 2 * hour, reason: { message: noPlaceMessage } });
});
