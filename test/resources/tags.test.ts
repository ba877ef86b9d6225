import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialValues } from '../../src/app/forms/form.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { runAction } from '../../src/engine/actions/run-action.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { AnyContext } from '../../src/resources/action.ts';
import { checkTags, formatTags, parseTags } from '../../src/resources/actions/tag-text.ts';
import { dangerOf } from '../../src/resources/confirmation.ts';
import { resources } from '../../src/resources/index.ts';
import { entriesOf } from '../support/tag-maps.ts';

const now = Date.UTC(2026, 0, 15, 12);
const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const arn = 'arn:aws:backup:us-east-1:123456789012:backup-vault:odd';
const { signal } = new AbortController();

test.each([
  [{ env: 'prod', empty: '' }, 'env=prod, empty='],
  [{ 'a=b': 'c=d' }, '"a=b"=c=d'],
  [{ ' a ': ' b ' }, '" a "=" b "'],
  [{ 'a,b': 'c,d' }, '"a,b"="c,d"'],
  [{ 'a"b': '"c"' }, 'a"b="\\"c\\""'],
  [{ a: 'b\nc\u202ed' }, 'a="b\\u000ac\\u202ed"'],
  [{ Größe: 'zwölf 👍' }, 'Größe=zwölf 👍'],
])('%j is written %s', (tags, text) => {
  expect(formatTags(tags)).toBe(text);
  expect(parseTags(text)).toEqual(tags);
});

test.each([
  ['a=b, a=c', /entered twice/],
  ['a="b', /key=value, not "a="b"/],
  ['=b', /key=value, not "=b"/],
  ['""=b', /empty/],
  [`${'k'.repeat(129)}=`, /at most 128/],
  [`k=${'v'.repeat(257)}`, /more than 256/],
  [Array.from({ length: 51 }, (_, index) => `k${index}=`).join(), /at most 50/],
])('%s is refused', (text, sentence) => {
  expect(checkTags(text)).toMatch(sentence);
});

let emulator: Emulator;
let aws: Aws;

beforeAll(async () => {
  emulator = await startEmulator({ now });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  aws = createAws({
    connections: [{ id: '', endpointUrl: emulator.url, credentials, write: true }],
    clock: systemClock,
  });
});
afterAll(async () => {
  aws.close();
  await emulator.close();
});

const tagsThere = async () =>
  entriesOf(
    (await aws.call(scope, { service: 'backup', operation: 'ListTags', input: { ResourceArn: arn } }, { signal }))
      .Tags ?? {},
  );

test('tags that every object has, and odd ones, outlive an edit beside them', async () => {
  const names = ['constructor', 'toString', '__proto__', 'a=b', ' a ', 'a,b', 'fromAnswer'];
  const tags = Object.fromEntries(names.map((name) => [name, `${name} =1`]));
  const create = { BackupVaultName: 'odd', BackupVaultTags: tags };
  await aws.call(scope, { service: 'backup', operation: 'CreateBackupVault', input: create }, { signal });
  const action = resources.vaults.actions?.find(({ id }) => id === 'tags');
  const ask = createRequestContext({ aws, scope, params: {}, signal, priority: 0, now });
  const row = { arn, scope } as never;
  const facts = await action?.load?.(ask, row);
  const context: AnyContext = { row, scope, facts, values: {}, now, token: 't', known: () => [] };
  const { tags: text } = initialValues(action?.fields ?? [], context);
  const edited = `${String(text).replace('constructor=constructor =1, ', '')}, "new, one"=x`;
  const requests = action?.requests({ ...context, values: { tags: edited } }) ?? [];
  await runAction({
    aws,
    clock: systemClock,
    signal,
    action: 'tags',
    log: { append() {} },
    retries: action?.retries ?? {},
    jobs: [{ label: '', scope, requests }],
    changed() {},
  });
  expect(requests.map(({ input }) => input)).toEqual([
    { ResourceArn: arn, Tags: { 'new, one': 'x' } },
    { ResourceArn: arn, TagKeyList: ['constructor'] },
  ]);
  const { constructor: _, ...others } = tags;
  expect(await tagsThere()).toEqual(entriesOf({ ...others, 'new, one': 'x' }));
});

test.each([
  ['nothing is changed', 'env=prod, team=a', 'confirm', 'remove the tags'],
  ['a tag is added', 'env=prod, team=a, new=1', 'confirm', 'remove the tags'],
  ['a value is replaced', 'env=dev, team=a', 'type-name', 'set the old values again'],
  ['a value is emptied', 'env=prod, team=', 'type-name', 'set the old values again'],
  ['a tag is removed', 'env=prod', 'type-name', 'set the old values again'],
  ['all are removed', '', 'type-name', 'set the old values again'],
])('where %s, the confirmation and the way back fit', (_, tags, danger, undo) => {
  const action = resources.vaults.actions?.find(({ id }) => id === 'tags');
  const facts = { env: 'prod', team: 'a', 'aws:cloudformation:stack-id': 'x' };
  const row = { arn, scope } as never;
  const context: AnyContext = { row, scope, facts, values: { tags }, now, token: 't', known: () => [] };
  expect(action && dangerOf(action, context)).toBe(danger);
  expect(typeof action?.undo === 'function' && action.undo(context)).toEqual({
    possible: true,
    how: expect.stringContaining(undo),
  });
});
