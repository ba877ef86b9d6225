// Rules that every action obeys.
import { describe, expect, test } from 'vitest';
import { keymap } from '../../config/keys.ts';
import { initialValues } from '../../src/app/forms/form.ts';
import * as backup from '../../src/aws/declared/backup.ts';
import * as sns from '../../src/aws/declared/sns.ts';
import { isReadOnly } from '../../src/aws/gate.ts';
import { type Action, type AnyAction, type AnyContext, makesText } from '../../src/resources/action.ts';
import { commandsOf } from '../../src/resources/action-commands.ts';
import { resources } from '../../src/resources/index.ts';
import { listIds } from '../../src/resources/resource-id.ts';
import { tokenIn } from '../../src/resources/retry.ts';
import { noon, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
/** A resource's page, which no list shows, has the actions of the protected resource. */
const all = listIds
  .map((id) => resources[id])
  .flatMap((resource) =>
    (resource.actions ?? []).map((action) => [resource.id, action.id, action as AnyAction] as const),
  );

/** Where the estate has none of a kind. */
const nowhere = {
  id: 'an-id',
  arn: 'arn:aws:backup:us-east-1:123456789012:legal-hold:an-id',
  title: 'case',
  status: 'ACTIVE',
};

test('ids and keys are one of a kind, and keys are those of the key table', () => {
  for (const { id, actions = [] } of Object.values(resources)) {
    const keys = actions.flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size, `${id} ${keys}`).toBe(keys.length);
    expect(new Set(actions.map((action) => action.id)).size).toBe(actions.length);
    for (const key of keys) expect(keymap['row.actNow'].keys).toContain(key);
  }
});

test('all actions that send an operation send it again in the same way', () => {
  const kinds = Map.groupBy(
    all.flatMap(([, , { retries }]) => Object.entries(retries)),
    ([operation]) => operation,
  );
  expect(kinds.size).toBeGreaterThan(25);
  for (const [operation, found] of kinds) {
    expect(isReadOnly(operation), operation).toBe(false);
    expect(new Set(found.map(([, { kind }]) => kind)).size, operation).toBe(1);
  }
});

test('"not found" means done for the operations that remove what they name, and for no other', () => {
  const readBack = all.flatMap(([, , { retries }]) =>
    Object.entries(retries).flatMap(([operation, retry]) =>
      retry.kind === 'read-back' ? [{ operation, ...retry }] : [],
    ),
  );
  const removing = new Set(readBack.flatMap(({ operation, removes }) => (removes ? [operation] : [])));
  const others = new Set(readBack.flatMap(({ operation, removes }) => (removes ? [] : [operation])));
  expect([...removing].filter((operation) => !/^(Delete|Disassociate|Revoke|Cancel)/.test(operation))).toEqual([]);
  expect([...others].filter((operation) => /^(Delete|Revoke)/.test(operation))).toEqual([]);
  expect([...removing].filter((operation) => others.has(operation))).toEqual([]);
});

test('the compiler refuses an operation without a retry, and a token that is no member of the input', () => {
  const requests = () => [{ service: 'backup', operation: 'StopBackupJob', input: {} }] as const;
  const common = { id: 'x', title: 'x', pending: 'x', danger: 'none', requests } as const;
  // @ts-expect-error: the retry of StopBackupJob is missing
  const missing: Action<object, 'StopBackupJob'> = { ...common, retries: {} };
  // @ts-expect-error: StopBackupJob is not one of the action's operations
  const undeclared: Action<object> = { ...common, retries: {} };
  // @ts-expect-error: the input of StopBackupJob has no token
  const token: Action<object, 'StopBackupJob'> = { ...common, retries: { StopBackupJob: tokenIn('IdempotencyToken') } };
  expect([missing, undeclared, token]).toHaveLength(3);
});

describe.each(all)('%s %s', (resource, _, action) => {
  test('has a title for the menu, a word for while it is being done, and no empty text elsewhere', () => {
    const { title, pending, outcome, undo, creates, fields = [] } = action;
    const how = typeof undo === 'object' ? undo.how : undefined;
    const texts = [title, pending, outcome, how, creates?.title, ...fields.map(({ label }) => label)];
    expect(texts).not.toContain('');
  });

  test('fields have names of their own, fit for flags', () => {
    const ids = (action.fields ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
  });

  test('its calls are known, keep their token, and can be tried again without being done twice', async () => {
    const [first] = await aws.rows(resources[resource], 'us-east-1');
    const row = first ?? { ...nowhere, scope: aws.ask('us-east-1').scope };
    const facts = first ? await action.load?.(aws.ask('us-east-1'), row) : undefined;
    const empty: AnyContext = {
      row: action.on === 'list' ? undefined : row,
      scope: row.scope,
      facts,
      values: {},
      now: noon,
      token: 'the-token',
      known: () => [],
    };
    const context = { ...empty, values: initialValues(action.fields ?? [], empty) };
    const requests = action.requests(context);
    for (const { service, operation, input } of requests) {
      expect(service === 'sns' ? sns : backup).toHaveProperty(`${operation}Command`);
      const retry = action.retries[operation];
      expect(retry === undefined, operation).toBe(isReadOnly(operation));
      // Several requests of one operation have a token each.
      if (retry?.kind === 'token') expect(input[retry.member]).toMatch(/^the-token(-[a-zA-Z0-9]+)?$/);
    }
    expect(requests.every(({ operation }) => isReadOnly(operation))).toBe(makesText(action) || requests.length === 0);
    const commands = commandsOf(requests, row.scope, ({ region }) => ({ region }));
    for (const command of commands) expect(command).not.toMatch(/undefined|\[object|NaN/);
    expect(action.requests(context)).toEqual(requests);
  });
});
