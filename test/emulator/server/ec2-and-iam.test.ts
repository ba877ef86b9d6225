import { expect, test } from 'vitest';
import { emulatorAt } from '../clients.ts';
import { callsOf } from '../wire-calls.ts';

const regionsIn = (body: string) => [...body.matchAll(/<regionName>([^<]+)</g)].map(([, name]) => name);

test('EC2 describes the Regions an account has, and all there are', async () => {
  const { query } = callsOf(await emulatorAt());
  const ask = async (form = {}) => (await query('ec2', '2016-11-15', { Action: 'DescribeRegions', ...form })).body;
  const own = await ask();
  expect(own).toMatch(/^<DescribeRegionsResponse xmlns="[^"]+"><requestId>[^<]+<\/requestId><regionInfo><item>/);
  expect(regionsIn(own)).toContain('eu-west-1');
  expect(regionsIn(own)).not.toContain('af-south-1');
  expect(regionsIn(await ask({ AllRegions: 'true' }))).toContain('af-south-1');
  expect(regionsIn(await ask({ 'Filter.1.Name': 'region-name', 'Filter.1.Value.1': 'us-east-1' }))).toEqual([
    'us-east-1',
  ]);
  expect(await ask({ 'RegionName.1': 'mars-1' })).toContain('<Code>InvalidParameterValue</Code>');
});

test('IAM knows the roles of jobs', async () => {
  const { query } = callsOf(await emulatorAt());
  const ask = (RoleName: string) => query('iam', '2010-05-08', { Action: 'GetRole', RoleName });
  const { body } = await ask('AWSBackupDefaultServiceRole');
  expect(body).toContain('<Arn>arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole</Arn>');
  expect(body).toContain('<Path>/service-role/</Path>');
  const missing = await ask('Nobody');
  expect(missing.status).toBe(404);
  expect(missing.body).toContain('<Code>NoSuchEntity</Code>');
});
