import { typesOfArn } from '../../domain/coverage/types-of-arn.ts';

/** Whether it is the ARN of a resource that AWS Backup can back up. A backup of a DynamoDB table begins as its table. */
export const isResourceArn = (text: string): boolean => typesOfArn(text).length > 0 && !text.includes('/backup/');
