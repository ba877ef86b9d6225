import { GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

const dayMs = 86_400_000;

const metric = (Id: string, state: string): MetricDataQuery => ({
  Id,
  ReturnData: false,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/Backup',
      MetricName: `NumberOfBackupJobs${state}`,
      Dimensions: [{ Name: 'BackupVaultName', Value: 'prod' }],
    },
    Period: 3600,
    Stat: 'Sum',
  },
});

async function ask(...queries: MetricDataQuery[]) {
  const { cloudwatch } = clientsOf(await emulatorAt());
  const window = { StartTime: new Date(noon - dayMs), EndTime: new Date(noon) };
  const response = await cloudwatch.send(new GetMetricDataCommand({ ...window, MetricDataQueries: queries }));
  return response.MetricDataResults ?? [];
}

const total = (values: number[] = []) => values.reduce((sum, value) => sum + value, 0);

test('reckons with metrics by their ids', async () => {
  const shown = (query: MetricDataQuery) => ({ ...query, ReturnData: true });
  const results = await ask(
    shown(metric('made', 'Created')),
    shown(metric('done', 'Completed')),
    { Id: 'both', Expression: 'SUM([made, done])' },
    { Id: 'all', Expression: 'SUM(METRICS())' },
    { Id: 'twice', Expression: '(done + done) * 2 - done * 3' },
    { Id: 'filled', Expression: 'FILL(done, 0)' },
  );
  const values = Object.fromEntries(results.map(({ Id, Values }) => [Id, Values]));
  expect(total(values.done)).toBeGreaterThan(0);
  expect(total(values.both)).toBe(total(values.made) + total(values.done));
  expect(values.all).toEqual(values.both);
  expect(values.twice).toEqual(values.done);
  expect([values.filled?.length, total(values.filled)]).toEqual([24, total(values.done)]);
});

test('searches metrics of a schema', async () => {
  const Expression = `SEARCH('{AWS/Backup,BackupVaultName,ResourceType} MetricName="NumberOfBackupJobsCompleted" BackupVaultName="prod"', 'Sum', 3600)`;
  const results = await ask({ Id: 's', Expression }, { ...metric('done', 'Completed'), ReturnData: true });
  const found = results.filter(({ Id }) => Id === 's');
  expect(found.length).toBeGreaterThan(2);
  expect(found.map(({ Label }) => Label)).toContain('prod EC2 NumberOfBackupJobsCompleted');
  const done = results.find(({ Id }) => Id === 'done');
  expect(total(found.flatMap(({ Values = [] }) => Values))).toBe(total(done?.Values));
  const [sum] = await ask({ Id: 't', Expression: `SUM(${Expression})` });
  expect(sum?.Values).toEqual(done?.Values);
});

test.each(['done +', 'unknown + 1', 'RATE(done)', 'own + 1', '1 + 2'])('refuses %s', async (Expression) => {
  const requested = ask(metric('done', 'Completed'), { Id: 'own', Expression });
  await expect(requested).rejects.toMatchObject({ name: 'ValidationException' });
});
