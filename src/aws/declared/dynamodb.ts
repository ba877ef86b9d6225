// Amazon DynamoDB: whether the name of a table is taken.
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { operation, structure, text } from './schema.ts';

const service = {
  serviceId: 'DynamoDB',
  host: 'dynamodb',
  signingName: 'dynamodb',
  version: '2012-08-10',
  protocol: AwsJson1_0Protocol,
  target: 'DynamoDB_20120810',
};

export interface DescribeTableInput {
  /** AWS answers ResourceNotFoundException if there is none. */
  readonly TableName: string;
}

export interface DescribeTableOutput {
  readonly Table?: { readonly TableName?: string; readonly TableStatus?: string };
}

export const DescribeTable$ = operation('DescribeTable', {
  input: structure({ TableName: text }),
  output: structure({ Table: structure({ TableName: text, TableStatus: text }) }),
});

export const DynamodbClient = declareClient(service);
export const DescribeTableCommand = declareCommands(service)<DescribeTableInput, DescribeTableOutput>(DescribeTable$);
