import { typesOfArn } from '../../domain/coverage/types-of-arn.ts';

/**
 * Whether the text is the ARN of a resource that AWS Backup can back up. The ARN of a DynamoDB backup begins with that
 * of its table.
 */
export const isResourceArn = (text: string): boolean => typesOfArn(text).length > 0 && !text.includes('/backup/');
