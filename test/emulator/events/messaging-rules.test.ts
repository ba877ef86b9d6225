// Rules of SQS, SNS, EventBridge and STS that affect clients and their set-up.
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { centralTemplate } from '../../../src/events/setup-templates.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { callsOf } from '../wire-calls.ts';

const account = '123456789012';
const arnOf = (service: string, name: string) => `arn:aws:${service}:us-east-1:${account}:${name}`;

async function calling(estate: 'small' | 'medium' = 'small') {
  const time = { now: noon };
  const emulator = await emulatorAt({ estate, clock: { now: () => time.now } });
  return { time, emulator, ...callsOf(emulator) };
}

test('a message that was received too often goes to the dead letters', async () => {
  const { sqs, time } = await calling();
  const dead = (await sqs('CreateQueue', { QueueName: 'dead' })).output.QueueUrl;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf('sqs', 'dead'), maxReceiveCount: 2 });
  const { QueueUrl } = (await sqs('CreateQueue', { QueueName: 'live', Attributes: { RedrivePolicy } })).output;
  await sqs('SendMessage', { QueueUrl, MessageBody: 'poison' });
  const receive = async (url: string) => (await sqs('ReceiveMessage', { QueueUrl: url })).output.Messages ?? [];
  for (let round = 0; round < 2; round += 1) {
    expect(await receive(QueueUrl)).toHaveLength(1);
    expect(await receive(dead)).toEqual([]);
    time.now += 60_000;
  }
  expect(await receive(QueueUrl)).toEqual([]);
  expect(await receive(dead)).toMatchObject([{ Body: 'poison' }]);
});

test.each([
  ['no such queue', { RedrivePolicy: `{"deadLetterTargetArn":"${arnOf('sqs', 'none')}","maxReceiveCount":1}` }],
  ['no JSON', { RedrivePolicy: 'x' }],
  ['a message size beyond 1 MiB', { MaximumMessageSize: '1048577' }],
  ['a message size below 1 KiB', { MaximumMessageSize: '1023' }],
  ['a delay beyond 15 minutes', { DelaySeconds: '901' }],
  ['messages kept for seconds', { MessageRetentionPeriod: '59' }],
  ['messages kept beyond 14 days', { MessageRetentionPeriod: '1209601' }],
  ['a wait beyond 20 seconds', { ReceiveMessageWaitTimeSeconds: '21' }],
  ['messages hidden beyond 12 hours', { VisibilityTimeout: '43201' }],
])('no queue with %s', async (_name, Attributes) => {
  const { sqs } = await calling();
  expect((await sqs('CreateQueue', { QueueName: 'one', Attributes })).status).toBe(400);
});

test('queues take a mebibyte, are listed by pages, and are no FIFO queues', async () => {
  const { sqs } = await calling();
  const { QueueUrl } = (await sqs('CreateQueue', { QueueName: 'a' })).output;
  expect((await sqs('SendMessage', { QueueUrl, MessageBody: 'a'.repeat(1_048_576) })).status).toBe(200);
  expect((await sqs('SendMessage', { QueueUrl, MessageBody: 'a'.repeat(1_048_577) })).status).toBe(400);
  for (const QueueName of ['b', 'c']) await sqs('CreateQueue', { QueueName });
  const first = (await sqs('ListQueues', { MaxResults: 2 })).output;
  const second = (await sqs('ListQueues', { MaxResults: 2, NextToken: first.NextToken })).output;
  expect([first.QueueUrls.length, second.QueueUrls.length, second.NextToken]).toEqual([2, 1, undefined]);
  expect((await sqs('ListQueues', { MaxResults: 1001 })).status).toBe(400);
  expect((await sqs('CreateQueue', { QueueName: 'one.fifo' })).status).toBe(501);
});

async function topicFeed() {
  const calls = await calling();
  const { QueueUrl } = (await calls.sqs('CreateQueue', { QueueName: 'feed' })).output;
  const { body } = await calls.sns('CreateTopic', { Name: 'news' });
  const TopicArn = /<TopicArn>([^<]+)/.exec(body)?.[1] ?? '';
  const subscribe = (FilterPolicy?: object) =>
    calls.sns('Subscribe', {
      TopicArn,
      Protocol: 'sqs',
      Endpoint: arnOf('sqs', 'feed'),
      'Attributes.entry.1.key': 'RawMessageDelivery',
      'Attributes.entry.1.value': 'true',
      ...(FilterPolicy && {
        'Attributes.entry.2.key': 'FilterPolicy',
        'Attributes.entry.2.value': JSON.stringify(FilterPolicy),
      }),
    });
  const bodies = async () => {
    const { Messages = [] } = (await calls.sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 })).output;
    return Messages.map(({ Body }: { Body: string }) => Body);
  };
  const publish = (form: Record<string, string>) => calls.sns('Publish', { TopicArn, ...form });
  return { ...calls, TopicArn, subscribe, bodies, publish };
}

