import {
  type CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { cbor } from '@smithy/core/cbor';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { callsOf } from '../wire-calls.ts';

const minuteMs = 60_000;
const Namespace = 'Acme/Restores';
const Dimensions = [{ Name: 'App', Value: 'shop' }];
const span = { StartTime: new Date(noon - 60 * minuteMs), EndTime: new Date(noon + minuteMs) };

const put = (cloudwatch: CloudWatchClient, ...data: Omit<MetricDatum, 'MetricName' | 'Dimensions'>[]) =>
  cloudwatch.send(
    new PutMetricDataCommand({
      Namespace,
      MetricData: data.map((datum) => ({ ...datum, MetricName: 'Minutes', Dimensions })),
    }),
  );

const sumOf = async (cloudwatch: CloudWatchClient, Stat = 'Sum', Period = 3600) => {
  const Metric = { Namespace, MetricName: 'Minutes', Dimensions };
  const MetricDataQueries = [{ Id: 'a', MetricStat: { Metric, Period, Stat } }];
  const { MetricDataResults } = await cloudwatch.send(new GetMetricDataCommand({ MetricDataQueries, ...span }));
  return MetricDataResults?.[0]?.Values;
};

test('what is put in is listed and read again, by value, by many values and by what was summed up', async () => {
  const { cloudwatch } = clientsOf(await emulatorAt());
  const Timestamp = new Date(noon - 30 * minuteMs);
  await put(
    cloudwatch,
    { Value: 4, Timestamp, Unit: 'Seconds' },
    { Values: [1, 10], Counts: [2, 3], Timestamp, Unit: 'Seconds' },
    { StatisticValues: { SampleCount: 4, Sum: 40, Minimum: 5, Maximum: 20 }, Timestamp, Unit: 'Seconds' },
  );
  const { Metrics } = await cloudwatch.send(new ListMetricsCommand({ Namespace }));
  expect(Metrics).toEqual([{ Namespace, MetricName: 'Minutes', Dimensions }]);
  expect(await sumOf(cloudwatch)).toEqual([76]);
  expect(await sumOf(cloudwatch, 'SampleCount')).toEqual([10]);
  expect(await sumOf(cloudwatch, 'Average', 60)).toEqual([7.6]);
  const { Datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName: 'Minutes',
      Dimensions,
      ...span,
      Period: 60,
      Statistics: ['Minimum', 'Maximum'],
    }),
  );
  expect(Datapoints).toEqual([{ Timestamp, Unit: 'Seconds', Minimum: 1, Maximum: 20 }]);
  const all = await cloudwatch.send(new ListMetricsCommand({}));
  expect(new Set(all.Metrics?.map((metric) => metric.Namespace))).toEqual(new Set([Namespace, 'AWS/Backup']));
  const expression = `SUM(SEARCH('{${Namespace},App} MetricName="Minutes"', 'Sum', 3600))`;
  const MetricDataQueries = [{ Id: 'e', Expression: expression, Period: 3600 }];
  const { MetricDataResults } = await cloudwatch.send(new GetMetricDataCommand({ MetricDataQueries, ...span }));
  expect(MetricDataResults?.[0]?.Values).toEqual([76]);
});

test('a long request comes packed', async () => {
  const { cloudwatch } = clientsOf(await emulatorAt());
  const data = Array.from({ length: 900 }, () => ({ Value: 1, Timestamp: new Date(noon - minuteMs) }));
  await put(cloudwatch, ...data);
  expect(await sumOf(cloudwatch)).toEqual([900]);
});

test('old clients put in by the query protocol, and read back in it', async () => {
  const emulator = await emulatorAt();
  const { query } = callsOf(emulator);
  const { status } = await query('monitoring', '2010-08-01', {
    Action: 'PutMetricData',
    Namespace,
    'MetricData.member.1.MetricName': 'Minutes',
    'MetricData.member.1.Dimensions.member.1.Name': 'App',
    'MetricData.member.1.Dimensions.member.1.Value': 'shop',
    'MetricData.member.1.Values.member.1': '3',
    'MetricData.member.1.Values.member.2': '4.5',
  });
  expect(status).toBe(200);
  expect(await sumOf(clientsOf(emulator).cloudwatch)).toEqual([7.5]);
  const listed = await query('monitoring', '2010-08-01', { Action: 'ListMetrics', Namespace });
  expect(listed.body).toContain('<MetricName>Minutes</MetricName>');
});

test('botocore puts in by CBOR', async () => {
  const emulator = await emulatorAt();
  const response = await fetch(`${emulator.url}/service/GraniteServiceVersion20100801/operation/PutMetricData`, {
    method: 'POST',
    headers: {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/monitoring/aws4_request',
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
    },
    body: Buffer.from(
      cbor.serialize({ Namespace, MetricData: [{ MetricName: 'Minutes', Dimensions, Values: [2, 6.5] }] }),
    ),
  });
  expect(response.status).toBe(200);
  expect(await sumOf(clientsOf(emulator).cloudwatch)).toEqual([8.5]);
});

test.each<[string, object, string]>([
  ['no namespace', { MetricData: [{ MetricName: 'a', Value: 1 }] }, 'MissingRequiredParameter'],
  [
    "AWS's own namespace",
    { Namespace: 'AWS/Backup', MetricData: [{ MetricName: 'a', Value: 1 }] },
    'InvalidParameterValue',
  ],
  ['no data', { Namespace, MetricData: [] }, 'MissingRequiredParameter'],
  ['no name', { Namespace, MetricData: [{ Value: 1 }] }, 'MissingRequiredParameter'],
  ['no value', { Namespace, MetricData: [{ MetricName: 'a' }] }, 'MissingRequiredParameter'],
  [
    'two kinds of value',
    { Namespace, MetricData: [{ MetricName: 'a', Value: 1, Values: [1] }] },
    'InvalidParameterCombination',
  ],
  [
    'counts of another length',
    { Namespace, MetricData: [{ MetricName: 'a', Values: [1], Counts: [1, 2] }] },
    'InvalidParameterValue',
  ],
  [
    'an old date',
    { Namespace, MetricData: [{ MetricName: 'a', Value: 1, Timestamp: new Date(0) }] },
    'InvalidParameterValue',
  ],
])('refuses data with %s', async (_what, input, code) => {
  const { cloudwatch } = clientsOf(await emulatorAt());
  const refused = cloudwatch.send(new PutMetricDataCommand(input as never));
  await expect(refused).rejects.toMatchObject({ name: expect.stringMatching(new RegExp(`^${code}`)) });
});
