// Load, edit one member, send: every other member stays, wherever AWS had it, also those that no schema names.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { initialValues } from '../../src/app/forms/form.ts';
import type { Aws } from '../../src/aws/aws.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import type { Clock } from '../../src/lib/clock.ts';
import type { AnyAction, AnyContext, FormValues } from '../../src/resources/action.ts';
import { resources } from '../../src/resources/index.ts';
import type { RequestContext } from '../../src/resources/resource.ts';
import { connect, fixedKeys, never, reply, scope, startServer } from '../aws/wire-server.ts';
import { caseCount, seededRandom } from '../support/matrix.ts';
import { readBackOf } from '../support/retries.ts';
import { type Json, type PlanAnswer, planAnswer } from './plan-responses.ts';

const now = Date.UTC(2026, 0, 15, 12);

/** The clock advances with each reading, so that no budget waits. */
const scaledCadence = (): Clock => {
  let at = now;
  return { now: () => (at += 60_000), setTimeout: () => () => {} };
};

interface Service {
  readonly aws: Aws;
  readonly ask: RequestContext;
  answer: unknown;
  sent: { readonly method: string; readonly body: Json }[];
}

const accessDenied = '<ErrorResponse><Error><Code>AuthorizationError</Code></Error></ErrorResponse>';

/** Sends the same response to every reading call, and records the requests. */
async function startService(): Promise<Service> {
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const method = request.method ?? '';
      // A form on AWS Backup also asks SNS, which has another protocol: it refuses.
      if (body.startsWith('Action='))
        return reply(403, accessDenied, { 'content-type': 'text/xml' })(request, response);
      if (method !== 'GET') service.sent.push({ method, body: body === '' ? {} : JSON.parse(body) });
      reply(200, JSON.stringify(method === 'GET' ? service.answer : {}), { 'content-type': 'application/json' })(
        request,
        response,
      );
    });
  };
  const { url } = await startServer(respond);
  const aws = connect(url, {
    connections: [{ id: '', endpointUrl: url, credentials: fixedKeys, write: true }],
    clock: scaledCadence(),
  });
  const ask = createRequestContext({ aws, scope, params: {}, signal: never(), priority: 0, now });
  const service: Service = { aws, ask, answer: {}, sent: [] };
  return service;
}

const actionOf = (resource: keyof typeof resources, id: string): AnyAction =>
  (resources[resource].actions ?? []).find((action) => action.id === id) as AnyAction;

/** Fills the form from AWS's response, changes it, and sends the result. */
async function edit(service: Service, action: AnyAction, row: object, change: (values: FormValues) => FormValues) {
  const facts = await action.load?.(service.ask, row);
  const empty: AnyContext = { row, scope, facts, values: {}, now, token: 'token', known: () => [] };
  const initial = initialValues(action.fields ?? [], empty);
  service.sent = [];
  const requests = action.requests({ ...empty, initial, values: change(initial) });
  for (const { operation, input } of requests) {
    await service.aws.call(
      scope,
      { service: 'backup', operation: operation as never, input: input as never },
      { signal: never() },
    );
  }
  return requests;
}

const plan = { id: 'an-id', name: 'nightly', arn: 'arn', scope };
const editPlan = actionOf('plans', 'edit');

interface Edit {
  readonly name: string;
  form(values: FormValues): FormValues;
  /** The same on the plan itself; undefined: it does not apply. */
  document(plan: PlanAnswer['plan']): Json | undefined;
}

const rulesOf = (values: FormValues) => values.rules as readonly FormValues[];
const withRule = (values: FormValues, change: Json): FormValues => ({
  ...values,
  rules: [{ ...rulesOf(values)[0], ...(change as FormValues) }, ...rulesOf(values).slice(1)],
});
const firstRule = (one: PlanAnswer['plan'], change: (rule: Json) => Json): Json => ({
  ...one,
  Rules: one.Rules.map((rule, index) => (index === 0 ? change(rule) : rule)),
});

const withVss = (setting: Json, isOn: boolean): Json[] => {
  if (setting.ResourceType !== 'EC2') return [setting];
  const { WindowsVSS: _, ...others } = setting.BackupOptions as Json;
  return [{ ...setting, BackupOptions: { ...others, ...(isOn ? { WindowsVSS: 'enabled' } : {}) } }];
};

