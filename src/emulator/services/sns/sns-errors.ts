import { AwsError } from '../../wire/aws-error.ts';

export const invalidParameter = (reason: string) => new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
export const notFound = (what: string) => new AwsError('NotFound', `${what} does not exist`, 404);
