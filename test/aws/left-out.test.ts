// List items that are not objects are left out where the caller notes them, and make the response unreadable otherwise.
import { expect, test } from 'vitest';
import { createLeftOut } from '../../src/aws/responses/left-out.ts';
import { createRequestContext, readRows } from '../../src/engine/request-context.ts';
import { connect, never, problemOf, reply, scope, startServer } from './wire-server.ts';

const json = { 'content-type': 'application/json' };
const job = (id: number) => ({ BackupJobId: `${id}`.padEnd(60, 'x'), State: 'COMPLETED' });
const jobs = (count: number) => Array.from({ length: count }, (_, id) => job(id));

async function read(items: readonly unknown[]) {
  const { url } = await startServer(reply(200, JSON.stringify({ BackupJobs: items }), json));
  const place = { aws: connect(url), scope, params: {}, signal: never(), priority: 0, now: 0 } as const;
  const rows: unknown[] = [];
  const task = (async () => {
    const list = readRows(place, async function* (ask) {
      for await (const page of ask.pages('backup', 'ListBackupJobs', {})) yield page.BackupJobs ?? [];
      expect(ask.isWhole()).toBe(false);
    });
    for await (const page of list) rows.push(...page);
  })();
  return { rows, problem: await problemOf(task) };
}

test.each([
  ['a text', ['words'], 'sent a text where a backup job should be: 1 row is omitted.'],
  ['a number', [7], 'sent a number where a backup job should be: 1 row is omitted.'],
  ['a list', [[]], 'sent a list where a backup job should be: 1 row is omitted.'],
  ['several', ['words', 7, 'more'], 'sent a text, a number where a backup job should be: 3 rows are omitted.'],
])('%s among jobs leaves the others, in a short answer and in a long one', async (_, wrong, said) => {
  for (const count of [4, 2_000]) {
    const all = jobs(count);
    const { rows, problem } = await read([...all.slice(0, count / 2), ...wrong, ...all.slice(count / 2)]);
    expect(rows.length).toBe(count);
    expect(problem).toMatchObject({ kind: 'not-offered', retryable: true, isPartial: true });
    expect(problem.message).toBe(`ListBackupJobs ${said}`);
  }
});

test('rules of a plan, where the rows of rules are read', async () => {
  const response = { BackupPlan: { BackupPlanName: 'p', Rules: [{ RuleName: 'a' }, 'words'] } };
  const { url } = await startServer(reply(200, JSON.stringify(response), json));
  const [aws, leftOut] = [connect(url), createLeftOut()];
  const place = { aws, scope, params: {}, signal: never(), priority: 0, now: 0 } as const;
  const { BackupPlan } = await createRequestContext({ ...place, leftOut }).call('backup', 'GetBackupPlan', {
    BackupPlanId: 'a',
  });
  expect(BackupPlan?.Rules).toEqual([{ RuleName: 'a' }]);
  expect(leftOut.problem()?.message).toBe('GetBackupPlan sent a text where a rule should be: 1 row is omitted.');
});

test('whoever does not note what is left out gets no part as the whole', async () => {
  for (const count of [4, 2_000]) {
    const { url } = await startServer(reply(200, JSON.stringify({ BackupJobs: [...jobs(count), 'words'] }), json));
    const task = connect(url)
      .call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() })
      .then((response) => response.BackupJobs);
    expect((await problemOf(task)).message).toContain(
      "AWS Backup's ListBackupJobs cannot be read: it has a text instead of an item of BackupJobs",
    );
  }
});