test('a message with a text for each protocol', async () => {
  const { subscribe, bodies, publish } = await topicFeed();
  await subscribe();
  const json = (Message: object | string) =>
    publish({ MessageStructure: 'json', Message: typeof Message === 'string' ? Message : JSON.stringify(Message) });
  expect((await json({ default: 'for all', sqs: 'for queues' })).status).toBe(200);
  expect((await json({ default: 'for all', email: 'for people' })).status).toBe(200);
  expect(await bodies()).toEqual(['for queues', 'for all']);
  expect((await json({ sqs: 'for queues' })).body).toContain('No default entry in JSON message body');
  expect((await json('text')).status).toBe(400);
});

test.each([
  ['a subject of 101 characters', { Subject: 'a'.repeat(101) }, 400],
  ['a subject of 100 characters', { Subject: 'a'.repeat(100) }, 200],
  ['a subject of two lines', { Subject: 'a\nb' }, 400],
  ['a subject beyond ASCII', { Subject: 'für' }, 400],
  ['a message beyond 256 KiB', { Message: 'a'.repeat(262_145) }, 400],
])('%s', async (_name, form, status) => {
  const { publish } = await topicFeed();
  const { status: found, headers, body } = await publish({ Message: 'x', ...form });
  expect(found).toBe(status);
  expect(headers.get('content-type')).toBe('text/xml');
  if (status === 400) expect(body).toMatch(/^<ErrorResponse .*<Code>InvalidParameter<\/Code>/);
});

test('a filter policy with alternatives', async () => {
  const { subscribe, bodies, publish } = await topicFeed();
  const wrong = await subscribe({ $or: [{ a: ['1'] }] });
  expect(wrong.status).toBe(400);
  await subscribe({ $or: [{ a: ['1'] }, { b: [{ 'anything-but': { prefix: ['x', 'y'] } }] }] });
  const told = (Message: string, name: string, value: string) =>
    publish({
      Message,
      'MessageAttributes.entry.1.Name': name,
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': value,
    });
  for (const [index, [name, value]] of [
    ['a', '1'],
    ['a', '2'],
    ['b', 'z'],
    ['b', 'yes'],
  ].entries()) {
    await told(String(index), name ?? '', value ?? '');
  }
  expect(await bodies()).toEqual(['0', '2']);
});

test('a topic keeps its attributes and its policy', async () => {
  const { sns, TopicArn } = await topicFeed();
  const set = (AttributeName: string, AttributeValue: string) =>
    sns('SetTopicAttributes', { TopicArn, AttributeName, AttributeValue });
  const Policy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"SNS:Publish","Resource":"*"}]}';
  expect((await set('DisplayName', 'News')).status).toBe(200);
  expect((await set('Policy', Policy)).status).toBe(200);
  expect((await set('Policy', '{')).status).toBe(400);
  expect((await set('Owner', 'me')).status).toBe(400);
  const { body } = await sns('GetTopicAttributes', { TopicArn });
  expect(body).toContain('<value>News</value>');
  expect(body).toContain('SNS:Publish');
  const again = { 'Attributes.entry.1.key': 'DisplayName', 'Attributes.entry.1.value': 'Other' };
  expect((await sns('CreateTopic', { Name: 'news', ...again })).body).toContain('different attributes');
});

const event = { source: 'a', detail: { ip: '10.0.0.7', text: 'abc', none: null, part: { leaf: 1 } } };
test.each([
  [{ detail: { text: [{ 'anything-but': { prefix: ['x', 'ab'] } }] } }, false],
  [{ detail: { text: [{ 'anything-but': { prefix: ['x', 'y'] } }] } }, true],
  [{ detail: { text: [{ 'anything-but': { suffix: 'bc' } }] } }, false],
  [{ detail: { ip: [{ cidr: '10.0.0.0/24' }] } }, true],
  [{ detail: { ip: [{ cidr: '10.0.1.0/24' }] } }, false],
  [{ detail: { text: [{ cidr: '10.0.0.0/8' }] } }, false],
  [{ detail: { part: [{ exists: true }] } }, false],
  [{ detail: { part: { leaf: [{ exists: true }] } } }, true],
  [{ detail: { part: [{ exists: false }] } }, true],
  [{ detail: { none: [{ exists: true }] } }, true],
  [{ detail: { constructor: [{ exists: true }] } }, false],
])('the pattern %j', async (pattern, isMatch) => {
  const { events } = await calling();
  const requested = { EventPattern: JSON.stringify(pattern), Event: JSON.stringify(event) };
  expect((await events('TestEventPattern', requested)).output).toEqual({ Result: isMatch });
});

const malformed: object[] = [
  { prefix: 7 },
  { prefix: [] },
  { suffix: { equals: 'x' } },
  { 'anything-but': [] },
  { 'anything-but': { prefix: [] } },
  { 'anything-but': { exists: true } },
  { 'anything-but': null },
  { numeric: ['<'] },
  { numeric: ['<', 'x'] },
  { numeric: ['!', 1] },
  { exists: 'yes' },
  { cidr: '10.0.0.0' },
  { cidr: '10.0.0.0/33' },
  { wildcard: 'a**b' },
  { 'equals-ignore-case': 1 },
  { constructor: 1 },
];

