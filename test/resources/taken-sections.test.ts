// What selections take, in the details of a selection and a plan, and in the form of a new one.
import { expect, test } from 'vitest';
import type { RegionSetting } from '../../src/domain/setting.ts';
import type { AnyContext } from '../../src/resources/action.ts';
import { replaceSelection } from '../../src/resources/actions/plans/replace-selection.ts';
import { assignResources } from '../../src/resources/actions/plans/selection-actions.ts';
import { plans } from '../../src/resources/plans/plans.ts';
import { selections } from '../../src/resources/plans/selections.ts';
import type { DetailSection } from '../../src/resources/resource.ts';
import { arnOf, scope, selection } from '../domain/attention/facts-of.ts';
import { inventoried, inventorySource } from '../domain/coverage/inventory-rows.ts';

const { tags: _, ...untold } = inventoried('untold');
const prod = ['a', 'b', 'c', 'd'].map((name) => inventoried(name, { tags: { env: 'prod' } }));
const inventory = [inventorySource(), ...prod, inventoried('lab'), untold];
const byTag = selection({ resources: [], tags: [{ type: 'STRINGEQUALS', key: 'env', value: 'prod' }] });
const byArn = selection({ id: 'named', resources: [arnOf('lab')], tags: [] });

const knownOf =
  (lists: Readonly<Record<string, readonly object[]>>): AnyContext['known'] =>
  (list) => [...(lists[list] ?? [])];
const settings: RegionSetting[] = [{ scope, type: 'RDS', optedIn: true }];
const known = knownOf({ inventory, 'region-settings': settings, selections: [byTag, byArn] });

const textOf = (sections: readonly DetailSection[] = []) =>
  sections.flatMap((section) =>
    section.kind === 'fields' ? section.fields.map(({ label, text }) => `${label} ${text}`) : [],
  );

test('the detail of a selection has the number, the reasons and the first names', () => {
  expect(textOf(selections.knownSections?.(byTag, known).slice(0, 1))).toEqual([
    'Resources 4 of 6 in the inventory',
    '4 tag env=prod: a, b, c and 1 more',
    '1 not known depends on tag env=prod, tags not known: untold',
    'Types not evaluated DSQL, VirtualMachine',
  ]);
});

test('the detail of a plan has those of all its selections', () => {
  const plan = { scope, id: byTag.planId, arn: '', name: 'plan', versionId: '' };
  expect(textOf(plans.knownSections?.(plan, known)).slice(0, 3)).toEqual([
    'Resources 5 of 6 in the inventory',
    '4 tag env=prod: a, b, c and 1 more',
    '1 by ARN: lab',
  ]);
  expect(textOf(plans.knownSections?.(plan, knownOf({ inventory })))).toEqual([
    'Resources no resource assignment is known',
  ]);
});

test('an inventory that was not read or has gaps says so', () => {
  expect(textOf(selections.knownSections?.(byTag, knownOf({})))).toEqual([
    'Resources not known: the inventory has not been read; :coverage reads it',
  ]);
  const partial = [inventorySource({ inventory: 'tagging' }), ...prod];
  expect(
    textOf(selections.knownSections?.(byTag, knownOf({ inventory: partial, 'region-settings': settings }))),
  ).toContain('Not known the inventory lists only resources that have or had tags');
});

const preview = (values: Record<string, string>, rows = known): readonly string[] | undefined =>
  assignResources.fields
    ?.find(({ id }) => id === 'tags')
    ?.preview?.('', { scope, values, known: rows } as unknown as AnyContext);

test('the form of a new selection counts what it would take', () => {
  expect(preview({ tags: 'env=prod' })).toEqual([
    'selects 4 of 6 in the inventory, 1 not known',
    '  4 tag env=prod: a, b, c and 1 more',
    '  1 not known, depends on tag env=prod, tags not known: untold',
  ]);
  expect(preview({ types: 'RDS', conditions: 'env=prod', exclude: arnOf('a') })?.[0]).toBe(
    'selects 3 of 6 in the inventory, 1 not known',
  );
  expect(preview({ tags: 'env=prod' }, knownOf({}))?.at(-1)).toBe(
    'the inventory has not been read: :coverage reads it',
  );
});

test('the detail of a selection says what a change of its tag drops and adds', () => {
  const lines = textOf(selections.knownSections?.(byTag, known).slice(1));
  expect(lines).toEqual(['env=prod without it 4 dropped: a, b, c and 1 more', ' with it 1 added: lab']);
  expect(selections.knownSections?.(byArn, known)).toHaveLength(1);
});

const contextOf = (row: object, values: Record<string, string>, facts: object) =>
  ({ row, scope, values, facts, known }) as unknown as AnyContext;

test('the form of a replacement says which resources it adds and drops', () => {
  const context = contextOf(byArn, { resources: `${arnOf('a')} ${arnOf('b')}` }, { Resources: [arnOf('lab')] });
  const lines = replaceSelection.fields?.find(({ id }) => id === 'resources')?.preview?.('', context);
  expect(lines).toEqual(['then selects 2 more: a, b', 'no longer selects 1: lab']);
  expect(replaceSelection.warnings?.(context)).toContain("The plan's assignment no longer selects 1: lab.");
  const same = contextOf(byArn, { resources: arnOf('lab') }, { Resources: [arnOf('lab')] });
  expect(replaceSelection.fields?.find(({ id }) => id === 'exclude')?.preview?.('', same)).toEqual([
    'selects the same resources as before',
  ]);
});

test('a deletion names what is then in no plan', () => {
  const remove = selections.actions?.find(({ id }) => id === 'delete');
  expect(remove?.warnings?.(contextOf(byArn, {}, {}))).toContain('1 of 1 resources are then in no plan: lab.');
  const twin = selection({ id: 'twin', resources: [arnOf('lab')], tags: [] });
  const lists = { inventory, 'region-settings': settings, selections: [byArn, twin] };
  const context = { ...contextOf(byArn, {}, {}), known: knownOf(lists) } as AnyContext;
  expect(remove?.warnings?.(context)).toContain(
    'Other resource assignments select, or may select, all 1 resources that it selects.',
  );
});

test('so many resources that a key would wait are not evaluated by tag', () => {
  const many = [inventorySource(), ...Array.from({ length: 6_000 }, (_, index) => inventoried(`db-${index}`))];
  const found = selections.knownSections?.(byTag, knownOf({ inventory: many, 'region-settings': settings }));
  expect(textOf(found?.slice(1))).toEqual([' not evaluated: there are too many resources']);
});
