// Every action keeps its contract, whatever it does.
import { readdir, readFile } from 'node:fs/promises';
import * as backup from '@aws-sdk/client-backup';
import { describe, expect, test } from 'vitest';
import { keymap } from '../../config/keys.ts';
import { initialValues } from '../../src/app/forms/form.ts';
import { isReadOnly } from '../../src/aws/gate.ts';
import type { AnyAction, AnyContext } from '../../src/resources/action.ts';
import { commandsOf } from '../../src/resources/action-commands.ts';
import { resources } from '../../src/resources/index.ts';
import { readBacks, repeatable, tokenMembers } from '../../src/resources/read-back.ts';
import { noon, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const all = Object.values(resources).flatMap((resource) =>
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

test('each operation that changes something takes a token, says how things shall be, or is read back', async () => {
  const folder = new URL('../../src/resources/actions/', import.meta.url);
  const files = (await readdir(folder)).map((name) => readFile(new URL(name, folder), 'utf8'));
  const named = (await Promise.all(files)).flatMap((text) => [...text.matchAll(/operation: '(\w+)'/g)]);
  const operations = new Set(named.map(([, operation = '']) => operation).filter((one) => !isReadOnly(one)));
  expect(operations.size).toBeGreaterThan(25);
  for (const operation of operations) {
    const ways = [operation in tokenMembers, repeatable.has(operation), operation in readBacks];
    expect(ways.filter(Boolean), operation).toHaveLength(1);
  }
  const declared = [...Object.keys(tokenMembers), ...repeatable, ...Object.keys(readBacks)];
  expect(declared.filter((operation) => !operations.has(operation))).toEqual([]);
});

describe.each(all)('%s %s', (resource, _, action) => {
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
    for (const { operation, input } of requests) {
      expect(backup).toHaveProperty(`${operation}Command`);
      const token = tokenMembers[operation];
      if (token) expect(input).toHaveProperty(token, 'the-token');
    }
    expect(requests.every(({ operation }) => isReadOnly(operation))).toBe(
      action.output !== undefined || requests.length === 0,
    );
    const commands = commandsOf(requests, row.scope, ({ region }) => ({ region }));
    for (const command of commands) expect(command).not.toMatch(/undefined|\[object|NaN/);
    expect(action.requests(context)).toEqual(requests);
  });
});