test.each(malformed.map((operand) => [operand] as const))('no rule for the operand %j', async (operand) => {
  const { events } = await calling();
  const EventPattern = JSON.stringify({ detail: { a: [operand] } });
  const { status, output } = await events('PutRule', { Name: 'one', EventPattern });
  expect([status, output.__type]).toEqual([400, 'InvalidEventPatternException']);
});

test('the buses and rules of `events setup` bring events of another Region and account to one queue', async () => {
  const { time, emulator, sqs, events } = await calling('medium');
  const setup = {
    partition: 'aws',
    region: 'us-east-1',
    accountId: account,
    name: 'vaultop-events',
    apiCalls: false,
  };
  const { Resources } = centralTemplate({ ...setup, accounts: [], organizationId: '' } as never) as {
    Resources: Record<string, { Properties: Record<string, unknown> }>;
  };
  const { QueueUrl } = (await sqs('CreateQueue', { QueueName: setup.name })).output;
  const EventBusName = Resources.Bus?.Properties.Name as string;
  expect((await events('CreateEventBus', { Name: EventBusName })).output.EventBusArn).toBe(
    arnOf('events', `event-bus/${EventBusName}`),
  );
  expect((await events('CreateEventBus', { Name: EventBusName })).output.__type).toBe('ResourceAlreadyExistsException');
  const onBus = { EventBusName, Rule: 'in', Name: 'in' };
  const EventPattern = JSON.stringify(Resources.Rule?.Properties.EventPattern);
  await events('PutRule', { ...onBus, EventPattern });
  await events('PutTargets', { ...onBus, Targets: [{ Id: 'queue', Arn: arnOf('sqs', setup.name) }] });
  const { organizations } = callsOf(emulator);
  const { output } = await organizations('ListAccounts');
  const member = output.Accounts.find(({ Id }: { Id: string }) => Id !== account).Id as string;
  const bus = { Id: 'bus', Arn: arnOf('events', `event-bus/${EventBusName}`) };
  const sendFrom = async (calls: ReturnType<typeof callsOf>) => {
    await calls.events('PutRule', { Name: 'out', EventPattern: '{"source":["aws.backup"]}' });
    await calls.events('PutTargets', { Rule: 'out', Targets: [bus] });
  };
  await sendFrom(callsOf(emulator, 'eu-west-1'));
  const role = await clientsOf(emulator).sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/Out`, RoleSessionName: 'me' }),
  );
  await sendFrom(callsAs(emulator, role.Credentials?.AccessKeyId ?? ''));
  const receiveAll = async () => {
    const found: { account: string; region: string }[] = [];
    for (;;) {
      const { Messages } = (await sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 })).output;
      if (!Messages) return found;
      found.push(...Messages.map(({ Body }: { Body: string }) => JSON.parse(Body)));
    }
  };
  time.now += 24 * 3_600_000;
  expect(new Set((await receiveAll()).map((one) => `${one.account} ${one.region}`))).toEqual(
    new Set([`${account} eu-west-1`]),
  );
  // The other account needs a permission.
  await events('PutPermission', { EventBusName, StatementId: 'x', Action: 'events:PutEvents', Principal: member });
  time.now += 24 * 3_600_000;
  expect((await receiveAll()).map((one) => one.account)).toContain(member);
});

/** Like `callsOf`, with the access key of a role. */
function callsAs(emulator: Parameters<typeof callsOf>[0], key: string): ReturnType<typeof callsOf> {
  const events = async (operation: string, input: object) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20260115/us-east-1/events/aws4_request`;
    const response = await fetch(emulator.url, {
      method: 'POST',
      headers: { authorization, 'x-amz-target': `AWSEvents.${operation}` },
      body: JSON.stringify(input),
    });
    return { status: response.status, headers: response.headers, body: '', output: await response.json() };
  };
  return { ...callsOf(emulator), events };
}

test('the session of a role with a path is told without it, and by GetCallerIdentity too', async () => {
  const { emulator } = await calling();
  const { sts } = clientsOf(emulator);
  const RoleArn = `arn:aws:iam::${account}:role/team/eu/Auditor`;
  const { AssumedRoleUser, Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'alex' }));
  const Arn = `arn:aws:sts::${account}:assumed-role/Auditor/alex`;
  expect(AssumedRoleUser?.Arn).toBe(Arn);
  const credentials = { accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: 'x' };
  const assumed = new STSClient({ region: 'us-east-1', endpoint: emulator.url, maxAttempts: 1, credentials });
  expect(await assumed.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Arn,
    UserId: AssumedRoleUser?.AssumedRoleId,
    Account: account,
  });
});

test('a clock that is off has a name of its own in STS', async () => {
  const emulator = await emulatorAt({ faults: [{ service: 'sts', kind: 'clock-skew', amount: 20 }] });
  const { query } = callsOf(emulator);
  const { status, body } = await query('sts', '2011-06-15', { Action: 'GetCallerIdentity' });
  expect(status).toBe(403);
  expect(body).toMatch(/<ErrorResponse .*<Code>SignatureDoesNotMatch<\/Code><Message>Signature expired: /);
});
