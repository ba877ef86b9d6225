// The params of `vaultop get`: of every list any two of them narrow it both, or they are refused together.
import { describe, expect, test } from 'vitest';
import { AwsProblemError, isAbsent } from '../../src/aws/errors/errors.ts';
import { ownFlags, requestedIds } from '../../src/cli/get/arguments.ts';
import { checkParams } from '../../src/cli/options/list-flags.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource, Params } from '../../src/resources/resource.ts';
import { regions, rowsOf, withSharedAws } from '../resources/embedded-aws.ts';
import { sampled } from '../support/matrix.ts';

const aws = withSharedAws({ furnished: true });

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type Row = any;

/** The value of a param in a row, where no member of the row has the name of the param. */
const values: Readonly<Record<string, (row: Row) => string | undefined>> = {
  type: (row) => row.resourceType,
  planId: (row) => row.createdBy?.planId ?? row.planId,
  ruleId: (row) => row.createdBy?.ruleId,
  createdFrom: (row) => new Date(row.createdAt).toISOString(),
  createdUntil: (row) => new Date(row.createdAt).toISOString(),
  testingPlanArn: (row) => row.restoreTestingPlanArn,
  eventName: (row) => row.name,
  recoveryPointArn: (row) => row.recoveryPointArn ?? row.touched?.recoveryPointArn,
  vaultArn: (row) => row.vaultArn ?? row.sourceVaultArn,
};
const valueIn = (row: Row, param: string): string | undefined => values[param]?.(row) ?? row[param];

/** Params that hand on what a list does not tell, and that narrow no list by themselves. */
const handedOn: Readonly<Record<string, readonly string[]>> = { 'recovery-points': ['resourceName', 'resourceType'] };

const lists = requestedIds.map((id) => resources[id]).filter(({ derivedFrom }) => !derivedFrom);
const narrowed = lists.filter(({ params }) => Object.keys(params).length > 1);

const pairsOf = ({ id, params }: AnyResource) => {
  const names = Object.keys(params).filter((name) => !handedOn[id]?.includes(name));
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
};
const pairs = narrowed.flatMap((resource) => pairsOf(resource).map((pair) => [resource.id, ...pair] as const));

function isRefused(resource: AnyResource, params: Params): boolean {
  try {
    checkParams(resource, params);
    return false;
  } catch {
    return true;
  }
}

/** With what a param needs beside it. */
const completed = ({ paramsNeed = {} }: AnyResource, params: Params, row: Row): Params => {
  const needed = Object.keys(params).flatMap((name) => {
    const needs = paramsNeed[name];
    if (needs === undefined || needs.some((other) => params[other] !== undefined)) return [];
    const [first = ''] = needs;
    return [[first, valueIn(row, first) ?? ''] as const];
  });
  return { ...params, ...Object.fromEntries(needed) };
};

/** Of one row that AWS does not have there are none. */
async function keysOf(resource: AnyResource, region: string, params: Params): Promise<string[]> {
  try {
    return (await rowsOf(resource, aws.ask(region, params))).map(resource.key).sort();
  } catch (error) {
    if (error instanceof AwsProblemError && isAbsent(error.problem)) return [];
    throw error;
  }
}

/** Two rows that differ in the second param, and in both if there are such. */
function rowsWith(rows: readonly Row[], one: string, other: string): readonly [Row, Row] | undefined {
  const first = rows.find((row) => valueIn(row, one) !== undefined && valueIn(row, other) !== undefined);
  if (first === undefined) return undefined;
  const differs = (param: string) => (row: Row) =>
    valueIn(row, param) !== undefined && valueIn(row, param) !== valueIn(first, param);
  const others = rows.filter(differs(other));
  return [first, others.find(differs(one)) ?? others[0] ?? first];
}

describe.each(sampled(pairs, 14))('%s by %s and %s', (id, one, other) => {
  const resource: AnyResource = resources[id];

  test('has the rows that both narrow it to, or refuses them together', async () => {
    for (const region of regions) {
      const found = rowsWith(await aws.rows(resource, region), one, other);
      if (!found) continue;
      const [row, second] = found;
      for (const source of [row, second]) {
        const [first, last] = [{ [one]: valueIn(row, one) ?? '' }, { [other]: valueIn(source, other) ?? '' }];
        const both = completed(resource, { ...first, ...last }, row);
        if (isRefused(resource, both)) return;
        const [of, ofLast, ofBoth] = await Promise.all([
          keysOf(resource, region, completed(resource, first, row)),
          keysOf(resource, region, completed(resource, last, source)),
          keysOf(resource, region, both),
        ]);
        expect(ofBoth).toEqual(of.filter((key) => ofLast.includes(key)));
      }
      return;
    }
  });
});

test.each(lists.map(({ id }) => [id] as const))('%s takes each param by a flag of its own', (id) => {
  const resource = resources[id];
  expect(new Set(ownFlags(resource).values())).toEqual(
    new Set(Object.keys(resource.params).filter((name) => !['since', 'until'].includes(name))),
  );
});

/** What `Y` copies as a command of `vaultop get`. */
test('no drill-down opens a list with params that are refused', async () => {
  const refused: string[] = [];
  for (const resource of lists) {
    for (const region of regions) {
      const rows = await aws.rows(resource, region);
      for (const drill of resource.drillDowns) {
        const params = rows.map((row) => drill.params(row)).find((one) => one !== undefined);
        if (params && isRefused(resources[drill.to], params)) refused.push(`${resource.id}: ${drill.title}`);
      }
    }
  }
  expect(refused).toEqual([]);
});
