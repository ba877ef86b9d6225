import { AwsError } from '../wire/aws-error.ts';

export const invalidParameter = (reason: string) => new AwsError('InvalidParameter', `Invalid parameter: ${reason}`);
export const notFound = (subject: string) => new AwsError('NotFound', `${subject} does not exist`, { status: 404 });
