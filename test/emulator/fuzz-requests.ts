// Invalid requests to the embedded AWS: for each service and operation, inputs from its schema with mutations.
import * as Account from '@aws-sdk/client-account';
import * as Backup from '@aws-sdk/client-backup';
import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import * as CloudWatch from '@aws-sdk/client-cloudwatch';
import { cbor } from '@smithy/core/cbor';
import type { NormalizedSchema } from '@smithy/core/schema';
import { eventsInput } from '../../src/emulator/eventbridge/event-input.ts';
import type { WireRequest } from '../../src/emulator/protocols/service.ts';
import { snsInput } from '../../src/emulator/sns/sns-input.ts';
import { sqsInput } from '../../src/emulator/sqs/sqs-input.ts';
import { type Operation, readOperations } from '../../src/emulator/wire/operations.ts';
import { schemaOf } from '../../src/emulator/wire/own-schema.ts';

export type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

const account = '123456789012';
const plan = 'aws:backup:us-east-1';
/** Some are valid, most are not. */
const texts: readonly string[] = [
  '',
  ' ',
  '*',
  '**',
  'a',
  'prod',
  'default',
  'feed',
  'Daily',
  'p99',
  'p',
  'Average',
  'EBS',
  'COMPLETED',
  'constructor',
  '__proto__',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '0',
  '-1',
  '1e309',
  `arn:${plan}:${account}:backup-vault:prod`,
  `arn:aws:ec2:us-east-1:${account}:volume/vol-1`,
  'arn:',
  'arn:aws',
  `arn:aws:sqs:us-east-1:${account}:feed`,
  `arn:aws:sns:us-east-1:${account}:backup-alerts`,
  `arn:aws:events:us-east-1:${account}:event-bus/default`,
  `arn:aws:iam::${account}:role/x/y`,
  `arn:aws:iam::${account}:role/service-role/AWSBackupDefaultServiceRole`,
  `http://x/${account}/feed`,
  'cron(0 5 ? * * *)',
  'cron(* * * * ? *)',
  'cron(0 0 31 2 ? *)',
  'rate(1 day)',
  'Etc/UTC',
  '../../etc/passwd',
  '2026-01-15T12:00:00Z',
  '+275760-09-13T00:00:00Z',
  '0000',
  '\u0000',
  '\ud800',
  '\u202e\u001b[31m',
  'ü',
  '%',
  '%E0',
  `${'*a'.repeat(200)}*b`,
  'a'.repeat(3_000),
  '{"source":["aws.backup"]}',
  '{"a":[{"wildcard":"*a*a*a*a*a*a*a*a*b"}]}',
  '{"$or":[{"a":[1]},{"a":[{"numeric":["<",1]}]}]}',
  '{"a":[{"prefix":{}}],"b":[{"anything-but":{"prefix":[]}}],"c":[{"numeric":[1,2]}]}',
  '{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":[]}',
  `{"a":${'['.repeat(2_000)}${']'.repeat(2_000)}}`,
  `${'('.repeat(1_500)}1`,
  "SEARCH('{AWS/Backup,BackupVaultName} a', 'Sum', 60)",
  'SUM(METRICS())/FILL(m1,0)',
  'constructor(m1)',
  'djE6eHh4',
];
/** Valid values for members of these names, so that some inputs pass the first check. */
const likely: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [/VaultName$/, ['prod', 'made', 'aws/efs/automatic-backup-vault']],
  [/VaultArn$/, [`arn:${plan}:${account}:backup-vault:prod`, 'arn:aws:backup:eu-west-1:123456789012:backup-vault:dr']],
  [/^(IamRoleArn|ScannerRoleArn|RoleArn)$/, [`arn:aws:iam::${account}:role/service-role/AWSBackupDefaultServiceRole`]],
  [/^(ResourceArn|SourceResourceArn)$/, [`arn:aws:dynamodb:us-east-1:${account}:table/carts`, '*']],
  [
    /^(Resources|NotResources|IncludeVaults|ExcludeVaults|ProtectedResourceArns)$/,
    [['*'], ['arn:aws:ec2:*:*:volume/*']],
  ],
  [/^ScheduleExpression$/, ['cron(0 5 ? * * *)', 'cron(0/5 * ? * * *)', 'cron(59 23 L * ? *)']],
  [/Timezone$/, ['Etc/UTC', 'Europe/Berlin', 'Mars']],
  [/^(FrameworkName|ReportPlanName|RestoreTesting\w+Name|SelectionName|RuleName|BackupPlanName)$/, ['one', 'two']],
  [/^ControlName$/, ['BACKUP_RECOVERY_POINT_ENCRYPTED']],
  [/^ReportTemplate$/, ['BACKUP_JOB_REPORT', 'RESOURCE_COMPLIANCE_REPORT']],
  [/^(Algorithm)$/, ['LATEST_WITHIN_WINDOW', 'RANDOM_WITHIN_WINDOW']],
  [/^RecoveryPointTypes$/, [['SNAPSHOT'], ['CONTINUOUS', 'SNAPSHOT']]],
  [/^(QueueName|QueueUrl)$/, ['feed', 'dead']],
  [/^(TopicArn|SNSTopicArn)$/, [`arn:aws:sns:us-east-1:${account}:backup-alerts`]],
  [/^(Name|Rule|EventBusName)$/, ['one', 'default']],
  [/^EventPattern$/, ['{"source":["aws.backup"]}', '{"$or":[{"source":["a"]},{"detail":{"b":[{"exists":true}]}}]}']],
  [/^(Namespace)$/, ['AWS/Backup', 'mine']],
  [/^MetricName$/, ['NumberOfBackupJobsCompleted', 'mine']],
  [/^Period$/, [1, 60, 300, 3600]],
  [/^(StartTime|EndTime|Timestamp)$/, [1_768_300_000, 1_768_471_200, 1_768_480_000, 0]],
  [/^(Stat)$/, ['Sum', 'p99', 'p', 'tm10']],
  [/^Statistics$/, [['Sum', 'Average']]],
  [/^(Expression)$/, ['m1+m2', 'SUM(METRICS())', "FILL(SEARCH('AWS/Backup', 'Sum', 300), 0)", '1/0', 'm1']],
  [/^Id$/, ['m1', 'm2', 'e1']],
  [/^(MaxResults|Limit)$/, [1, 2, 100]],
  [/^(Policy)$/, ['{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}']],
  [/^Tags$|TagList$/, [{ a: 'b' }, {}]],
  [/(Days|Minutes|Hours|Seconds)$/, [1, 7, 35, 60, 365]],
];

