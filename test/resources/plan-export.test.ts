// A plan is exported whole or not at all: an empty one would be imported somewhere.
import { expect, test } from 'vitest';
import { createRequestContext } from '../../src/engine/request-context.ts';
import type { AnyContext } from '../../src/resources/action.ts';
import { resources } from '../../src/resources/index.ts';
import { connect, never, reply, scope, startServer } from '../aws/wire-server.ts';

const exportPlan = resources.plans.actions?.find(({ id }) => id === 'export');

async function load(template: unknown): Promise<unknown> {
  const body = JSON.stringify(template === undefined ? {} : { BackupPlanTemplateJson: template });
  const { url } = await startServer(reply(200, body, { 'content-type': 'application/json' }));
  const ask = createRequestContext({ aws: connect(url), scope, params: {}, signal: never(), priority: 0, now: 0 });
  return exportPlan?.load?.(ask, { id: 'p' } as never);
}

const contextOf = (facts: unknown, format: string) =>
  ({ row: { id: 'p', name: 'a' }, scope, facts, values: { format } }) as unknown as AnyContext;
const textOf = (facts: unknown, format: string) => exportPlan?.output?.(contextOf(facts, format)).text ?? '';
const formatField = exportPlan?.fields?.[0];

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
  const text = textOf(await load(JSON.stringify({ ...plan, Rules: [{ ...rule, RuleId: '1' }] })), 'json');
  expect(JSON.parse(text)).toEqual(plan);
  expect(text).toContain('\\u009b');
});

test('without the resource assignments there is only the plan alone', async () => {
  // The response to GetBackupPlan has no plan.
  const facts = await load(JSON.stringify({ BackupPlanName: 'a', Rules: [{ RuleName: 'r' }] }));
  const check = (format: string) => formatField?.check?.(format, contextOf(facts, format));
  expect(check('json')).toBeUndefined();
  for (const format of ['cli', 'cloudformation', 'terraform'])
    expect(check(format)).toMatch(/assignments are not known.*GetBackupPlan cannot be read/);
});
