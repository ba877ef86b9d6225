// The CloudFormation templates of the live feed: a central queue, and a rule in each account and Region.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html

export interface FeedSetup {
  /** The name of the queue, the bus and the stacks. */
  readonly name: string;
  /** The account of the queue. */
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** The organization whose accounts may send; undefined: only the named accounts. */
  readonly organizationId?: string;
  /** Other accounts that may send. */
  readonly accounts: readonly string[];
  /** Includes mutating API calls; needs a trail in each Region. */
  readonly apiCalls: boolean;
}

export type Template = Readonly<Record<string, unknown>>;

/** The pattern of the rules: all events of AWS Backup, and mutating API calls. */
export function eventPattern({ apiCalls }: Pick<FeedSetup, 'apiCalls'>): Template {
  const backupEvents = { source: ['aws.backup'], 'detail-type': [{ 'anything-but': ['AWS API Call via CloudTrail'] }] };
  if (!apiCalls) return backupEvents;
  const changes = {
    source: ['aws.backup'],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: { eventSource: ['backup.amazonaws.com'], readOnly: [false] },
  };
  return { $or: [backupEvents, changes] };
}

const busArn = ({ partition, region, accountId, name }: FeedSetup): string =>
  `arn:${partition}:events:${region}:${accountId}:event-bus/${name}`;

/** The queue, a bus to which other accounts and Regions may send, and the rule from the bus to the queue. */
export function centralTemplate(setup: FeedSetup): Template {
  const { name } = setup;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The queue and event bus from which vaultop reads the events of AWS Backup',
    Resources: {
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: name,
          MessageRetentionPeriod: 345_600,
          VisibilityTimeout: 60,
          ReceiveMessageWaitTimeSeconds: 20,
          SqsManagedSseEnabled: true,
        },
      },
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: name } },
      ...senders(setup),
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          EventPattern: { source: ['aws.backup'] },
          Targets: [{ Id: 'queue', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
        },
      },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: queuePolicy() },
      },
      ReaderPolicy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          Description: 'Permissions that vaultop needs to read the queue',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
                Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              },
            ],
          },
        },
      },
    },
    Outputs: {
      QueueUrl: { Value: { Ref: 'Queue' }, Description: 'for vaultop --events-queue' },
      ReaderPolicyArn: { Value: { Ref: 'ReaderPolicy' }, Description: 'for the role that vaultop runs with' },
    },
  };
}

/** Only the feed's rule may send messages to the queue. */
const queuePolicy = (): Template => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Rule', 'Arn'] } } },
    },
  ],
});

/** The accounts that may send to the bus. An account may send to its own bus without a policy. */
function senders({ organizationId, accounts }: FeedSetup): Template {
  const grant = (principals: object, condition?: object) => ({
    Type: 'AWS::Events::EventBusPolicy',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      StatementId: 'vaultop-senders',
      Statement: {
        Effect: 'Allow',
        ...principals,
        Action: 'events:PutEvents',
        Resource: { 'Fn::GetAtt': ['Bus', 'Arn'] },
        ...(condition ? { Condition: condition } : {}),
      },
    },
  });
  if (organizationId) {
    const condition = { StringEquals: { 'aws:PrincipalOrgID': organizationId } };
    return { Senders: grant({ Principal: '*' }, condition) };
  }
  return accounts.length > 0 ? { Senders: grant({ Principal: { AWS: [...accounts] } }) } : {};
}

/** For every account and Region: sends its events to the central bus. */
export function memberTemplate(setup: FeedSetup): Template {
  const bus = busArn(setup);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Sends the events of AWS Backup to the event bus of vaultop',
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: 'sts:AssumeRole',
                Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
              },
            ],
          },
          Policies: [
            {
              PolicyName: 'send',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus }],
              },
            },
          ],
        },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: setup.name,
          EventPattern: eventPattern(setup),
          Targets: [{ Id: 'bus', Arn: bus, RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } }],
        },
      },
    },
  };
}
