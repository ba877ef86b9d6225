// Amazon DynamoDB: whether a table exists.
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
import { isTaken } from '../backup/restores/restored-resource.ts';
import { createJsonRpcService, type RequestHandler } from '../protocols/json-rpc-service.ts';
import type { EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { struct, text } from '../wire/own-schema.ts';

interface TableRequest {
  TableName?: string;
}

const describeTable: RequestHandler = ({ TableName = '' }: TableRequest, call) => {
  if (!/^[a-zA-Z0-9_.-]{3,255}$/.test(TableName)) {
    throw new AwsError('ValidationException', `Invalid table name: ${TableName}`);
  }
  const arn = `arn:aws:dynamodb:${call.region}:${call.account}:table/${TableName}`;
  if (!isTaken(arn, call)) {
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${TableName} not found`);
  }
  return { Table: { TableName, TableArn: arn, TableStatus: 'ACTIVE' } };
};

export const createDynamoDbService = (): EmulatedService =>
  createJsonRpcService({
    name: 'dynamodb',
    input: struct({ TableName: text }),
    target: 'DynamoDB_20120810',
    version: '1.0',
    handlers: { DescribeTable: describeTable },
  });
