import { AwsError } from '../wire/aws-error.ts';

/** The query protocol's error codes, where they differ from awsJson's. */
const queryCodes: Record<string, string> = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
};
export const sqsQueryCode = ({ name }: AwsError) => queryCodes[name] ?? name;

export const noSuchQueue = () => new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
export const badValue = (message: string) => new AwsError('InvalidParameterValue', message);
export const missing = (name: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
export const badHandle = (handle: string) =>
  new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
export const badAttribute = (name: string) => new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
