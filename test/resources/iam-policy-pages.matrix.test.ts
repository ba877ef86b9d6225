// Every list with the pages and drill-downs of its rows, under the policy for everything and under its own: the embedded
// AWS refuses nothing.
import { describe, expect, test } from 'vitest';
import { readPolicyArguments } from '../../src/cli/iam-policy/arguments.ts';
import { makePolicy } from '../../src/cli/iam-policy/policy.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource, RequestContext } from '../../src/resources/resource.ts';
import { caseCount, sampled } from '../support/matrix.ts';
import { withEmbeddedAws } from './embedded-aws.ts';

const region = 'us-east-1';
const aws = withEmbeddedAws({ furnished: true });
const given = Object.values(resources).filter(({ derivedFrom }) => !derivedFrom);
const derived = Object.values(resources).filter(({ derivedFrom = [] }) => derivedFrom.length > 0);
const most = caseCount(2, 12);

const setPolicyFor = (...words: string[]): void => aws.setPolicy(makePolicy(readPolicyArguments(words).wants));

/** AWS's other refusals do not matter here: the test reads what the policy refused from the embedded AWS. */
async function listed(resource: AnyResource, request: RequestContext): Promise<readonly never[]> {
  const rows: never[] = [];
  try {
    for await (const page of resource.list(request)) rows.push(...(page as never[]));
  } catch {}
  return rows;
}

async function openPages(resource: AnyResource): Promise<readonly never[]> {
  const rows = (await listed(resource, aws.ask(region))).slice(0, most);
  for (const row of rows) await resource.describe(aws.ask(region), row).catch(() => {});
  return rows;
}

describe.each(sampled(given, 8))('$id', (resource) => {
  test('its own policy is enough for its rows and their pages', { timeout: 300_000 }, async () => {
    setPolicyFor('--lists', resource.id);
    await openPages(resource);
    expect(aws.refused()).toEqual([]);
  });

  test('the policy for everything is enough for what its rows lead to', { timeout: 300_000 }, async () => {
    setPolicyFor();
    for (const row of await openPages(resource)) {
      for (const { to, params, scope } of resource.drillDowns) {
        const narrowed = params(row);
        if (!narrowed || resources[to].derivedFrom) continue;
        await listed(resources[to], aws.ask(scope?.(row).region ?? region, narrowed));
      }
    }
    expect(aws.refused()).toEqual([]);
  });
});

test.each(sampled(derived, 3))('$id: its own policy is enough for the lists that it is made of', async (resource) => {
  setPolicyFor('--lists', resource.id);
  for (const id of resource.derivedFrom ?? []) await listed(resources[id], aws.ask(region));
  expect(aws.refused()).toEqual([]);
});
