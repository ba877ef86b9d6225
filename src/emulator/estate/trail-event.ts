// What CloudTrail keeps of the estate's happenings.
import { createDice, seedOf } from './dice.ts';

const minuteMs = 60_000;
/** CloudTrail delivers no later than this after the deed. */
export const latestDeliveryMs = 7 * minuteMs;

export interface TrailEvent {
  id: string;
  name: string;
  at: number;
  /** Nobody sees it before: CloudTrail delivers minutes late. */
  deliveredAt: number;
  readOnly: boolean;
  source: string;
  /** Absent for what AWS does by itself. */
  by?: Actor | undefined;
  request?: Record<string, unknown> | undefined;
  response?: Record<string, unknown> | undefined;
  /** What service events carry. */
  details?: Record<string, unknown> | undefined;
  error?: { code: string; message: string } | undefined;
}

export interface Actor {
  /** The name of a role's session; of a user of IAM Identity Center the id in its directory. */
  user: string;
  /** Absent: a user of IAM Identity Center, by himself. */
  role?: string;
  /** Between 'role/' and its name; the session's ARN has none. */
  rolePath?: string;
  accessKeyId?: string;
  ip: string;
  agent: string;
}

export const backupSource = 'backup.amazonaws.com';

/** Fills in what follows from an event's identity. */
export function trailEvent(keys: (string | number)[], event: Omit<TrailEvent, 'id' | 'deliveredAt'>): TrailEvent {
  const dice = createDice(seedOf('trail', ...keys));
  return { ...event, id: dice.uuid(), deliveredAt: event.at + dice.whole(3 * minuteMs, latestDeliveryMs) };
}

/** The record itself, as CloudTrail writes it. */
export function toRecord(event: TrailEvent, region: string, account: string): Record<string, unknown> {
  const { id, name, at, by, source, readOnly, request, response, details, error } = event;
  return {
    eventVersion: '1.09',
    userIdentity: by ? identityOf(by, account, at) : { accountId: account, invokedBy: backupSource },
    eventTime: new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z'),
    eventSource: source,
    eventName: name,
    awsRegion: region,
    sourceIPAddress: by?.ip ?? backupSource,
    userAgent: by?.agent ?? backupSource,
    ...(error && { errorCode: error.code, errorMessage: error.message }),
    requestParameters: request ?? null,
    responseElements: response ?? null,
    ...(by && { requestID: createDice(seedOf('request', id)).uuid() }),
    eventID: id,
    readOnly,
    eventType: by ? 'AwsApiCall' : 'AwsServiceEvent',
    managementEvent: true,
    recipientAccountId: account,
    ...(details && { serviceEventDetails: details }),
    eventCategory: 'Management',
  };
}

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-cloudtrail-use-cases.html */
function directoryUser(userId: string, account: string) {
  const dice = createDice(seedOf('directory', userId));
  return {
    type: 'IdentityCenterUser',
    accountId: account,
    onBehalfOf: { userId, identityStoreArn: `arn:aws:identitystore::${account}:identitystore/d-${dice.hex(10)}` },
    credentialId: dice.uuid(),
  };
}

function identityOf({ user, role, rolePath = '', accessKeyId }: Actor, account: string, at: number) {
  if (role === undefined) return directoryUser(user, account);
  const principal = `AROA${createDice(seedOf(role)).hex(17).toUpperCase()}`;
  return {
    type: 'AssumedRole',
    principalId: `${principal}:${user}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${user}`,
    accountId: account,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: principal,
        arn: `arn:aws:iam::${account}:role/${rolePath}${role}`,
        accountId: account,
        userName: role,
      },
      attributes: {
        creationDate: new Date(Math.floor(at / 3_600_000) * 3_600_000).toISOString().replace('.000Z', 'Z'),
        mfaAuthenticated: 'true',
      },
    },
  };
}

/** Dates inside service events. */
export const toSecondsAndNanos = (at: number) => ({
  seconds: Math.floor(at / 1000),
  nanos: (Math.round(at) % 1000) * 1_000_000,
});
