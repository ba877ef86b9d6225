// Amazon SNS: the topics of vaults, who is subscribed to them, and a message to test them.
// https://docs.aws.amazon.com/sns/latest/api/API_Operations.html
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { listOf, mapOf, operation, structure, text } from './schema.ts';

const service = {
  serviceId: 'SNS',
  host: 'sns',
  signingName: 'sns',
  version: '2010-03-31',
  protocol: AwsQueryProtocol,
  xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  isFipsInGovCloud: true,
};

/** 100 topics a page. */
export interface ListTopicsInput {
  readonly NextToken?: string;
}

export interface ListTopicsOutput {
  readonly Topics?: readonly { readonly TopicArn?: string }[];
  readonly NextToken?: string;
}

export interface GetTopicAttributesInput {
  readonly TopicArn: string;
}

/** Policy, KmsMasterKeyId and others. */
export interface AttributesOutput {
  readonly Attributes?: Readonly<Record<string, string>>;
}

export interface ListSubscriptionsByTopicInput {
  readonly TopicArn: string;
  readonly NextToken?: string;
}

export interface TopicSubscription {
  /** 'PendingConfirmation' until the subscriber has confirmed. */
  readonly SubscriptionArn?: string;
  /** 'email', 'sqs', 'lambda', 'https' and others. */
  readonly Protocol?: string;
  readonly Endpoint?: string;
}

export interface ListSubscriptionsByTopicOutput {
  readonly Subscriptions?: readonly TopicSubscription[];
  readonly NextToken?: string;
}

export interface GetSubscriptionAttributesInput {
  readonly SubscriptionArn: string;
}

export interface PublishMessageInput {
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
}

export interface PublishOutput {
  readonly MessageId?: string;
}

const attributes = structure({ Attributes: mapOf(text) });

export const ListTopics$ = operation('ListTopics', {
  input: structure({ NextToken: text }),
  output: structure({ Topics: listOf(structure({ TopicArn: text })), NextToken: text }),
});

export const GetTopicAttributes$ = operation('GetTopicAttributes', {
  input: structure({ TopicArn: text }),
  output: attributes,
});

export const ListSubscriptionsByTopic$ = operation('ListSubscriptionsByTopic', {
  input: structure({ TopicArn: text, NextToken: text }),
  output: structure({
    Subscriptions: listOf(structure({ SubscriptionArn: text, Protocol: text, Endpoint: text })),
    NextToken: text,
  }),
});

export const GetSubscriptionAttributes$ = operation('GetSubscriptionAttributes', {
  input: structure({ SubscriptionArn: text }),
  output: attributes,
});

export const Publish$ = operation('Publish', {
  input: structure({ TopicArn: text, Subject: text, Message: text }),
  output: structure({ MessageId: text }),
});

const command = declareCommands(service);
export const SnsClient = declareClient(service);
export const ListTopicsCommand = command<ListTopicsInput, ListTopicsOutput>(ListTopics$);
export const GetTopicAttributesCommand = command<GetTopicAttributesInput, AttributesOutput>(GetTopicAttributes$);
export const ListSubscriptionsByTopicCommand = command<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicOutput>(
  ListSubscriptionsByTopic$,
);
export const GetSubscriptionAttributesCommand = command<GetSubscriptionAttributesInput, AttributesOutput>(
  GetSubscriptionAttributes$,
);
export const PublishCommand = command<PublishMessageInput, PublishOutput>(Publish$);
