// Runs Debian's AWS CLI against the embedded AWS. Version 2.9.19 does not support AWS_ENDPOINT_URL, sends query/XML to
// SQS and CloudWatch, and has 72 operations of AWS Backup.
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const awsProgram = '/usr/bin/aws';

const run = promisify(execFile);

export interface CliError {
  readonly stderr: string;
  readonly code: number;
}

/** `words` as typed after `aws`. Returns the response parsed from JSON; undefined: there is no output. */
export type AwsCli = (...words: string[]) => Promise<never>;

export function createAwsCli(url: string, region = 'us-east-1'): AwsCli {
  const home = mkdtempSync(join(tmpdir(), 'vaultop-awscli-'));
  const env = {
    HOME: home,
    PATH: '/usr/bin:/bin',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return async (...words) => {
    const { stdout } = await run(awsProgram, ['--endpoint-url', url, '--output', 'json', ...words], {
      env,
      maxBuffer: 100_000_000,
    });
    return (stdout.trim() === '' ? undefined : JSON.parse(stdout)) as never;
  };
}
