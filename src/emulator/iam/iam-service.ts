// A subset of IAM: the roles that the estate's plans and selections name.
import { backupRole } from '../estate/arn.ts';
import type { Estate } from '../estate/estate.ts';
import { createRandom, seedOf } from '../estate/random.ts';
import type { RequestHandler } from '../protocols/json-rpc-service.ts';
import { createQueryService } from '../protocols/query-service.ts';
import type { EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { struct, text } from '../wire/own-schema.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** The roles that AWS Backup can assume. */
export function rolesOf(estate: Estate): string[] {
  const selected = estate.regions.flatMap((region) =>
    estate.plans(region).flatMap(({ selections }) => selections.map(({ roleArn }) => roleArn)),
  );
  return [...new Set([backupRole(estate.account), ...selected])].sort();
}

function toRole(arn: string, seed: string) {
  const path = arn.slice(arn.indexOf(':role') + ':role'.length);
  const RoleName = path.slice(path.lastIndexOf('/') + 1);
  return {
    Path: path.slice(0, path.lastIndexOf('/') + 1),
    RoleName,
    RoleId: `AROA${createRandom(seedOf(seed, arn)).hex(17).toUpperCase()}`,
    Arn: arn,
    CreateDate: '2023-03-06T09:00:00Z',
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
    MaxSessionDuration: 3600,
  };
}

const getRole: RequestHandler = ({ RoleName }: { RoleName?: string }, { estate }) => {
  const arn = rolesOf(estate).find((role) => role.endsWith(`/${RoleName}`));
  if (arn === undefined) {
    throw new AwsError('NoSuchEntity', `The role with name ${RoleName} cannot be found.`, { status: 404 });
  }
  return { Role: toRole(arn, estate.seed) };
};

const listRoles: RequestHandler = (_input: object, { estate }) => ({
  Roles: { member: rolesOf(estate).map((arn) => toRole(arn, estate.seed)) },
  IsTruncated: false,
});

export const createIamService = (): EmulatedService =>
  createQueryService({
    name: 'iam',
    xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/',
    input: struct({ RoleName: text }),
    handlers: { GetRole: getRole, ListRoles: listRoles },
  });
