// What each member of a stored row is. An anonymized row has no member that is not named here: the compiler asks for
// the kind of each new one.
import type { StoredMember, StoredMemberType } from './stored-members.ts';

/**
 * - `plain`: a number or a truth value. - `word`: one of AWS's own words, such as a state or a type.
 * - `name`: the name, id or path of something, or of a person. - `arn`: an ARN, or else a name.
 * - `text`: AWS's own sentence with names in it. - `schedule`: a cron or rate expression. - `zone`: a time zone.
 * - `host`: an address, or the name of an AWS service. - `members`: an object or a list of objects with members of
 *   their own. - `counts`: numbers by AWS's own words. - `left out`: written by the user, or unknown.
 */
export type MemberKind =
  | 'plain'
  | 'word'
  | 'name'
  | 'arn'
  | 'account'
  | 'region'
  | 'text'
  | 'schedule'
  | 'zone'
  | 'host'
  | 'members'
  | 'counts'
  | 'left out';

const byKind = {
  plain: [
    'askedAt',
    'askedAt',
    'at',
    'byService',
    'cancelledAt',
    'completedAt',
    'completionWindowMs',
    'continuous',
    'createdAt',
    'deleteAfterDays',
    'deleteAt',
    'deletedAt',
    'deletionAt',
    'encrypted',
    'endsAt',
    'expectedAt',
    'finalAfterDays',
    'goneAt',
    'incremental',
    'isAwsKey',
    'isFromEvent',
    'isGone',
    'isLockDateUnknown',
    'isLost',
    'isParent',
    'isPending',
    'lastBackupAt',
    'lastDoneAt',
    'lastRestoredAt',
    'lastRunAt',
    'lastTriedAt',
    'lifecycleUnknown',
    'lockDate',
    'locked',
    'lookedUpAt',
    'managed',
    'maxDays',
    'maxRetentionDays',
    'minDays',
    'minRetentionDays',
    'moveToColdAfterDays',
    'moveToColdAt',
    'optedIn',
    'percent',
    'periodMs',
    'planLastRunAt',
    'pointCount',
    'preview',
    'readOnly',
    'showsAt',
    'sizeBytes',
    'startBy',
    'startWindowHours',
    'startWindowMs',
    'startedAt',
    'startsAt',
    'tagsChangedAt',
    'transferredBytes',
    'updatedAt',
    'validationWindowHours',
    'values',
    'versionAt',
  ],
  word: [
    'unknownRelations',
    'backupType',
    'deployment',
    'errorCode',
    'event',
    'events',
    'filterScope',
    'formats',
    'indexStatus',
    'keyType',
    'kind',
    'messageCategory',
    'metric',
    'missingTypes',
    'mode',
    'protocol',
    'relation',
    'resourceType',
    'result',
    'risk',
    'scanner',
    'state',
    'status',
    'type',
    'validationStatus',
    'vaultType',
    'via',
  ],
  name: [
    'actor',
    'backupJobId',
    'bucket',
    'copyJobId',
    'endpoint',
    'id',
    'key',
    'keyId',
    'lastVaultName',
    'name',
    'parentId',
    'planId',
    'planName',
    'planVersion',
    'resourceName',
    'restoreJobId',
    'ruleId',
    'ruleName',
    's3Alias',
    'subject',
    'value',
    'vault',
    'vaultName',
    'versionId',
  ],
  arn: [
    'actorArn',
    'airGappedVaultArn',
    'arn',
    'copiedPointArn',
    'createdResourceArn',
    'keyArn',
    'lastRecoveryPointArn',
    'notResources',
    'parentArn',
    'planArn',
    'recoveryPointArn',
    'resourceArn',
    'resources',
    'restoreTestingPlanArn',
    'roleArn',
    's3Arn',
    'sourceVaultArn',
    'target',
    'topicArn',
    'vaultArn',
    'viewArn',
  ],
  account: ['accountId'],
  region: ['region'],
  text: ['subscriptionsRefused', 'partial', 'message', 'reason', 'riskReason', 'statusMessage'],
  schedule: ['ruleCron', 'schedule'],
  zone: ['ruleTimezone', 'timeZone', 'timezone'],
  host: ['sourceIp'],
  members: ['topic', 'job', 'copies', 'createdBy', 'lock', 'lockBefore', 'tags', 'touched'],
  counts: ['counts'],
  'left out': [
    'change',
    'conditions',
    'containers',
    'controls',
    'description',
    'dimensions',
    'filter',
    'inventory',
    'keyPolicy',
    'keys',
    'members',
    'otherDimensions',
    'points',
    'policy',
    'policyBefore',
    'record',
    'refused',
    'subscriptions',
    'template',
    'title',
    'told',
    'vaults',
  ],
} as const satisfies Readonly<Record<MemberKind, readonly StoredMember[]>>;

type Named = (typeof byKind)[MemberKind][number];

/** Fails to compile if a member has no kind. */
type Missing = Exclude<StoredMember, Named>;
const isComplete: [Missing] extends [never] ? true : Missing = true;
void isComplete;

interface TypesOfKinds extends Record<Exclude<MemberKind, 'plain' | 'members' | 'counts' | 'left out'>, string> {
  readonly plain: number | boolean;
  readonly members: object;
  readonly counts: object;
  readonly 'left out': unknown;
}

type Misfits<Kind extends MemberKind> = {
  [Name in (typeof byKind)[Kind][number]]: [StoredMemberType<Name>] extends [TypesOfKinds[Kind]] ? never : Name;
}[(typeof byKind)[Kind][number]];
/** Fails to compile if a member has a kind that does not fit its type. */
const isFitting: [{ [Kind in MemberKind]: Misfits<Kind> }[MemberKind]] extends [never]
  ? true
  : { [Kind in MemberKind]: Misfits<Kind> }[MemberKind] = true;
void isFitting;

const common: ReadonlyMap<string, MemberKind> = new Map(
  Object.entries(byKind).flatMap(([kind, names]) =>
    names.map((name): [string, MemberKind] => [name, kind as MemberKind]),
  ),
);

/** Members that mean something else in one list. */
const special: Readonly<Record<string, Readonly<Record<string, MemberKind>>>> = {
  // The name of AWS's operation.
  audits: { name: 'word' },
  // AWS's own settings.
  'global-settings': { name: 'word', value: 'word' },
};

/** undefined: nothing of the member is written. */
export const kindOf = (resource: string, member: string): MemberKind | undefined =>
  special[resource]?.[member] ?? common.get(member);
