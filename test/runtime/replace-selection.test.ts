// A resource assignment is replaced in an order in which the plan always has one of both.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import type { Selection } from '../../src/domain/plans/selection.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { runAction } from '../../src/engine/actions/run-action.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { AnyContext } from '../../src/resources/action.ts';
import { replaceSelection } from '../../src/resources/actions/plans/replace-selection.ts';
import { selections } from '../../src/resources/plans/selections.ts';

const now = Date.UTC(2026, 0, 15, 12, 7);
const scope = {
  accountId: '123456789012',
  region: 'us-east-1',
  connection: '',
};
const { signal } = new AbortController();
const clock = {
  now: systemClock.now,
  setTimeout: (task: () => void) => systemClock.setTimeout(task, 0),
};
const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/added';

let emulator: Emulator;
let aws: Aws;
let tokens = 0;
let planId = '';
beforeAll(async () => {
  emulator = await startEmulator({ now, throttle: false });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const connections = [{ id: '', endpointUrl: emulator.url, credentials, write: true }];
  aws = createAws({ connections, clock: systemClock, rates: 'unlimited' });
  const { BackupPlansList = [] } = await aws.call(
    scope,
    { service: 'backup', operation: 'ListBackupPlans', input: {} },
    { signal },
  );
  planId = BackupPlansList.find(({ BackupPlanId = '' }) => !/^(orgs|aws)\//.test(BackupPlanId))?.BackupPlanId ?? '';
});
afterAll(async () => {
  aws.close();
  await emulator.close();
});

const request = (params = {}) => createRequestContext({ aws, scope, params, signal, priority: 0, now });

/** The assignments of one plan of the account. */
async function rows(): Promise<Selection[]> {
  const found: Selection[] = [];
  for await (const page of selections.list(request({ planId }))) found.push(...page);
  return found;
}

/** Replaces the first assignment while the responses to reading it again are changed; returns the operations sent. */
async function replace(name: string, readAgain: (response: object) => object) {
  const [row] = await rows();
  if (!row) throw new Error('the estate has no selection');
  tokens += 1;
  const facts = await replaceSelection.load?.(request(), row);
  const values = {
    name,
    resources: [...row.resources, arn].join(' '),
    exclude: row.notResources.join(' '),
  };
  const context: AnyContext = {
    row,
    scope,
    facts,
    values,
    now,
    token: `token-${tokens}`,
    known: () => [],
  };
  const sent: string[] = [];
  const call: Aws['call'] = async (...args) => {
    const operation: string = args[1].operation;
    if (operation !== 'GetCallerIdentity') sent.push(operation);
    const response = await aws.call(...args);
    return operation === 'GetBackupSelection' ? (readAgain(response as object) as never) : response;
  };
  const outcomes: string[] = [];
  await runAction({
    aws: { ...aws, call },
    clock,
    signal,
    action: 'replace',
    log: { append() {} },
    retries: replaceSelection.retries,
    jobs: [{ label: row.name, scope, requests: replaceSelection.requests(context) }],
    changed: (_, { outcome, problem }) => outcomes.push([outcome, problem?.message].filter(Boolean).join(': ')),
  });
  const names = (await rows()).filter(({ planId }) => planId === row.planId).map((one) => one.name);
  return { row, sent, outcome: outcomes.at(-1), names };
}

const deny = (): never => {
  throw new AwsProblemError({
    kind: 'denied',
    message: 'not allowed',
    nextStep: '',
    retryable: false,
  });
};

test('if the new one cannot be read back, or differs, the old one stays', async () => {
  const denied = await replace('unread', deny);
  expect(denied.sent).toEqual(['CreateBackupSelection', 'GetBackupSelection']);
  expect(denied.outcome).toBe('unknown: AWS accepted CreateBackupSelection. Reading it back failed: not allowed');
  expect(denied.names).toEqual(expect.arrayContaining([denied.row.name, 'unread']));
  const differs = await replace('differs', () => ({
    BackupSelection: { Resources: [] },
  }));
  expect(differs.sent).toEqual(['CreateBackupSelection', 'GetBackupSelection']);
  expect(differs.outcome).toMatch(/^unknown: .*differs from the one that was sent/);
  expect(differs.names).toContain(differs.row.name);
});

test('a name that the plan has is refused, and nothing more is sent', async () => {
  const [row] = await rows();
  const refused = await replace(row?.name ?? '', (response) => response);
  expect(refused.outcome).toMatch(/^refused: /);
  expect(refused.sent).toEqual(['CreateBackupSelection']);
  expect(refused.names).toContain(row?.name);
});

test('the new one is created, read back, and then the old one is deleted', async () => {
  const { row, sent, outcome, names } = await replace('replaced', (response) => response);
  expect(sent).toEqual(['CreateBackupSelection', 'GetBackupSelection', 'DeleteBackupSelection']);
  expect(outcome).toBe('done');
  expect(names).not.toContain(row.name);
  const added = (await rows()).find(({ name }) => name === 'replaced');
  expect(added).toMatchObject({
    ...row,
    id: added?.id,
    name: 'replaced',
    createdAt: added?.createdAt,
    resources: [...row.resources, arn],
  });
});

test('an assignment that changed since the form was opened is not replaced', async () => {
  const [row] = await rows();
  if (!row) throw new Error('the estate has no selection');
  const facts = await replaceSelection.load?.(request(), row);
  const context = { row, scope, values: {}, now, token: 't' };
  expect(await replaceSelection.verify?.(request(), { ...context, facts })).toEqual({});
  const older = { ...(facts as object), NotResources: [arn] };
  expect(await replaceSelection.verify?.(request(), { ...context, facts: older })).toHaveProperty(['']);
});

test.each([
  ['as they are', {}, {}],
  ['as the form shows them', { tags: '"odd, key"=1', conditions: 'tier!=test' }, {}],
  [
    'edited',
    { tags: 'env=prod' },
    { ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'env', ConditionValue: 'prod' }] },
  ],
  ['emptied', { conditions: '' }, { Conditions: undefined }],
])('tags and conditions are sent %s', (_, values, changed) => {
  // A key without its prefix, which AWS may have kept from earlier days.
  const facts = {
    SelectionName: 'nightly',
    IamRoleArn: 'arn:aws:iam::123456789012:role/Backup',
    Resources: [arn],
    ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'odd, key', ConditionValue: '1' }],
    Conditions: { StringNotEquals: [{ ConditionKey: 'tier', ConditionValue: 'test' }] },
  };
  const row = { planId: 'plan', id: 'selection', name: 'nightly' };
  const given = { name: 'nightly-2', resources: `${arn} ${arn}-2`, exclude: '', ...values };
  const [create] = replaceSelection.requests({
    row,
    scope,
    facts,
    values: given,
    now,
    token: 't',
    known: () => [],
  } as never);
  expect(create?.input).toHaveProperty('BackupSelection', {
    ...facts,
    SelectionName: 'nightly-2',
    Resources: [arn, `${arn}-2`],
    ...changed,
  });
});