function likelyFor(name: string, random: Random): unknown {
  const [, values] = likely.find(([form]) => form.test(name)) ?? [];
  return values && pick(random, values);
}

const numbers: readonly number[] = [
  0,
  1,
  -1,
  5,
  60,
  61,
  300,
  1000,
  1.5,
  1e9,
  1e15,
  -1e15,
  2 ** 53,
  1e300,
  1_768_471_200,
];
const wrong: readonly unknown[] = [null, [], {}, [null], [[]], true, 7, 'words', { constructor: 1 }, [{ a: 1 }], ''];

function bentValue(schema: NormalizedSchema, random: Random, depth = 0): unknown {
  if (random() < 0.03) return pick(random, wrong);
  if (depth > 5) return undefined;
  if (schema.isStructSchema()) {
    const keeps = random();
    const members = [...schema.structIterator()].filter(() => random() < keeps + 0.2);
    return Object.fromEntries(
      members.map(([name, member]) => [
        member.getMergedTraits().jsonName ?? name,
        bentValue(member, random, depth + 1),
      ]),
    );
  }
  if (schema.isListSchema()) {
    const count = pick(random, [0, 1, 1, 2, 3]);
    return Array.from({ length: count }, () => bentValue(schema.getValueSchema(), random, depth + 1));
  }
  if (schema.isMapSchema()) {
    const names = Array.from({ length: pick(random, [0, 1, 2]) }, () => pick(random, texts));
    return Object.fromEntries(names.map((name) => [name, bentValue(schema.getValueSchema(), random, depth + 1)]));
  }
  if (schema.isTimestampSchema() || schema.isNumericSchema()) return pick(random, numbers);
  if (schema.isBooleanSchema()) return random() < 0.5;
  return pick(random, texts);
}

interface Asked {
  service: string;
  path?: string;
  method?: string;
  query?: URLSearchParams;
  headers?: Record<string, string>;
  body?: string;
}

type Make = (random: Random) => Asked;

const garbage: readonly string[] = ['', '{', '[]', '42', 'null', '"text"', '<a/>', 'a=b', '\u0000\u0001', '[[[['];
const bodyOf = (random: Random, value: unknown) =>
  random() < 0.05 ? pick(random, garbage) : (JSON.stringify(value ?? {}) ?? '{}');

/** Names of existing records, which the test fills in. */
export const ids = new Map<string, string>();

function rest(service: string, { method, segments, literals, input }: Operation): Make {
  return (random) => {
    const value = bentValue(input, random);
    const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    const query = new URLSearchParams(literals.join('&'));
    for (const [name, member] of input.structIterator()) {
      const { httpQuery } = member.getMergedTraits();
      if (httpQuery && given[name] !== undefined) query.append(String(httpQuery), String(given[name]));
    }
    const label = (name: string) => {
      const text = random() < 0.7 ? (likelyFor(name, random) ?? ids.get(name)) : undefined;
      return encodeURIComponent(String(text ?? pick(random, texts)).toWellFormed());
    };
    const path = segments.map((part) => (part.startsWith('{') ? label(part.slice(1, -1)) : part)).join('/');
    return { service, method, path: `/${path}`, query, body: method === 'GET' ? '' : bodyOf(random, value) };
  };
}

const target =
  (service: string, name: string, version: string, schema: NormalizedSchema): Make =>
  (random) => ({
    service,
    method: 'POST',
    headers: { 'x-amz-target': name, 'content-type': `application/x-amz-json-${version}` },
    body: bodyOf(random, bentValue(schema, random)),
  });

