import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { cbor, tag } from '@smithy/core/cbor';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { callsOf } from '../wire-calls.ts';

const dayMs = 86_400_000;
const Dimensions = [{ Name: 'BackupVaultName', Value: 'prod' }];
const requested = { Namespace: 'AWS/Backup', MetricName: 'NumberOfBackupJobsCompleted', Dimensions, Period: 3600 };

async function sumsOf(emulator: Awaited<ReturnType<typeof emulatorAt>>) {
  const { cloudwatch } = clientsOf(emulator);
  const window = { StartTime: new Date(noon - dayMs), EndTime: new Date(noon) };
  const command = new GetMetricStatisticsCommand({ ...requested, ...window, Statistics: ['Sum', 'Maximum'] });
  return (await cloudwatch.send(command)).Datapoints ?? [];
}

test('GetMetricStatistics counts as GetMetricData does', async () => {
  const points = await sumsOf(await emulatorAt());
  expect(points.length).toBeGreaterThan(3);
  for (const { Sum = 0, Maximum = 0 } of points) expect(Sum).toBeGreaterThanOrEqual(Maximum);
});

test('answers old clients in XML', async () => {
  const emulator = await emulatorAt();
  const { query } = callsOf(emulator);
  const { status, body } = await query('monitoring', '2010-08-01', {
    Action: 'GetMetricStatistics',
    Namespace: requested.Namespace,
    MetricName: requested.MetricName,
    'Dimensions.member.1.Name': 'BackupVaultName',
    'Dimensions.member.1.Value': 'prod',
    StartTime: new Date(noon - dayMs).toISOString(),
    EndTime: new Date(noon).toISOString(),
    Period: '3600',
    'Statistics.member.1': 'Sum',
  });
  expect(status).toBe(200);
  const sums = [...body.matchAll(/<Sum>([\d.]+)<\/Sum>/g)].map(([, sum]) => Number(sum));
  expect(sums).toEqual((await sumsOf(emulator)).map(({ Sum }) => Sum));
  expect(body).toMatch(/<Timestamp>2026-01-1\dT\d\d:00:00\.000Z<\/Timestamp>/);
});

test('refuses old clients in XML too', async () => {
  const { query } = callsOf(await emulatorAt());
  const { status, body } = await query('monitoring', '2010-08-01', { Action: 'GetMetricStatistics', Period: '60' });
  expect(status).toBe(400);
  expect(body).toContain('<Code>MissingParameter</Code>');
});

async function cborCall(operation: string, input: object) {
  const { url } = await emulatorAt();
  const response = await fetch(`${url}/service/GraniteServiceVersion20100801/operation/${operation}`, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/monitoring/aws4_request',
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
    },
    body: Buffer.from(cbor.serialize(input)),
  });
  expect(response.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
  return { status: response.status, output: cbor.deserialize(new Uint8Array(await response.arrayBuffer())) };
}

test('answers in CBOR', async () => {
  const at = (ms: number) => tag({ tag: 1, value: ms / 1000 });
  const { MetricName, Namespace, Period } = requested;
  const Metric = { Namespace, MetricName, Dimensions };
  const { status, output } = await cborCall('GetMetricData', {
    StartTime: at(noon - dayMs),
    EndTime: at(noon),
    MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period, Stat: 'Sum' } }],
  });
  expect(status).toBe(200);
  const [result] = output.MetricDataResults;
  expect(result.Values.length).toBeGreaterThan(3);
  expect(result.Timestamps[0]).toMatchObject({ tag: 1 });
});

test('refuses in CBOR', async () => {
  const { status, output } = await cborCall('GetMetricData', {});
  expect([status, output.__type]).toEqual([400, 'MissingRequiredParameterException']);
});
