// AWS CloudFormation: the members of a stack.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { listOf, operation, structure, text } from './schema.ts';

const service = {
  serviceId: 'CloudFormation',
  host: 'cloudformation',
  signingName: 'cloudformation',
  version: '2010-05-15',
  protocol: AwsQueryProtocol,
  xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  isFipsInGovCloud: true,
};

export interface ListStackResourcesInput {
  /** Name, id or ARN. */
  readonly StackName: string;
  readonly NextToken?: string;
}

export interface StackResource {
  readonly LogicalResourceId?: string;
  /** A name, an id or an ARN, depending on the type. */
  readonly PhysicalResourceId?: string;
  /** Such as 'AWS::DynamoDB::Table'. */
  readonly ResourceType?: string;
  readonly ResourceStatus?: string;
}

export interface ListStackResourcesOutput {
  readonly StackResourceSummaries?: readonly StackResource[];
  readonly NextToken?: string;
}

const summary = structure({
  LogicalResourceId: text,
  PhysicalResourceId: text,
  ResourceType: text,
  ResourceStatus: text,
});

export const ListStackResources$ = operation('ListStackResources', {
  input: structure({ StackName: text, NextToken: text }),
  output: structure({ StackResourceSummaries: listOf(summary), NextToken: text }),
});

export const CloudFormationClient = declareClient(service);
export const ListStackResourcesCommand = declareCommands(service)<ListStackResourcesInput, ListStackResourcesOutput>(
  ListStackResources$,
);
