// Checks of forms, and how deletions are read back, where a wrong answer would change what is sent.
import { expect, test } from 'vitest';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import { isReadOnly } from '../../src/aws/gate.ts';
import { sendRequest } from '../../src/engine/actions/send-request.ts';
import type { AnyAction, AnyContext } from '../../src/resources/action.ts';
import type { resources } from '../../src/resources/index.ts';
import { allActions } from '../support/all-actions.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { retries } from '../support/retries.ts';

const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const actionOf = (resource: keyof typeof resources, id: string) =>
  allActions.find((one) => one.resource === resource && one.action.id === id)?.action as AnyAction;

function problemOf(action: AnyAction, field: string, text: string, more: Partial<AnyContext>): string | undefined {
  const context: AnyContext = {
    row: {},
    scope,
    facts: {},
    values: { [field]: text },
    now: 0,
    token: 't',
    known: () => [],
    ...more,
  };
  return action.fields?.find(({ id }) => id === field)?.check?.(text, context);
}

test('a resource assignment that selects by one tag may keep it beside one ARN, or without any', () => {
  const replace = actionOf('selections', 'replace');
  const facts = { BackupSelection: { ListOfTags: [{}] }, ListOfTags: [{}] };
  const arn = 'arn:aws:rds:eu-west-1:123456789012:db:shop';
  expect(problemOf(replace, 'resources', arn, { facts })).toBeUndefined();
  expect(problemOf(replace, 'resources', '', { facts })).toBeUndefined();
  expect(problemOf(replace, 'resources', '', { facts: {} })).toMatch(/Nothing is selected/);
});

test.each([
  ['', '480', undefined],
  ['539', '480', /at least 60 minutes longer than "Start within minutes" \(480\)/],
  ['540', '480', undefined],
  ['120', '60', undefined],
  ['119', '60', /at least 60 minutes longer than "Start within minutes" \(60\)/],
])('a completion window of "%s" minutes with a start window of %s', (text, start, problem) => {
  const action = actionOf('protected-resources', 'start');
  const found = problemOf(action, 'complete-window', text, { values: { 'start-window': start } });
  if (problem) expect(found).toMatch(problem);
  else expect(found).toBeUndefined();
});

test('each deletion that is read back counts as carried out where nothing is found', () => {
  const deleting = Object.entries(retries).filter(
    ([operation]) => operation.startsWith('Delete') && !isReadOnly(operation),
  );
  expect(deleting.length).toBeGreaterThan(5);
  for (const [operation, retry] of deleting)
    if (retry.kind === 'read-back') expect([operation, retry.removes]).toEqual([operation, true]);
});

test.each([
  ['DELETING', 'done', 1],
  ['AVAILABLE', 'unknown', 4],
])('a lost deletion of a point that is then %s is %s after %i requests', async (Status, outcome, times) => {
  const clock = createFakeClock();
  let sent = 0;
  const call = async (...words: unknown[]) => {
    if (JSON.stringify(words).includes('DescribeRecoveryPoint')) return { Status };
    sent += 1;
    throw new AwsProblemError({ kind: 'timeout', message: 'no answer', nextStep: 'wait', retryable: true });
  };
  const input = { BackupVaultName: 'prod', RecoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-1' };
  const result = sendRequest({
    aws: { call, now: () => 0 } as never,
    clock,
    scope,
    request: { service: 'backup', operation: 'DeleteRecoveryPoint', input },
    retry: retries.DeleteRecoveryPoint,
    signal: new AbortController().signal,
  });
  await clock.advance(60_000);
  expect([(await result).outcome, sent]).toEqual([outcome, times]);
});
