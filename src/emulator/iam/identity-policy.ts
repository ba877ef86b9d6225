// The identity-based policy of all callers: without one, everything is allowed. What no statement allows is denied.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { isBag } from '../../lib/bag.ts';
import { type AwsError, accessDenied } from '../wire/aws-error.ts';
import { allows, type Policy, readPolicy } from '../wire/resource-policy.ts';

export interface GuardedCall {
  /** The caller's ARN. */
  readonly caller: string;
  /** The name of the service in policies. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly body: string;
}

/** The error that refuses the call; undefined: it is allowed. */
export type IdentityPolicy = (call: GuardedCall) => AwsError | undefined;

/** Throws an error if the document is no policy. */
export function createIdentityPolicy(document: unknown): IdentityPolicy {
  const policy = toPolicy(document);
  return (call) => {
    const { caller, service, body } = call;
    const action = `${service}:${actionOf(call.operation)}`;
    const isFree = action === 'sts:GetCallerIdentity';
    if (!isFree && !allows(policy, { action, resource: resourceOf(call) })) return denied(caller, action);
    const refused = (service === 'backup' ? rolesIn(body) : []).find((role) => !allows(policy, passing(role)));
    return refused && denied(caller, 'iam:PassRole', refused.arn);
  };
}

/** Operations with another name in policies: batches are allowed as their single operation. */
const actionOf = (operation: string): string => operation.replace(/Batch$/, '');

/** Roles and queues can be named; a statement for anything else has the resource `*`. */
function resourceOf({ service, region, body }: GuardedCall): string {
  if (service === 'sts') return new URLSearchParams(body).get('RoleArn') ?? '*';
  const [, account, name] = /"QueueUrl"\s*:\s*"[^"]*\/(\d{12})\/([^"/]+)"/.exec(service === 'sqs' ? body : '') ?? [];
  return name === undefined ? '*' : `arn:aws:sqs:${region}:${account}:${name}`;
}

interface PassedRole {
  readonly arn: string;
  readonly service: string;
}

const passing = ({ arn, service }: PassedRole) => ({
  action: 'iam:PassRole',
  resource: arn,
  context: { 'iam:passedtoservice': service },
});

function denied(caller: string, action: string, resource?: string): AwsError {
  const what = resource === undefined ? action : `${action} on resource: ${resource}`;
  return accessDenied(
    `User: ${caller} is not authorized to perform: ${what} because no identity-based policy allows the ${action} action`,
  );
}

/**
 * AWS Backup's requests name roles at different depths. GuardDuty gets the one that scans:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForScans.html
 */
function rolesIn(body: string): readonly PassedRole[] {
  const found = body.matchAll(/"(IamRoleArn|RestoreTestingSelectionRoleArn|ScannerRoleArn)"\s*:\s*"(arn:[^"]+)"/g);
  return [...found].map(([, member, arn = '']) => ({
    arn,
    service: member === 'ScannerRoleArn' ? 'malware-protection.guardduty.amazonaws.com' : 'backup.amazonaws.com',
  }));
}

/** An identity policy names no principal: it applies to whoever has it. */
function toPolicy(document: unknown): Policy {
  const statements = isBag(document) ? [document.Statement].flat() : [];
  const applied = statements.map((statement) => (isBag(statement) ? { ...statement, Principal: '*' } : statement));
  const policy = readPolicy(JSON.stringify({ Statement: applied }));
  if (policy === undefined || statements.length === 0) {
    throw new Error('A policy has the form {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", …}]}.');
  }
  return policy;
}
