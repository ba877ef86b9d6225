// A plan is exported whole or not at all: an empty one would be imported somewhere.
import { expect, test } from 'vitest';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { resources } from '../../src/resources/index.ts';
import { connect, never, reply, scope, startServer } from '../aws/wire-server.ts';

const exportPlan = resources.plans.actions?.find(({ id }) => id === 'export');

async function load(template: unknown): Promise<unknown> {
  const body = JSON.stringify(template === undefined ? {} : { BackupPlanTemplateJson: template });
  const { url } = await startServer(reply(200, body, { 'content-type': 'application/json' }));
  const ask = createRequestContext({ aws: connect(url), scope, params: {}, signal: never(), priority: 0, now: 0 });
  return exportPlan?.load?.(ask, { id: 'p' } as never);
}

test.each([
  undefined,
  '',
  'no JSON',
  '{"BackupPlanName":"a","Rules":[',
  '[]',
  'null',
  '{}',
  '{"BackupPlanName":"","Rules":[]}',
  '{"BackupPlanName":"a"}',
  '{"BackupPlanName":"a","Rules":"none"}',
  '{"BackupPlanName":"a","Rules":[null]}',
  '{"Rules":[]}',
  7,
])('a template that is %j is refused by the name of the operation', async (template) => {
  await expect(load(template)).rejects.toThrow(/ExportBackupPlanTemplate cannot be read/);
});

test('a plan with rules is exported without their ids', async () => {
  const rule = { RuleName: 'r', TargetBackupVaultName: 'v' };
  const plan = { BackupPlanName: 'nightly\u009b', Rules: [rule] };
  const text = String(await load(JSON.stringify({ ...plan, Rules: [{ ...rule, RuleId: '1' }] })));
  expect(JSON.parse(text)).toEqual(plan);
  expect(text).toContain('\\u009b');
});
