import { afterAll, beforeAll, expect, test } from 'vitest';
import { cursorLine, type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, fill, focus, openList, run } from '../support/forms.ts';

let dashboard: Dashboard;
let edited = '';
const handed: { name: string; text: string }[] = [];

beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1', 'eu-west-1'],
    columns: 80,
    rows: 24,
    write: true,
    unhurried: true,
    documents: {
      edit: async () => edited,
      readFile: async (path) => {
        if (path !== 'plan.json') throw new Error(`There is no file ${path}.`);
        return handed.at(-1)?.text ?? '';
      },
      handOver: async (name, text) => {
        handed.push({ name, text });
        return name;
      },
    },
  });
  await dashboard.see(/eu-west-1/);
});
afterAll(() => dashboard.close());

const sent = (operation: string) =>
  dashboard.logged.findLast((entry) => entry.operation === operation && entry.event === 'sending')?.input as never;

/** Opens the menu of what belongs to the row, and picks the entry with that title. */
async function drill({ press, see, screen }: Dashboard, title: string): Promise<void> {
  await press('d');
  await see(/[┌│]/);
  const isChosen = () => new RegExp(`│ › .*${title}`).test(screen());
  for (let count = 0; count < 20 && !isChosen(); count += 1) await press(keys.down);
  await press(keys.return);
}

test('the list of plans says what comes next, in the zone of the rule', async () => {
  const { see } = dashboard;
  await openList(dashboard, 'plans', 'crm-monthly');
  await see(/PLAN\S* +REGION +ATT +NEXT RUN +OUTCOME/);
  await see(/crm-monthly +us-east-1 .*\d+d 06:00 UTC/);
});

test('a plan is built with a copy to another Region, and the next runs show while the schedule is typed', async () => {
  const { see, press } = dashboard;
  await openList(dashboard, 'plans');
  await act(dashboard, 'create a plan: build it');
  await see(/Rules/);
  await fill(dashboard, { Name: 'orders' });
  await press(run);
  await see(/At least one rule is needed/);
  await focus(dashboard, 'Rules');
  await press(keys.return);
  await see(/rules 1/);
  await fill(dashboard, { Name: 'nightly', Vault: 'prod', Schedule: 'sometimes' });
  await see(/Enter daily at 05:00, weekly on sunday/);
  await fill(dashboard, { Schedule: 'cron(0 5 * * * *)' });
  await see(/Exactly one of day of the month/);
  await fill(dashboard, { Schedule: 'weekly on monday at 02:30' });
  const runs = await see(/cron\(30 2 \? \* MON \*\) runs next/);
  for (const day of ['2026-01-19 02:30:00Z', '2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16']) {
    expect(runs).toContain(day);
  }
  await fill(dashboard, { 'Cold storage after days': '30', 'Delete after days': '60' });
  await see(/Cold storage lasts at least 90 days/);
  await fill(dashboard, { 'Delete after days': '365' });
  await focus(dashboard, 'Copies');
  await press(keys.return);
  await see(/copies 1/);
  await fill(dashboard, { 'To vault': 'eu-prod' });
  await see(/eu-prod eu-west-1/);
  await press(keys.tab);
  await see(/backup-vault:eu-prod/);
  await fill(dashboard, { 'Delete after days': '90' });
  await press(run);
  await see(/1 eu-prod in eu-west-1, kept 90 days/);
  await press(run);
  await see(/1 nightly: weekly on monday at 02:30 to prod, kept 365/);
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/\+ {3}"BackupPlanName": "orders"/);
  await press('y');
  await see(/✔ create a plan: build it/);
  await see(/orders/);
  expect(sent('CreateBackupPlan')).toMatchObject({
    BackupPlan: {
      Rules: [
        {
          ScheduleExpression: 'cron(30 2 ? * MON *)',
          Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 365 },
          CopyActions: [
            {
              DestinationBackupVaultArn: 'arn:aws:backup:eu-west-1:123456789012:backup-vault:eu-prod',
              Lifecycle: { DeleteAfterDays: 90 },
            },
          ],
        },
      ],
    },
  });
});

test('editing it makes a new version, with the difference; what was not touched stays', async () => {
  const { see, press } = dashboard;
  await openList(dashboard, 'plans', 'orders');
  await press('e');
  await see(/1 nightly/);
  await focus(dashboard, 'Rules');
  await press(keys.return);
  await fill(dashboard, { Schedule: 'daily at 23:00' });
  await press(run);
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/Change\s+rule nightly/);
  expect(review).toMatch(/- +ScheduleExpression: "cron\(30 2 \? \* MON \*\)"/);
  expect(review).toMatch(/\+ +ScheduleExpression: "cron\(0 23 \? \* \* \*\)"/);
  expect(review).not.toMatch(/TargetBackupVaultName: /);
  await press('y');
  await see(/✔ edit: orders/);
  expect(sent('UpdateBackupPlan')).toMatchObject({ BackupPlan: { Rules: [{ CopyActions: [{}] }] } });
});

