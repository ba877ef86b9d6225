// Any tags and texts of AWS: an unchanged form sends nothing, and one change sends that change alone.
import type { BackupPlanInput } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { initialValues } from '../../src/app/forms/form.ts';
import type { ActionRequest, AnyAction, AnyContext, FormValues } from '../../src/resources/action.ts';
import { planOf, toRuleValues } from '../../src/resources/actions/plans/plan-document.ts';
import { checkTags, formatTags, parseTags } from '../../src/resources/actions/tag-text.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { caseCount, seededRandom } from '../support/matrix.ts';
import { entriesOf, tagMaps } from '../support/tag-maps.ts';

const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const many = caseCount(500, 50_000);

const actionOf = (resource: ResourceId, id: string): AnyAction => {
  const action = resources[resource].actions?.find((one) => one.id === id);
  if (!action) throw new Error(`no action ${id}`);
  return action;
};

const contextOf = (row: unknown, facts: unknown, values: FormValues = {}): AnyContext => ({
  row,
  scope,
  facts,
  values,
  now: Date.UTC(2026, 0, 15),
  token: 't',
  known: () => [],
});

/** What is sent when the form comes up with `facts` and `typed` is typed over its values. */
function sentBy(action: AnyAction, row: unknown, facts: unknown, typed: FormValues = {}): readonly ActionRequest[] {
  const values = { ...initialValues(action.fields ?? [], contextOf(row, facts)), ...typed };
  return action.requests(contextOf(row, facts, values));
}

test('every map of tags comes back from its text, and is in order', () => {
  const tagsOf = tagMaps(1);
  for (let count = 0; count < many; count += 1) {
    const tags = tagsOf();
    const text = formatTags(tags);
    expect(entriesOf(parseTags(text))).toEqual(entriesOf(tags));
    expect(checkTags(text), text).toBeUndefined();
  }
});

test('an unchanged form of tags sends nothing; a changed one sends what was changed', () => {
  const tagsOf = tagMaps(2);
  const action = actionOf('vaults', 'tags');
  const row = { arn: 'arn:aws:backup:eu-west-1:123456789012:backup-vault:v', scope };
  for (let count = 0; count < many; count += 1) {
    const before = { ...tagsOf(), 'aws:cloudformation:stack-name': 'a' };
    expect(sentBy(action, row, before)).toEqual([]);
    const after = tagsOf();
    const [set, gone] = changes(before, after);
    const sent = sentBy(action, row, before, { tags: formatTags(after) });
    const inputOf = (operation: string) => sent.find((one) => one.operation === operation)?.input;
    expect(entriesOf((inputOf('TagResource')?.Tags ?? {}) as Record<string, string>)).toEqual(set);
    expect(((inputOf('UntagResource')?.TagKeyList ?? []) as string[]).toSorted()).toEqual(gone);
  }
});

function changes(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) {
  const [had, has] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const set = [...has].filter(([key, value]) => had.get(key) !== value);
  const gone = [...had.keys()].filter((key) => !has.has(key) && !key.startsWith('aws:'));
  return [entriesOf(Object.fromEntries(set)), gone.toSorted()] as const;
}

test('a plan keeps the tags of its points', () => {
  const tagsOf = tagMaps(3);
  for (let count = 0; count < many; count += 1) {
    const RecoveryPointTags = tagsOf();
    const rule = { RuleName: 'r', TargetBackupVaultName: 'v', RecoveryPointTags };
    const before = { BackupPlanName: 'p', Rules: [rule] } as BackupPlanInput;
    const sent = planOf({ name: 'p', rules: [toRuleValues(rule)] }, before);
    expect(entriesOf(sent.Rules?.[0]?.RecoveryPointTags ?? {})).toEqual(entriesOf(RecoveryPointTags));
  }
});

const forms: readonly (readonly [ResourceId, string, FormValues, member: string])[] = [
  ['vaults', 'create', { name: 'v', type: 'standard' }, 'BackupVaultTags'],
  ['plans', 'create', { name: 'p', rules: [] }, 'BackupPlanTags'],
  ['legal-holds', 'hold', { name: 'h', from: '2026-01-01', to: '2026-01-02' }, 'Tags'],
  ['protected-resources', 'start', {}, 'RecoveryPointTags'],
];

test.each(forms)('%s %s sends the tags that were typed', (resource, id, values, member) => {
  const tagsOf = tagMaps(4);
  const row = resource === 'protected-resources' ? { arn: 'a', type: 'EBS', scope } : undefined;
  for (let count = 0; count < many / 5; count += 1) {
    const tags = tagsOf();
    const [request] = sentBy(actionOf(resource, id), row, undefined, { ...values, tags: formatTags(tags) });
    expect(entriesOf((request?.input[member] ?? {}) as Record<string, string>)).toEqual(entriesOf(tags));
  }
});

const inQuotes = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
const operators = { '=': 'StringEquals', '!=': 'StringNotEquals', '~': 'StringLike', '!~': 'StringNotLike' };

test('conditions of a selection are sent as they were typed', () => {
  const tagsOf = tagMaps(5);
  const random = seededRandom(6);
  const action = actionOf('plans', 'assign');
  const conditions = action.fields?.find(({ id }) => id === 'conditions');
  for (let count = 0; count < many; count += 1) {
    const typed = Object.entries(tagsOf()).map(([key, value]) => {
      const [operator = '=', name = ''] = Object.entries(operators)[Math.floor(random() * 4)] ?? [];
      return { name, text: `${inQuotes(key)}${operator}${inQuotes(value)}`, key, value };
    });
    const text = typed.map((one) => one.text).join(' , ');
    expect(conditions?.check?.(text, contextOf({ id: 'p' }, undefined))).toBeUndefined();
    const [request] = sentBy(action, { id: 'p' }, undefined, { name: 's', conditions: text });
    const { Conditions: sent = {} } = (request?.input.BackupSelection ?? {}) as { Conditions?: object };
    const expected = Object.values(operators).flatMap((name) => {
      const own = typed.filter((one) => one.name === name);
      const requested = own.map(({ key, value }) => ({
        ConditionKey: `aws:ResourceTag/${key}`,
        ConditionValue: value,
      }));
      return own.length > 0 ? [[name, requested]] : [];
    });
    expect(Object.entries(sent)).toEqual(expected);
  }
});

test('a restore sends what AWS keeps with the point as it is, of the keys that the type takes', () => {
  const tagsOf = tagMaps(7);
  const text = hostileTexts(8);
  const row = {
    resourceType: 'EC2',
    arn: 'a',
    resourceArn: 'arn:aws:ec2:eu-west-1:1:instance/i',
    vaultName: 'v',
    scope,
  };
  for (let count = 0; count < many; count += 1) {
    const taken = { InstanceType: text(), SubnetId: text(), Platform: `x${text()}` };
    const facts = { metadata: { ...tagsOf(), ...taken }, made: [], offers: {}, refused: [], openedAt: 0 };
    const [request] = sentBy(actionOf('recovery-points', 'restore'), row, facts);
    expect(entriesOf(request?.input.Metadata as Record<string, string>)).toEqual(
      entriesOf(taken).filter(([, value]) => value !== ''),
    );
  }
});
