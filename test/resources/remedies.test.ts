// Each remedy is an action that exists, and takes the row that it gets.
import { expect, test } from 'vitest';
import { findingKinds } from '../../src/domain/attention/findings/finding-kind.ts';
import { findingRows, type LineRow } from '../../src/domain/attention/findings/line-row.ts';
import { severities } from '../../src/domain/attention/findings/severity.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { reasonWithoutRemedy, remediesOf, resourceRowOf } from '../../src/resources/actions/findings/remedies.ts';
import { resources } from '../../src/resources/index.ts';
import { examples } from '../domain/attention/examples.ts';
import { factsOf, findingsIn, noon } from '../domain/attention/facts-of.ts';

const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'dev' };
const lists = [
  'backup-jobs',
  'copy-jobs',
  'plans',
  'vaults',
  'restore-testing-plans',
  'access-points',
  'coverage',
] as const;
const rowOf = (kind: string, list: string, more: object = {}) =>
  ({
    kind,
    scope,
    subject: 'shop',
    resourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:shop',
    resourceType: 'RDS',
    evidence: { list, params: {} },
    ...more,
  }) as unknown as LineRow;

const all = findingKinds.flatMap((kind) =>
  lists.flatMap((list) => remediesOf(rowOf(kind, list)).map((remedy) => [kind, list, remedy] as const)),
);

test.each(all)('%s with %s', (kind, list, { resource, action, on }) => {
  const found = resources[resource].actions?.find(({ id }) => id === action);
  expect(found, `${resource} ${action}`).toBeDefined();
  if (on === 'evidence') return expect(resource).toBe(list);
  if (on === 'type') return expect(resource).toBe('region-settings');
  if (on === 'uncovered') return expect([resource, list]).toEqual(['coverage', 'coverage']);
  const row = resourceRowOf(rowOf(kind, list));
  expect(resources[resource].label(row)).toMatch(/^shop/);
  return expect(found?.disabled?.(row, { now: 0, known: () => [] })).toBeUndefined();
});

test('a group has none, nor has a finding without a resource', () => {
  const ofBackup = remediesOf(rowOf('failed-run', 'backup-jobs'));
  expect(ofBackup.map(({ action }) => action)).toEqual(['start']);
  expect(remediesOf(rowOf('failed-run', 'backup-jobs', { group: {} }))).toEqual([]);
  expect(remediesOf(rowOf('failed-run', 'backup-jobs', { resourceArn: undefined }))).toEqual([]);
});

/** A copy that cannot cross is found with the failed copies of other examples. */
const examplesOf = (kind: (typeof findingKinds)[number]) =>
  severities.flatMap((severity) => examples[kind][severity] ?? []);

test.each(findingKinds.map((kind) => [kind] as const))(
  '%s has a remedy in each example, or a reason why not',
  (kind) => {
    const reason = reasonWithoutRemedy(kind);
    for (const { estate, subject, settings = noSettings } of examplesOf(kind)) {
      const facts = factsOf(estate);
      const found = findingsIn(facts, settings).filter((one) => one.subject === subject && one.kind === kind);
      const [row] = findingRows(found, facts.scope, { mutes: [], now: noon });
      if (!row) throw new Error('There is no finding.');
      const isOffered = remediesOf(row).length > 0;
      if (reason !== undefined) expect(isOffered).toBe(false);
      else expect(isOffered, JSON.stringify(row.evidence)).toBe(true);
    }
  },
);

test('the setting of the type is the row of the remedy of an opted-out type', () => {
  const [remedy] = remediesOf(rowOf('opted-out', 'audits', { resourceArn: undefined }));
  expect(remedy).toEqual({ resource: 'region-settings', action: 'opt-in', on: 'type' });
});