test('a form in which nothing was changed sends nothing, and says so', async () => {
  const { see, press } = dashboard;
  await press('e');
  await see(/1 nightly/);
  await press(run);
  const review = await see(/No value differs from the present one: nothing to send/);
  expect(review).toMatch(/Change\s+nothing changes/);
  await press('y', keys.escape, keys.escape, keys.escape);
});

test('two versions are compared, and going back to one sends its document as an update', async () => {
  const { see, press, screen } = dashboard;
  await openList(dashboard, 'plans', 'orders');
  await drill(dashboard, 'versions');
  await see((text) => /› plan versions/.test(text) && cursorLine(text) !== '');
  await press('j');
  await act(dashboard, 'compare with another version');
  await see(/With version/);
  await see(/\+ +ScheduleExpression: "cron\(30 2 \? \* MON \*\)"/);
  expect(screen()).toMatch(/- +ScheduleExpression: "cron\(0 23 \? \* \* \*\)"/);
  await press(run);
  await see(/enter confirms/);
  await press(keys.return);
  await see(/Written to orders-versions.diff/);
  expect(handed.pop()?.text).toMatch(/^--- \S+ 2026-01-15 .*\n\+\+\+ \S+ .*\n {2}rule nightly\n- /);
  await act(dashboard, 'revert to this version');
  const review = await see(/y confirms/);
  expect(review).toMatch(/Resource assignments stay as they are now/);
  expect(review).toMatch(/version of 2026-01-15/);
  expect(review).toMatch(/- +ScheduleExpression: "cron\(0 23 \? \* \* \*\)"\s+\+ +ScheduleExpression: "cron\(30 2/);
  await press('y');
  await see(/✔ revert to this version/);
  expect(sent('UpdateBackupPlan')).toMatchObject({
    BackupPlan: { Rules: [{ ScheduleExpression: 'cron(30 2 ? * MON *)', CopyActions: [{}] }] },
  });
});

test('a rule scans, indexes and archives; a scan wants its types and its role', async () => {
  const { see, press } = dashboard;
  await openList(dashboard, 'plans', 'orders');
  await press('e');
  await see(/1 nightly/);
  await focus(dashboard, 'Rules');
  await press(keys.return);
  await focus(dashboard, 'Archive EBS');
  await press(' ');
  await focus(dashboard, 'Index');
  await press(' ');
  await focus(dashboard, 'Malware scan');
  await press(' ');
  await fill(dashboard, { 'Air-gapped vault': 'arn:aws:backup:eu-west-1:123456789012:backup-vault:elsewhere' });
  await see(/The vault must be in us-east-1 of account\s+123456789012/);
  await fill(dashboard, { 'Air-gapped vault': '' });
  await press(run);
  await see(/Scan types/);
  await press(run);
  await see(/Scanner role is needed/);
  await fill(dashboard, { 'Scan types': 'RDS' });
  await see(/AWS does not scan RDS: enter ALL, or any of EBS/);
  await fill(dashboard, { 'Scan types': 'EBS', 'Scanner role': 'arn:aws:iam::123456789012:role/scanner' });
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/\+ +ScanSettings GUARDDUTY: ResourceTypes: \["EBS"\]/);
  await press(...Array<string>(8).fill(keys.down));
  await see(/\+ +IndexActions: \[\{"ResourceTypes":\["EBS"\]\}\]/);
  await press('y');
  await see(/✔ edit: orders/);
  expect(sent('UpdateBackupPlan')).toMatchObject({
    BackupPlan: {
      ScanSettings: [{ MalwareScanner: 'GUARDDUTY', ResourceTypes: ['EBS'] }],
      Rules: [
        {
          Lifecycle: { OptInToArchiveForSupportedResources: true },
          IndexActions: [{ ResourceTypes: ['EBS'] }],
          ScanActions: [{ MalwareScanner: 'GUARDDUTY', ScanMode: 'INCREMENTAL_SCAN' }],
        },
      ],
    },
  });
});

