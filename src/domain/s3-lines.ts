// The AWS CLI commands that read objects: https://docs.aws.amazon.com/cli/latest/reference/s3/
import { shellQuote } from '../lib/text/shell.ts';
import { isHarmless } from '../lib/text/text.ts';

export interface S3Place {
  readonly region: string;
  readonly profile?: string | undefined;
}

export interface S3Lines {
  readonly list: string;
  readonly copy: string;
}

/** An alias has letters, digits and hyphens only. */
const aliasPattern = /^[0-9a-z][0-9a-z-]*$/;

/** `bucket`: a bucket's name, or an alias in its place. undefined: what AWS sent is no such name. */
export function s3Lines(bucket: string | undefined, { region, profile }: S3Place): S3Lines | undefined {
  if (bucket === undefined || !aliasPattern.test(bucket) || !isHarmless(region)) return undefined;
  const flags = [`--region ${shellQuote(region)}`, ...(profile ? [`--profile ${shellQuote(profile)}`] : [])].join(' ');
  return {
    list: `aws s3 ls s3://${bucket}/ ${flags}`,
    copy: `aws s3 cp s3://${bucket}/ . --recursive ${flags}`,
  };
}
