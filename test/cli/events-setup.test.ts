import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSetupArguments } from '../../src/cli/events/arguments.ts';
import { setupScript, toYaml } from '../../src/cli/events/script.ts';
import { UsageError } from '../../src/cli/options/options.ts';
import { centralTemplate, eventPattern, memberTemplate } from '../../src/events/setup-templates.ts';
import { emulatorAt, noon } from '../emulator/clients.ts';
import { callsOf } from '../emulator/wire-calls.ts';

const read = (...words: string[]) =>
  readSetupArguments(['--account', '123456789012', '--region', 'us-east-1', ...words]);

test('the rule of the template, put into EventBridge, lets the events of jobs through and nothing else', async () => {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now } });
  const { events, sqs } = callsOf(emulator);
  const { output: queue } = await sqs('CreateQueue', { QueueName: 'feed' });
  const EventPattern = JSON.stringify(eventPattern({ apiCalls: true }));
  expect((await events('PutRule', { Name: 'feed', EventPattern })).status).toBe(200);
  const Targets = [{ Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:123456789012:feed' }];
  await events('PutTargets', { Rule: 'feed', Targets });
  const foreign = { Source: 'shop', DetailType: 'Order placed', Detail: '{}' };
  await events('PutEvents', { Entries: [foreign] });
  time.now += 6 * 3_600_000;
  const { output } = await sqs('ReceiveMessage', { QueueUrl: queue.QueueUrl, MaxNumberOfMessages: 10 });
  const sources = output.Messages.map(({ Body }: { Body: string }) => JSON.parse(Body).source);
  expect(new Set(sources)).toEqual(new Set(['aws.backup']));
});

test('only the rule may send to the queue, and only the organization to the bus', () => {
  const setup = read('--org-id', 'o-a1b2c3d4e5', '--org-unit', 'r-ab12');
  const { Resources } = parse(toYaml(centralTemplate(setup)));
  expect(Resources.QueuePolicy.Properties.PolicyDocument.Statement).toEqual([
    expect.objectContaining({
      Action: 'sqs:SendMessage',
      Principal: { Service: 'events.amazonaws.com' },
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Rule', 'Arn'] } } },
    }),
  ]);
  expect(Resources.Senders.Properties.Statement).toMatchObject({
    Action: 'events:PutEvents',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  });
  expect(parse(toYaml(centralTemplate(read()))).Resources.Senders).toBeUndefined();
});

test("a member's role may do one thing: send to that bus, in its own partition", () => {
  const setup = readSetupArguments(['--account', '123456789012', '--region', 'us-gov-west-1']);
  const { Resources } = parse(toYaml(memberTemplate(setup)));
  expect(Resources.Role.Properties.Policies[0].PolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Resource: 'arn:aws-us-gov:events:us-gov-west-1:123456789012:event-bus/vaultop-events',
    },
  ]);
});

test('the script deploys the queue once and the rules in each Region', () => {
  const script = setupScript(read('--region', 'eu-west-1', '--from-account', '210987654321', '--no-api-calls'));
  const deploys = script.split('\n').filter((line) => line.startsWith('aws cloudformation deploy'));
  expect(deploys.map((line) => line.replace(/ --template.*CAPABILITY_IAM/, ''))).toEqual([
    'aws cloudformation deploy --region us-east-1 --stack-name vaultop-events-central',
    'aws cloudformation deploy --region us-east-1 --stack-name vaultop-events-member',
    'aws cloudformation deploy --region eu-west-1 --stack-name vaultop-events-member',
    'aws cloudformation deploy --region us-east-1 --stack-name vaultop-events-member --profile 210987654321',
    'aws cloudformation deploy --region eu-west-1 --stack-name vaultop-events-member --profile 210987654321',
  ]);
  expect(script).not.toContain('$or');
});

test.each([
  [[], /--account DIGITS is required/],
  [['--account', '123456789012'], /--region is required/],
  [['--account', '12', '--region', 'eu-west-1'], /--account takes 12 digits/],
  [['--account', '123456789012', '--region', 'eu-west-1', '--org-id', 'o-a1b2c3d4e5'], /needs --org-unit/],
  [['--account', '123456789012', '--region', 'eu-west-1', '--name', 'a b; rm'], /--name takes/],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readSetupArguments(words)).toThrow(UsageError);
  expect(() => readSetupArguments(words)).toThrow(sentence);
});