test('resources are assigned, with a preview of what matches', async () => {
  const { see, press } = dashboard;
  await openList(dashboard, 'plans', 'orders');
  await press('b');
  await see(/Conditions/);
  await press(run);
  await see(/Nothing is selected/);
  await fill(dashboard, { Name: 'volumes', ARNs: 'vol-1' });
  await see(/"vol-1" is not an ARN/);
  await fill(dashboard, { ARNs: '', Types: 'EBS', Tags: 'env=prod', Conditions: 'team!=test, name~web-*' });
  await see(/by ARN: \d+ of \d+ resources/);
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/✔ assign resources/);
  expect(sent('CreateBackupSelection')).toMatchObject({
    BackupSelection: {
      Resources: ['arn:aws:ec2:*:*:volume/*'],
      ListOfTags: [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'env', ConditionValue: 'prod' }],
      Conditions: {
        StringNotEquals: [{ ConditionKey: 'aws:ResourceTag/team', ConditionValue: 'test' }],
        StringLike: [{ ConditionKey: 'aws:ResourceTag/name', ConditionValue: 'web-*' }],
      },
    },
  });
});

test('a document that names a vault of another Region is not sent', async () => {
  const { see, press } = dashboard;
  await act(dashboard, 'export');
  await see(/Format/);
  await press(run);
  await see(/export-backup-plan-template/);
  await press(keys.return);
  await see(/Written to orders.json/);
  await act(dashboard, 'create a plan: import JSON');
  await see(/Plan as JSON/);
  await fill(dashboard, { Where: ' ' });
  await focus(dashboard, 'Plan as JSON');
  await press('plan.json', keys.return);
  await see(/line \d+: There is no vault prod in eu-west-1/);
  await press(keys.escape, keys.escape);
  await openList(dashboard, 'vaults');
  await act(dashboard, 'create a vault');
  await fill(dashboard, { Where: ' ', Name: 'prod' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/✔ create a vault/);
});

test('exported from one Region and imported in another it is the same document', async () => {
  const { see, press } = dashboard;
  await openList(dashboard, 'plans', 'orders');
  await act(dashboard, 'create a plan: import JSON');
  await see(/Plan as JSON/);
  await fill(dashboard, { Where: ' ' });
  await focus(dashboard, 'Plan as JSON');
  await press('nowhere.json', keys.return);
  await see(/There is no file nowhere.json/);
  await press('\x15plan.json', keys.return);
  await see(/"BackupPlanName": "orders"/);
  await press(run);
  await see(/eu-west-1 in 123456789012/);
  await see(/y confirms/);
  await press('y');
  await see(/✔ create a plan: import JSON/);
  await press(keys.escape);
  await openList(dashboard, 'plans', 'orders');
  await see((screen) => /eu-west-1/.test(screen) && /us-east-1/.test(screen));
  await press('j');
  await act(dashboard, 'export');
  await see(/Format/);
  await press(run);
  await see(/export-backup-plan-template/);
  await press(keys.return);
  await see(() => handed.length === 2);
  const [first, second] = handed.map(({ text }) => JSON.parse(text));
  expect(second).toEqual(first);
});

test('a broken document says where it is broken, and AWS says what it does not take', async () => {
  const { see, press } = dashboard;
  await act(dashboard, 'create a plan: import JSON');
  await focus(dashboard, 'Plan as JSON');
  edited = '{\n  "BackupPlanName": "x",\n  "Rules": [}\n}';
  await press(keys.return);
  await see(/line 3, column 13: Unexpected token/);
  const rule = { RuleName: 'r', TargetBackupVaultName: 'prod', ScheduleExpression: 'cron(nonsense)' };
  edited = JSON.stringify({ BackupPlanName: 'x', Rules: [rule] }, null, 2);
  await press(keys.return, run);
  await see(/line 7: .*cron\(nonsense\)/);
  await press(keys.escape, keys.escape);
});

test('a template is filled in with a name and a vault', async () => {
  const { see, press } = dashboard;
  await act(dashboard, 'create a plan: from a template');
  await see(/Template/);
  await focus(dashboard, 'Template');
  await see(/DailyBackups cron\(0 5 \? \* \* \*\), kept 35 days/);
  await press(' ');
  await see(/Daily-Monthly/);
  await fill(dashboard, { Name: 'from-aws', Vault: 'prod' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/✔ create a plan: from a template/);
  expect(sent('CreateBackupPlan')).toMatchObject({ BackupPlan: { BackupPlanName: 'from-aws' } });
});

test('a plan is deleted with its selections', async () => {
  const { see, press } = dashboard;
  await press(keys.escape);
  await openList(dashboard, 'plans', 'orders region:us-east');
  await press('D');
  const review = await see(/Type orders and press enter/);
  expect(review).toMatch(/its 1 resource assignments are deleted/);
  expect(review).toMatch(/Cannot be undone: a deleted plan cannot be recovered/);
  await press(keys.down, keys.down, keys.down, keys.down);
  await see(/delete-backup-selection[\s\S]*delete-backup-plan/);
  await press('orders', keys.return);
  await see(/✔ delete: orders/);
  await see(/nothing matches/);
});
