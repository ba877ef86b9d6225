// The resources that a selection selects, with the reason of each, and those for which it is unknown.
import { expect, test } from 'vitest';
import { byReason, tagSwings, takenChange, takenResources } from '../../../src/domain/coverage/taken-resources.ts';
import { arnOf, scope, selection } from '../attention/facts-of.ts';
import { inventoried, inventorySource } from './inventory-rows.ts';

const { tags: _, ...untagged } = inventoried('untold');
const inventory = [
  inventorySource(),
  inventoried('shop', { tags: { env: 'prod' } }),
  inventoried('blog', { tags: { env: 'prod' } }),
  inventoried('lab', { tags: { env: 'test' } }),
  inventoried('away', { arn: arnOf('away').replace('eu-west-1', 'us-east-1'), tags: { env: 'prod' } }),
  untagged,
];
const settings = { optIn: { RDS: true } };
const byTag = selection({ resources: [], tags: [{ type: 'STRINGEQUALS', key: 'env', value: 'prod' }] });
const byArn = selection({ resources: [arnOf('lab'), arnOf('shop')], tags: [] });
const countsIn = (selections: (typeof byTag)[], from: object = {}) => {
  const result = takenResources(selections, { scope, inventory, settings, ...from });
  const texts = (all: Parameters<typeof byReason>[0] = []) =>
    byReason(all).map(({ reason, resources }) => `${reason}: ${resources.map(({ name }) => name).join()}`);
  return result && { of: result.of, taken: texts(result.taken), unknown: texts(result.unknown) };
};

test('each reason with its resources, without those of other Regions; unknown tags are not guessed', () => {
  expect(countsIn([byTag])).toEqual({
    of: 4,
    taken: ['tag env=prod: shop,blog'],
    unknown: ['depends on tag env=prod, tags not known: untold'],
  });
});

test('a resource that two selections take counts under each alone, and once for both', () => {
  expect(countsIn([byArn])?.taken).toEqual(['by ARN: shop,lab']);
  expect(countsIn([byTag, byArn])?.taken).toEqual(['tag env=prod: shop,blog', 'by ARN: lab']);
});

test('without opt-ins nothing that is taken by tag is sure', () => {
  expect(countsIn([byTag], { settings: undefined })).toMatchObject({ taken: [] });
});

test('without an inventory of the account-Region nothing is known', () => {
  expect(countsIn([byTag], { inventory: [] })).toBeUndefined();
  const elsewhere = { ...scope, region: 'us-east-1' };
  expect(countsIn([byTag], { inventory: [inventorySource({ scope: elsewhere })] })).toBeUndefined();
});

const names = (resources: readonly { readonly name: string }[]) => resources.map(({ name }) => name).join();

test('what a change of a tag drops and adds; conditions and other ways to be taken count', () => {
  const both = selection({
    resources: [arnOf('shop')],
    tags: [{ type: 'STRINGEQUALS', key: 'env', value: 'prod' }],
    conditions: [
      { type: 'StringEquals', key: 'aws:ResourceTag/team', value: 'db' },
      { type: 'StringNotEquals', key: 'aws:ResourceTag/stage', value: 'test' },
    ],
  });
  const rows = [
    inventorySource(),
    inventoried('shop', { tags: { env: 'prod', team: 'db' } }),
    inventoried('blog', { tags: { env: 'prod', team: 'db' } }),
    inventoried('lab', { tags: { team: 'db' } }),
    inventoried('tests', { tags: { team: 'db', stage: 'test' } }),
    inventoried('new', { tags: { env: 'prod' } }),
    untagged,
  ];
  const swings = tagSwings(both, { scope, inventory: rows, settings });
  expect(swings.map(({ tag, dropped, added }) => [tag.key, names(dropped), names(added)])).toEqual([
    ['env', 'blog', 'lab'],
    ['aws:ResourceTag/team', 'shop,blog', 'new'],
  ]);
});

test('what another selection in its place takes besides and no longer takes', () => {
  const [had, has] = [byTag, byArn].map((one) => takenResources([one], { scope, inventory, settings }));
  if (!had || !has) throw new Error('the inventory is there');
  const { added, dropped, unknown } = takenChange(had, has);
  expect([names(added), names(dropped), names(unknown)]).toEqual(['lab', 'blog', 'untold']);
});