const binary =
  ({ name, input }: Operation): Make =>
  (random) => ({
    service: 'monitoring',
    method: 'POST',
    path: `/service/GraniteServiceVersion20100801/operation/${name}`,
    headers: { 'smithy-protocol': 'rpc-v2-cbor' },
    body: Buffer.from(cbor.serialize(JSON.parse(JSON.stringify(bentValue(input, random) ?? {})))).toString('latin1'),
  });

function flatten(value: unknown, prefix: string, form: URLSearchParams): void {
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) flatten(item, `${prefix}.member.${at + 1}`, form);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, part] of Object.entries(value)) flatten(part, prefix === '' ? name : `${prefix}.${name}`, form);
  } else if (prefix !== '') form.append(prefix, String(value ?? ''));
}

const form =
  (service: string, Action: string, schema: NormalizedSchema): Make =>
  (random) => {
    const fields = new URLSearchParams({ Action });
    flatten(bentValue(schema, random), '', fields);
    if (random() < 0.05) fields.append(Array.from({ length: 30 }, () => 'a').join('.'), 'deep');
    return { service, method: 'POST', body: fields.toString() };
  };

const names = (list: string) => list.split(' ');
const sqsNames = names(
  'CreateQueue GetQueueUrl ListQueues GetQueueAttributes SetQueueAttributes PurgeQueue SendMessage SendMessageBatch ReceiveMessage DeleteMessage DeleteMessageBatch ChangeMessageVisibility constructor __proto__',
);
const snsNames = names(
  'CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes GetSubscriptionAttributes ListSubscriptions ListSubscriptionsByTopic ListTopics Publish SetSubscriptionAttributes Subscribe Unsubscribe constructor toString',
);
const eventNames = names(
  'CreateEventBus DeleteEventBus DescribeEventBus ListEventBuses PutPermission RemovePermission PutRule ListRules DeleteRule DescribeRule EnableRule DisableRule PutTargets RemoveTargets ListTargetsByRule PutEvents TestEventPattern constructor',
);
const identity = schemaOf([
  3,
  'fuzz',
  'Identity',
  0,
  ['RoleArn', 'RoleSessionName', 'DurationSeconds', 'SerialNumber', 'TokenCode', 'WebIdentityToken', 'RoleName'],
  [0, 0, 1, 0, 0, 0, 0].map((type) => [type, 0]),
]);

const metrics = readOperations(CloudWatch).filter(({ name }) =>
  /^(GetMetricData|GetMetricStatistics|ListMetrics|PutMetricData)$/.test(name),
);

/** One request for each operation in each protocol. */
const makers: readonly Make[] = [
  ...readOperations(Backup).map((operation) => rest('backup', operation)),
  ...readOperations(Account).map((operation) => rest('account', operation)),
  ...readOperations(CloudTrail)
    .filter(({ name }) => name === 'LookupEvents')
    .map(({ name, input }) => target('cloudtrail', `CloudTrail_20131101.${name}`, '1.1', input)),
  ...metrics.flatMap((operation) => [
    target('monitoring', `GraniteServiceVersion20100801.${operation.name}`, '1.0', operation.input),
    binary(operation),
    form('monitoring', operation.name, operation.input),
  ]),
  ...sqsNames.flatMap((name) => [
    target('sqs', `AmazonSQS.${name}`, '1.0', schemaOf(sqsInput)),
    form('sqs', name, schemaOf(sqsInput)),
  ]),
  ...snsNames.map((name) => form('sns', name, schemaOf(snsInput))),
  ...eventNames.map((name) => target('events', `AWSEvents.${name}`, '1.1', schemaOf(eventsInput))),
  ...names('ListAccounts DescribeAccount DescribeOrganization valueOf').map((name) =>
    target('organizations', `AWSOrganizationsV20161128.${name}`, '1.1', identity),
  ),
  ...names('GetCallerIdentity AssumeRole AssumeRoleWithWebIdentity constructor').map((name) =>
    form('sts', name, identity),
  ),
  ...names('ListRoles GetRole __proto__').map((name) => form('iam', name, identity)),
  form('ec2', 'DescribeRegions', identity),
  (random) => ({
    service: pick(random, ['constructor', '__proto__', 'kms', 'backup']),
    path: `/${pick(random, texts)}`,
  }),
];

const regions = ['us-east-1', 'us-east-1', 'us-east-1', 'eu-west-1', 'sa-east-1', 'af-south-1', '__proto__', 'nowhere'];

export interface FuzzRequest extends WireRequest {
  /** A description for the message of a failing test. */
  told: string;
}

export function fuzzRequest(random: Random): FuzzRequest {
  const {
    service,
    method = 'GET',
    path = '/',
    query = new URLSearchParams(),
    headers = {},
    body = '',
  } = pick(random, makers)(random);
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIDTEST/20260115/${pick(random, regions)}/${service}/aws4_request`;
  const all: Record<string, string> = { host: '127.0.0.1:1', ...headers, ...(random() < 0.99 && { authorization }) };
  return {
    method,
    path,
    query,
    body,
    header: (name) => all[name],
    told: JSON.stringify({ service, method, path, query: query.toString(), headers, body }).slice(0, 600),
  };
}
