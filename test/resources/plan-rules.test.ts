// Rules of plans as other servers tell them: AWS's model does not promise a RuleId.
import { expect, test } from 'vitest';
import { resources } from '../../src/resources/index.ts';
import { knownRows } from '../support/known-rows.ts';
import { askAnswering, collect, noon, rowsOf } from './embedded-aws.ts';

const { 'plan-rules': planRules, 'backup-jobs': backupJobs } = resources;
const plan = { BackupPlanId: 'p1', BackupPlanName: 'nightly', VersionId: 'v1' };
const run = (hours: number, RuleId?: string) => ({ ExecutionTime: new Date(noon + hours * 3_600_000), RuleId });

const askOf = (Rules: readonly object[], ScheduledRunsPreview: readonly object[] = []) =>
  askAnswering({
    ListBackupPlans: { BackupPlansList: [plan] },
    ListBackupPlanVersions: { BackupPlanVersionsList: [{ ...plan, CreationDate: new Date(noon) }] },
    GetBackupPlan: { ...plan, BackupPlan: { BackupPlanName: 'nightly', Rules }, ScheduledRunsPreview },
  });
const rulesOf = (...answered: Parameters<typeof askOf>) => rowsOf(planRules, askOf(...answered));

test('rules without an id are as many rows as there are rules', async () => {
  const rows = await rulesOf([{ RuleName: 'daily' }, { RuleName: 'weekly' }, { RuleName: 'daily' }, {}]);
  expect(new Set(rows.map(planRules.key)).size).toBe(4);
  expect(rows.map(({ name }) => name).slice(0, 3)).toEqual(['daily', 'weekly', 'daily']);
});

test('their ids stay when a rule is put before them', async () => {
  const ids = async (...names: string[]) =>
    (await rulesOf(names.map((RuleName) => ({ RuleName })))).map(({ id }) => id);
  const [daily] = await ids('daily');
  expect(await ids('weekly', 'daily')).toContain(daily);
});

test('a job without the id of its rule is of the rule that has its name', async () => {
  const [daily, weekly] = await rulesOf([{ RuleName: 'daily' }, { RuleName: 'weekly' }]);
  const CreatedBy = { BackupPlanId: 'p1', BackupRuleName: 'weekly' };
  const jobs = { BackupJobs: [{ BackupJobId: 'j', State: 'COMPLETED', CreationDate: new Date(noon), CreatedBy }] };
  const [job] = await rowsOf(backupJobs, askAnswering({ ListBackupJobs: jobs }));
  expect(job.createdBy.ruleId).toBe(weekly.id);
  expect(job.createdBy.ruleId).not.toBe(daily.id);
});

test('runs to come are of a rule that they name, or of the only one there is', async () => {
  const named = await rulesOf([{ RuleId: 'a' }, { RuleId: 'b' }], [run(1, 'a'), run(2, 'b')]);
  expect(named.map(({ preview }) => preview.length)).toEqual([1, 1]);
  expect((await rulesOf([{ RuleName: 'daily' }], [run(1), run(2)])).map(({ preview }) => preview.length)).toEqual([2]);
  const unnamed = await rulesOf([{ RuleName: 'daily' }, { RuleName: 'weekly' }], [run(1), run(2)]);
  expect(unnamed.map(({ preview }) => preview.length)).toEqual([0, 0]);
});

test('a rule that is listed no more has gone, unless something that was listed could not be read', async () => {
  const [, weekly] = await rulesOf([{ RuleId: 'a' }, { RuleId: 'b' }]);
  const known = knownRows(() => [{ ...weekly, planVersion: 'v0' }], {});
  const changesOf = async (isWhole: boolean) => {
    const ask = { ...askOf([{ RuleId: 'a' }]), isWhole: () => isWhole };
    return collect(planRules.changes?.(ask, noon, known) ?? (async function* () {})());
  };
  expect((await changesOf(true)).map(({ goneAt }) => goneAt)).toEqual([undefined, noon]);
  expect((await changesOf(false)).map(({ goneAt }) => goneAt)).toEqual([undefined]);
});
