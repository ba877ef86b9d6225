// CloudTrail events of an estate and their records.
import { createRandom, seedOf } from '../random.ts';

const minuteMs = 60_000;
/** The longest delay of CloudTrail's delivery. */
export const latestDeliveryMs = 7 * minuteMs;

export interface TrailEvent {
  id: string;
  name: string;
  at: number;
  /** Epoch ms at which the event becomes visible: CloudTrail delivers minutes late. */
  deliveredAt: number;
  readOnly: boolean;
  source: string;
  /** The caller. Absent for events that AWS itself writes. */
  by?: Actor | undefined;
  request?: Record<string, unknown> | undefined;
  response?: Record<string, unknown> | undefined;
  /** The `serviceEventDetails` of events that AWS itself writes. */
  details?: Record<string, unknown> | undefined;
  error?: { code: string; message: string } | undefined;
}

export interface Actor {
  /** The session name of a role, or the directory id of a user of IAM Identity Center. */
  user: string;
  /** Absent: a user of IAM Identity Center without a role. */
  role?: string;
  /** The path between `role/` and the role's name. The session's ARN omits it. */
  rolePath?: string;
  accessKeyId?: string;
  ip: string;
  agent: string;
}

export const backupSource = 'backup.amazonaws.com';
const keySource = 'kms.amazonaws.com';

/** Adds the id and the delivery time, which follow from `keys`. */
export function trailEvent(keys: (string | number)[], event: Omit<TrailEvent, 'id' | 'deliveredAt'>): TrailEvent {
  const random = createRandom(seedOf('trail', ...keys));
  return { ...event, id: random.uuid(), deliveredAt: event.at + random.whole(3 * minuteMs, latestDeliveryMs) };
}

/** The event as a CloudTrail record. */
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
    ...(by && { requestID: createRandom(seedOf('request', id)).uuid() }),
    eventID: id,
    readOnly,
    eventType: by ? 'AwsApiCall' : 'AwsServiceEvent',
    managementEvent: true,
    recipientAccountId: account,
    ...(source === keySource && { resources: keysIn(event, region, account) }),
    ...(details && { serviceEventDetails: details }),
    eventCategory: 'Management',
  };
}

/** AWS: https://docs.aws.amazon.com/kms/latest/developerguide/ct-disablekey.html */
function keysIn({ request }: TrailEvent, region: string, account: string) {
  const key = String(request?.keyId ?? '');
  const arn = key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${account}:key/${key}`;
  return [{ accountId: account, type: 'AWS::KMS::Key', ARN: arn }];
}

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-cloudtrail-use-cases.html */
function directoryUser(userId: string, account: string) {
  const random = createRandom(seedOf('directory', userId));
  return {
    type: 'IdentityCenterUser',
    accountId: account,
    onBehalfOf: { userId, identityStoreArn: `arn:aws:identitystore::${account}:identitystore/d-${random.hex(10)}` },
    credentialId: random.uuid(),
  };
}

function identityOf({ user, role, rolePath = '', accessKeyId }: Actor, account: string, at: number) {
  if (role === undefined) return directoryUser(user, account);
  const principal = `AROA${createRandom(seedOf(role)).hex(17).toUpperCase()}`;
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

/** A date inside `serviceEventDetails`. */
export const toSecondsAndNanos = (at: number) => ({
  seconds: Math.floor(at / 1000),
  nanos: (Math.round(at) % 1000) * 1_000_000,
});