const edits: readonly Edit[] = [
  {
    name: 'schedule',
    form: (values) => withRule(values, { schedule: 'cron(0 6 ? * * *)' }),
    document: (one) => firstRule(one, (rule) => ({ ...rule, ScheduleExpression: 'cron(0 6 ? * * *)' })),
  },
  {
    name: 'delete-after',
    form: (values) => withRule(values, { 'delete-after': '999' }),
    document: (one) =>
      firstRule(one, (rule) => ({ ...rule, Lifecycle: { ...(rule.Lifecycle as Json), DeleteAfterDays: 999 } })),
  },
  {
    name: 'tags',
    form: (values) => withRule(values, { tags: 'env=prod' }),
    document: (one) => firstRule(one, (rule) => ({ ...rule, RecoveryPointTags: { env: 'prod' } })),
  },
  {
    name: 'start window',
    form: (values) => withRule(values, { 'start-window': '90' }),
    document: (one) => firstRule(one, (rule) => ({ ...rule, StartWindowMinutes: 90 })),
  },
  {
    name: 'air-gapped vault',
    form: (values) => withRule(values, { 'air-gapped': airGapped }),
    document: (one) => firstRule(one, (rule) => ({ ...rule, TargetLogicallyAirGappedBackupVaultArn: airGapped })),
  },
  {
    name: 'archive',
    form: (values) => withRule(values, { archive: 'true' }),
    document: (one) =>
      firstRule(one, (rule) => ({
        ...rule,
        Lifecycle: { ...(rule.Lifecycle as Json), OptInToArchiveForSupportedResources: true },
      })),
  },
  {
    name: 'index',
    form: (values) => withRule(values, { index: 'S3' }),
    document: (one) =>
      firstRule(one, (rule) => ({
        ...rule,
        IndexActions: [{ ...(rule.IndexActions as Json[] | undefined)?.[0], ResourceTypes: ['S3'] }],
      })),
  },
  {
    name: 'scan with its settings',
    form: (values) => ({
      ...withRule(values, { scan: 'INCREMENTAL_SCAN' }),
      'scan-types': 'EBS S3',
      'scan-role': scanner,
    }),
    document: (one) => ({
      ...firstRule(one, (rule) => ({
        ...rule,
        ScanActions: [{ MalwareScanner: 'GUARDDUTY', ScanMode: 'INCREMENTAL_SCAN' }],
      })),
      ScanSettings: [{ MalwareScanner: 'GUARDDUTY', ResourceTypes: ['EBS', 'S3'], ScannerRoleArn: scanner }],
    }),
  },
  {
    name: 'days of a copy',
    form: (values) => {
      const [copy, ...others] = (rulesOf(values)[0]?.copies ?? []) as readonly FormValues[];
      return withRule(values, { copies: copy ? [{ ...copy, 'delete-after': '777' }, ...others] : [] });
    },
    document: (one) =>
      firstRule(one, (rule) => {
        const [copy, ...others] = (rule.CopyActions ?? []) as Json[];
        if (!copy) return rule;
        const changed = { ...copy, Lifecycle: { ...(copy.Lifecycle as Json), DeleteAfterDays: 777 } };
        return { ...rule, CopyActions: [changed, ...others] };
      }),
  },
  {
    name: 'a rule less',
    form: (values) => ({ ...values, rules: rulesOf(values).slice(1) }),
    document: (one) => (one.Rules.length > 1 ? { ...one, Rules: one.Rules.slice(1) } : undefined),
  },
  {
    name: 'Windows VSS',
    form: (values) => ({ ...values, vss: values.vss === 'true' ? 'false' : 'true' }),
    document: (one) => {
      const settings = one.AdvancedBackupSettings;
      if (!settings) return { ...one, AdvancedBackupSettings: [{ ResourceType: 'EC2', BackupOptions: vssOn }] };
      const isOn = settings.some(({ BackupOptions }) => (BackupOptions as Json).WindowsVSS === 'enabled');
      return { ...one, AdvancedBackupSettings: settings.flatMap((setting) => withVss(setting, !isOn)) };
    },
  },
];
const airGapped = 'arn:aws:backup:us-east-1:111122223333:backup-vault:isolated';
const scanner = 'arn:aws:iam::111122223333:role/scanner';
const vssOn = { WindowsVSS: 'enabled' };

const count = caseCount(5, 400);

test(`an edited plan keeps what was not edited (${count} plans, each edit of each)`, async () => {
  const service = await startService();
  for (let seed = 1; seed <= count; seed += 1) {
    const { plan: before, response: answer } = planAnswer(seededRandom(seed));
    service.answer = answer;
    for (const { name, form, document } of edits) {
      const expected = document(before);
      if (expected === undefined) continue;
      const requests = await edit(service, editPlan, plan, form);
      const isSame = JSON.stringify(expected) === JSON.stringify(before);
      const bodies = service.sent.map(({ body }) => body.BackupPlan);
      expect(bodies, `seed ${seed}, ${name}`).toEqual(isSame ? [] : [expected]);
      // The sent document is recognized in the form in which AWS returns it; the earlier document is not.
      if (isSame) continue;
      const input = requests[0]?.input as never;
      expect(await readBackOf('UpdateBackupPlan').wasDone(service.ask, input), `seed ${seed}, ${name}`).toBe(false);
      const { AdvancedBackupSettings, ...inner } = expected;
      service.answer = { ...answer, AdvancedBackupSettings, BackupPlan: { ...inner, AdvancedBackupSettings: null } };
      expect(await readBackOf('UpdateBackupPlan').wasDone(service.ask, input), `seed ${seed}, ${name}`).toBe(true);
      service.answer = answer;
    }
  }
});

