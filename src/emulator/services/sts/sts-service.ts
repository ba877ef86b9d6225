// STS speaks the query protocol: a form in, XML out.
import type * as Sts from '@aws-sdk/client-sts';
import { createDice, seedOf } from '../../estate/dice.ts';
import type { Estate } from '../../estate/estate.ts';
import { accessKeyFor } from '../../wire/access-keys.ts';
import { AwsError, accessDenied, missingParameter } from '../../wire/aws-error.ts';
import { createQueryService } from '../query-service.ts';
import type { Call, Handlers, Service } from '../service.ts';

interface AssumeRoleForm {
  RoleArn?: string;
  RoleSessionName?: string;
  DurationSeconds?: string;
  SerialNumber?: string;
  TokenCode?: string;
}

const handlers: Handlers<typeof Sts> = {
  GetCallerIdentity: (_form: object, { account, accessKeyId, estate }) => ({
    UserId: `AROA${createDice(seedOf(estate.seed, accessKeyId)).hex(17).toUpperCase()}:${estate.accountName}`,
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/BackupOperator/${estate.accountName}`,
  }),
  AssumeRole: assumeRole,
};

function assumeRole(form: AssumeRoleForm, { estate, now }: Call): object {
  const { RoleArn: roleArn, RoleSessionName: session } = form;
  if (!roleArn || !session) throw missingParameter('RoleArn and RoleSessionName are required.');
  const [, account = ''] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/./.exec(roleArn) ?? [];
  if (estate.organization.estateOf(account) === undefined) throw accessDenied(denialOf(estate, roleArn));
  checkMfa(form, estate, roleArn);
  const dice = createDice(seedOf(estate.seed, roleArn, session, now));
  return {
    AssumedRoleUser: {
      AssumedRoleId: `AROA${dice.hex(17).toUpperCase()}:${session}`,
      Arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`,
    },
    Credentials: {
      AccessKeyId: accessKeyFor(account, dice.hex(8)),
      SecretAccessKey: dice.hex(40),
      SessionToken: dice.hex(64),
      Expiration: new Date(now + secondsOf(form) * 1000).toISOString(),
    },
  };
}

const constraint = (message: string) => new AwsError('ValidationError', `1 validation error detected: ${message}`);

function secondsOf({ DurationSeconds = '3600' }: AssumeRoleForm): number {
  const seconds = Number(DurationSeconds);
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200) return seconds;
  throw constraint(
    `Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint: Member must be from 900 to 43200`,
  );
}

/** A role whose name ends in MFA wants a code; any code of six digits is right but 000000. */
function checkMfa({ SerialNumber: serial, TokenCode: code }: AssumeRoleForm, estate: Estate, roleArn: string): void {
  if (code !== undefined && !/^\d{6}$/.test(code)) {
    throw constraint(`Value '${code}' at 'tokenCode' failed to satisfy constraint: Member must satisfy [\\d]{6}`);
  }
  const hasBoth = serial !== undefined && code !== undefined;
  if ((serial !== undefined && code === undefined) || (hasBoth && code === '000000')) {
    throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code.');
  }
  if (/mfa$/i.test(roleArn) && !hasBoth) throw accessDenied(denialOf(estate, roleArn));
}

const denialOf = ({ account, accountName }: Estate, roleArn: string) =>
  `User: arn:aws:sts::${account}:assumed-role/BackupOperator/${accountName} is not authorized to perform: ` +
  `sts:AssumeRole on resource: ${roleArn}`;

/** In this protocol the code goes without the suffix that the name has. */
const codeOf = ({ name }: AwsError) => (name === 'AccessDeniedException' ? 'AccessDenied' : name);

export const createStsService = (): Service =>
  createQueryService({ name: 'sts', xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/', handlers, codeOf });
