// Composed lists: each operation behind them refused once, in one of the parts.
import { describe, expect, test } from 'vitest';
import { AwsProblemError, type ProblemKind } from '../../src/aws/errors/errors.ts';
import { resources } from '../../src/resources/index.ts';
import { eachPart } from '../../src/resources/parts.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();

const composed: readonly ResourceId[] = [
  ...(['plan-rules', 'selections', 'recovery-points', 'plan-versions', 'restore-testing-selections'] as const),
];

async function read(id: ResourceId) {
  const rows: unknown[] = [];
  let refusal: unknown;
  try {
    for await (const page of resources[id].list(aws.ask('us-east-1'))) rows.push(...page);
  } catch (error) {
    refusal = error;
  }
  return { rows, refusal };
}

test.each(composed)('%s: a part that is refused is told, and the other parts are there', async (id) => {
  aws.served();
  const { rows: all } = await read(id);
  const [first, ...operations] = new Set(aws.served());
  expect(operations.length).toBeGreaterThan(0);
  expect(first).toMatch(/^List/);
  for (const operation of operations) {
    aws.setFaults([{ operation, kind: 'deny', times: 1 }]);
    const { rows, refusal } = await read(id);
    aws.setFaults([]);
    expect([operation, (refusal as AwsProblemError | undefined)?.problem.kind]).toEqual([operation, 'denied']);
    // There is nothing else of one plan alone.
    if (id !== 'restore-testing-selections') expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThanOrEqual(all.length);
  }
});

describe('what has gone meanwhile', () => {
  const refusal = (kind: ProblemKind) =>
    new AwsProblemError({ kind, message: 'No.', nextStep: 'None.', retryable: false });
  const listings = async (lists: string[][], error: Error) => {
    const rows: string[] = [];
    const all = eachPart({
      async *list() {
        yield lists.shift() ?? [];
      },
      key: (part: string) => part,
      async *rows(part: string) {
        if (part === 'b') throw error;
        yield [part];
      },
    });
    for await (const page of all) rows.push(...page);
    return rows;
  };

  test.each(['denied', 'not-found', 'invalid'] as const)('%s and no longer listed is gone', async (kind) => {
    expect(
      await listings(
        [
          ['a', 'b', 'c'],
          ['a', 'c'],
        ],
        refusal(kind),
      ),
    ).toEqual(['a', 'c']);
  });

  test.each(['denied', 'not-found', 'invalid'] as const)('%s and still listed is a refusal', async (kind) => {
    const error = refusal(kind);
    await expect(listings([['a', 'b', 'c'], ['b']], error)).rejects.toBe(error);
  });

  test('what may pass ends the list at once', async () => {
    const error = refusal('throttled');
    await expect(
      listings(
        [
          ['a', 'b', 'c'],
          ['a', 'c'],
        ],
        error,
      ),
    ).rejects.toBe(error);
  });
});