test('the review of an edit has the changed members, and no other line', async () => {
  const service = await startService();
  const linesOf = async (form: Edit['form']) => {
    const facts = await editPlan.load?.(service.ask, plan);
    const empty: AnyContext = { row: plan, scope, facts, values: {}, now, token: 'token', known: () => [] };
    const initial = initialValues(editPlan.fields ?? [], empty);
    const lines = editPlan.changes?.({ ...empty, initial, values: form(initial) }) ?? [];
    return lines.map(({ sign, text }) => `${sign} ${text.trim()}`);
  };
  for (let seed = 1; seed <= count; seed += 1) {
    const { plan: before, response: answer } = planAnswer(seededRandom(seed));
    const [rule = {}] = before.Rules;
    service.answer = answer;
    const where = `seed ${seed}`;
    expect(await linesOf((values) => values), where).toEqual([]);
    expect(await linesOf((values) => withRule(values, { 'start-window': '90' })), where).toEqual([
      `  rule ${rule.RuleName}`,
      rule.StartWindowMinutes === undefined ? '- StartWindowMinutes: 480 (default)' : '- StartWindowMinutes: 60',
      '+ StartWindowMinutes: 90',
    ]);
    expect(await linesOf((values) => withRule(values, { name: 'renamed' })), where).toEqual([
      `  rule ${rule.RuleName}`,
      `- RuleName: "${rule.RuleName}"`,
      '+ RuleName: "renamed"',
    ]);
    const days = (rule.Lifecycle as Json | undefined)?.DeleteAfterDays;
    expect(await linesOf((values) => withRule(values, { 'delete-after': '999' })), where).toEqual([
      `  rule ${rule.RuleName}`,
      ...(days === undefined || days === -1 ? [] : [`- Lifecycle.DeleteAfterDays: ${days}`]),
      '+ Lifecycle.DeleteAfterDays: 999',
    ]);
  }
});

test('a plan edited as JSON keeps it too, and sends nothing where nothing was edited', async () => {
  const service = await startService();
  const editJson = actionOf('plans', 'edit-json');
  for (let seed = 1; seed <= count; seed += 1) {
    const { plan: before, response: answer } = planAnswer(seededRandom(seed));
    service.answer = answer;
    await edit(service, editJson, plan, (values) => values);
    expect(service.sent).toEqual([]);
    await edit(service, editJson, plan, (values) => {
      const document = JSON.parse(String(values.document)) as Json & { Rules: Json[] };
      document.Rules[0] = { ...document.Rules[0], StartWindowMinutes: 77 };
      return { ...values, document: JSON.stringify(document) };
    });
    const expected = firstRule(before, (rule) => ({ ...rule, StartWindowMinutes: 77 }));
    expect(
      service.sent.map(({ body }) => body.BackupPlan),
      `seed ${seed}`,
    ).toEqual([expected]);
  }
});

test('a document with null where AWS answers null keeps what stands beside the plan; one without it takes it away', async () => {
  const service = await startService();
  const AdvancedBackupSettings = [{ ResourceType: 'EC2', BackupOptions: vssOn }];
  const Rules = [{ RuleName: 'r', TargetBackupVaultName: 'prod' }];
  service.answer = { BackupPlan: { BackupPlanName: 'p', Rules, AdvancedBackupSettings: null }, AdvancedBackupSettings };
  const sentFor = async (document: object) => {
    await edit(service, actionOf('plans', 'edit-json'), plan, () => ({ document: JSON.stringify(document) }));
    return service.sent[0]?.body.BackupPlan;
  };
  const changed = { BackupPlanName: 'p', Rules: [{ ...Rules[0], StartWindowMinutes: 77 }] };
  expect(await sentFor({ ...changed, AdvancedBackupSettings: null })).toEqual({ ...changed, AdvancedBackupSettings });
  expect(await sentFor(changed)).toEqual(changed);
});

const vault = { name: 'prod', arn: 'arn:aws:backup:us-east-1:111122223333:backup-vault:prod', pointCount: 0, scope };
const point = {
  arn: 'arn',
  vaultName: 'prod',
  resourceType: 'EBS',
  resourceArn: 'arn',
  status: 'COMPLETED',
  scope,
};

test('a lifecycle keeps the members that its form has no fields for', async () => {
  const service = await startService();
  const Lifecycle = { DeleteAfterDays: 90, OptInToArchiveForSupportedResources: true, FutureDays: 4 };
  service.answer = { RecoveryPointArn: point.arn, Lifecycle, StorageClass: 'WARM' };
  await edit(service, actionOf('recovery-points', 'lifecycle'), point, (values) => ({
    ...values,
    'delete-after': '120',
  }));
  expect(service.sent[0]?.body).toEqual({
    Lifecycle: { ...Lifecycle, DeleteAfterDays: 120, MoveToColdStorageAfterDays: -1 },
  });
});

test('of several points each keeps the days that nobody changed', async () => {
  const service = await startService();
  const Lifecycle = { DeleteAfterDays: 400, MoveToColdStorageAfterDays: 20 };
  service.answer = { RecoveryPointArn: point.arn, Lifecycle, StorageClass: 'WARM' };
  const action = actionOf('recovery-points', 'lifecycle');
  const facts = await action.load?.(service.ask, point);
  // The form was filled from another point, the first of them.
  const initial = { 'cold-after': '', 'delete-after': '35' };
  const base = { row: point, scope, facts, now, token: 'token', known: () => [], initial };
  const days = (values: FormValues) => action.requests({ ...base, values })[0]?.input.Lifecycle;
  expect(days(initial)).toEqual({ DeleteAfterDays: 400, MoveToColdStorageAfterDays: 20 });
  expect(days({ ...initial, 'delete-after': '500' })).toEqual({ DeleteAfterDays: 500, MoveToColdStorageAfterDays: 20 });
});

test('notifications keep what is newer than the form; what is not edited is not sent', async () => {
  const service = await startService();
  const settings = {
    SNSTopicArn: 'arn:aws:sns:us-east-1:111122223333:alerts',
    BackupVaultEvents: ['COPY_JOB_FAILED'],
    FutureFilter: { Severity: 'high' },
  };
  service.answer = { BackupVaultName: 'prod', BackupVaultArn: vault.arn, ...settings };
  const action = actionOf('vaults', 'notifications');
  await edit(service, action, vault, (values) => values);
  expect(service.sent).toEqual([]);
  const BackupVaultEvents = ['COPY_JOB_FAILED', 'COPY_JOB_SUCCESSFUL'];
  await edit(service, action, vault, (values) => ({
    ...values,
    events: BackupVaultEvents.join(' '),
  }));
  expect(service.sent[0]?.body).toEqual({ ...settings, BackupVaultEvents });
});

test('an access policy keeps all that it says, and what is not edited is not sent', async () => {
  const service = await startService();
  const policy = {
    Version: '2012-10-17',
    Future: 1,
    Statement: [{ Sid: 'a', Effect: 'Deny', Principal: '*', Action: '*' }],
  };
  service.answer = { Policy: JSON.stringify(policy) };
  const action = actionOf('vaults', 'policy');
  await edit(service, action, vault, (values) => values);
  expect(service.sent).toEqual([]);
  await edit(service, action, vault, (values) => ({
    ...values,
    document: JSON.stringify({ ...JSON.parse(String(values.document)), Id: 'new' }),
  }));
  expect(JSON.parse(String(service.sent[0]?.body.Policy))).toEqual({ ...policy, Id: 'new' });
});

test('a lock keeps its range, its mode and the rest of its grace time, as DescribeBackupVault tells them', async () => {
  const service = await startService();
  const LockDate = (now + 20.5 * 86_400_000) / 1_000;
  service.answer = { BackupVaultName: vault.name, Locked: true, LockDate, MinRetentionDays: 7, MaxRetentionDays: 90 };
  const action = actionOf('vaults', 'lock');
  // The list tells neither the date nor the range.
  await edit(service, action, { ...vault, locked: true }, (values) => ({ ...values, 'max-retention': '120' }));
  expect(service.sent[0]?.body).toEqual({ MinRetentionDays: 7, MaxRetentionDays: 120, ChangeableForDays: 21 });
});

test('a Region setting keeps those of all other types, also of types that are newer', async () => {
  const service = await startService();
  service.answer = { ResourceTypeOptInPreference: { EBS: true, FutureType: false, 'Storage Gateway': true } };
  await edit(
    service,
    actionOf('region-settings', 'opt-out'),
    { type: 'EBS', optedIn: true, scope },
    (values) => values,
  );
  expect(service.sent[0]?.body).toEqual({
    ResourceTypeOptInPreference: { EBS: false, FutureType: false, 'Storage Gateway': true },
  });
});
