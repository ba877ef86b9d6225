// The causes that AWS's status messages name.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html

export type CauseId =
  | 'vss'
  | 'vss-missing'
  | 'vss-timeout'
  | 'vss-windows'
  | 'limit'
  | 'denied'
  | 'cross-account'
  | 'aws-managed-key'
  | 'key'
  | 'busy-resource'
  | 'busy-copies'
  | 'expired'
  | 'retention'
  | 'maintenance'
  | 'wrong-state'
  | 'gone'
  | 'tag-policy'
  | 'tags'
  | 'unsupported'
  | 'skipped-objects'
  | 'pitr'
  | 'opted-out'
  | 'no-subscription'
  | 'hypervisor'
  | 'internal'
  | 'unknown';

export interface Cause {
  readonly id: CauseId;
  /** One clause that follows "last run FAILED:". */
  readonly title: string;
  readonly nextStep: string;
}

export const limitReached: Cause = {
  id: 'limit',
  title: 'a quota or rate of AWS was reached',
  nextStep: 'delete what is not needed, request a quota increase, or spread the schedule',
};

export const accessDenied: Cause = {
  id: 'denied',
  title: 'AWS refused access',
  nextStep: 'check the policies of the backup role; the message names no permission',
};

export const keyUnusable: Cause = {
  id: 'key',
  title: 'the KMS key is disabled, deleted or not accessible',
  nextStep: 'enable the key, and allow the backup role to use it in the key policy',
};

export const wrongState: Cause = {
  id: 'wrong-state',
  title: 'the resource was not in the available state',
  nextStep: 'wait until the resource is available; the next scheduled run backs it up',
};

export const notThere: Cause = {
  id: 'gone',
  title: 'AWS Backup did not find the resource',
  nextStep: 'if the resource was deleted intentionally, remove it from the resource assignment',
};

export const internalError: Cause = {
  id: 'internal',
  title: 'an internal error of AWS',
  nextStep: 'start the job again; if it fails again, open a case with AWS Support',
};

export const unsupported: Cause = {
  id: 'unsupported',
  title: 'AWS Backup does not support this operation for the resource',
  nextStep:
    'check what AWS Backup supports for the resource type, and remove the resource from the resource assignment',
};

/**
 * Whole phrases: a single word may be part of a name. The first match is used: specific phrases stand before general
 * ones.
 */
export const causesByPhrase: readonly (readonly [pattern: RegExp, cause: Cause])[] = [
  [
    /Windows VSS.*not installed/i,
    {
      id: 'vss-missing',
      title: 'the VSS agent is not installed',
      nextStep: 'install the AWS VSS components on the instance',
    },
  ],
  [
    /Windows VSS.*because of timeout/i,
    {
      id: 'vss-timeout',
      title: 'the VSS snapshot timed out',
      nextStep: 'lower the load at backup time, or move the schedule',
    },
  ],
  [
    /Windows VSS.*unsupported Windows/i,
    {
      id: 'vss-windows',
      title: 'VSS does not support this Windows version',
      nextStep: 'turn Windows VSS off in the plan for this instance',
    },
  ],
  [
    /Windows VSS (backup|job|attempt)/i,
    {
      id: 'vss',
      title: 'only crash-consistent: the VSS backup failed',
      nextStep: 'check the SSM agent, the instance role and the VSS components of the instance',
    },
  ],
  [
    /member of the same organization|cross-account copy feature is not enabled/i,
    {
      id: 'cross-account',
      title: 'cross-account backup is not enabled for both accounts',
      nextStep:
        'enable cross-account backup in the management account, and check that both accounts are in the organization',
    },
  ],
  [
    /with (the|an) AWS managed key|default (Backup service managed )?key\b.*(can|cannot|may) (not )?be|Amazon EBS default key|from AWS Marketplace cannot|user-created backup vault and key/i,
    {
      id: 'aws-managed-key',
      title: 'an AWS managed key cannot be used for cross-account copies',
      nextStep: 'encrypt the resource or the vault with a customer managed KMS key and back up again',
    },
  ],
  [/KMS key is (either )?(disabled|pending)|access (denied )?to (the )?KMS key|given key id/i, keyUnusable],
  [/KMS key ARN does not exist|KMS key .*(is not enabled|not accessible|cannot be used|does not exist)/i, keyUnusable],
  [
    /retention specified in the job is not within the range/i,
    {
      id: 'retention',
      title: "the retention is outside the vault lock's range",
      nextStep: "set the rule's retention within the minimum and maximum of the vault",
    },
  ],
  [
    /tag policy does not allow|tag policies .*(do|does) not (allow|permit)|noncompliant with .*tag policy/i,
    {
      id: 'tag-policy',
      title: 'a tag policy of the organization does not allow the tags',
      nextStep: "change the tags that the rule or the resource gives, or the organization's tag policy",
    },
  ],
  [
    /running job for the same resource/i,
    {
      id: 'busy-resource',
      title: 'another job of the resource was running',
      nextStep: 'schedule the rules of this resource at different hours',
    },
  ],
  [
    /too many copy jobs running/i,
    {
      id: 'busy-copies',
      title: 'too many concurrent copy jobs of the resource',
      nextStep: 'spread the copies, or copy less often',
    },
  ],
  [
    /expired before completion|not able to complete|within the (specified )?(start|completion) window/i,
    {
      id: 'expired',
      title: 'the start or completion window ended before the job',
      nextStep: 'lengthen the start and completion windows of the rule',
    },
  ],
  [
    /(too close to|inside|within|during) the (weekly )?(maintenance|automated backup) window/i,
    {
      id: 'maintenance',
      title: 'the job was in the backup or maintenance window of the resource',
      nextStep: 'move the schedule at least an hour away from that window',
    },
  ],
  [
    /PITR already configured|enabling continuous backup failed/i,
    {
      id: 'pitr',
      title: 'another rule already keeps a continuous backup',
      nextStep: 'keep continuous backup in one rule only',
    },
  ],
  [
    /not (been )?opted.?in|opt.?in (setting|preference)s?|not enabled for (the |this )?(service|resource type)/i,
    {
      id: 'opted-out',
      title: 'the resource type is opted out',
      nextStep: 'opt in to the resource type in the settings of the Region',
    },
  ],
  [
    /(does|do) not have (sufficient |the required |the necessary |enough )?(permissions?|privileges?|access)\b/i,
    accessDenied,
  ],
  [
    /not authorized to|access (was |is )?denied (\w+ ){0,3}(trying|to|performing|exception|while|for|because|by|when)\b|^\W*access denied\b|(is|was) denied access|unauthorized to|\baccess is denied/i,
    accessDenied,
  ],
  [
    /cannot be assumed|\b(miss|missing|lacks?) (the )?(required )?permissions?\b|insufficient (privileges|permissions)/i,
    accessDenied,
  ],
  [/explicit deny in|no (identity|resource|session).based policy allows/i, accessDenied],
  [
    /needs a subscription/i,
    {
      id: 'no-subscription',
      title: 'the account is not subscribed to the service',
      nextStep: 'subscribe the account to the service of the resource',
    },
  ],
  [
    /hypervisor because it is not online|not supported on hypervisor/i,
    {
      id: 'hypervisor',
      title: 'the hypervisor refused the call',
      nextStep: 'check the Backup gateway and its hypervisor in the console',
    },
  ],
  [
    /\bnot (currently )?in (the |an? )?(#? ?available |\S+ )?state\b|not (currently )?in state\b|cannot snapshot volume/i,
    wrongState,
  ],
  [
    /archived in S3 Glacier|objects? .*were skipped/i,
    {
      id: 'skipped-objects',
      title: 'archived objects were skipped',
      nextStep: 'exclude archived objects, or mute this finding for the bucket',
    },
  ],
  [
    /copy resource tags|while trying to list tags|unable to persist .*metadata/i,
    {
      id: 'tags',
      title: 'backed up without some tags or metadata',
      nextStep: 'start the backup again to include the tags and metadata; the data is backed up',
    },
  ],
  [
    /(limit|quota|rate|maximum number[^.]*) (has been |was |is |were )?(exceeded|reached)|exceed(s|ed|ing)? (the|your|our|its) (\w+ ){0,3}(limit|quota|maximum)/i,
    limitReached,
  ],
  [
    /reached (the|your|our) (\w+ ){0,2}(maximum|quota|limit)|maximum allowed .*exceeded|maximum number of concurrent/i,
    limitReached,
  ],
  [
    /can have at most|cannot create more than|more than \d+ (\w+ )?tags|too many requests|throttled (due|because|by)|(was|were|been) throttled/i,
    limitReached,
  ],
  [/is not supported|not support(ed)? (on|for|by|in)|unsupported resource type|does not support/i, unsupported],
  [
    /\b(was|were|is|are|be|table|resource|volume) not found|does not exist|(could not|cannot) find|no longer (available|exists?)/i,
    notThere,
  ],
  [/internal (error|failure)\b|fatal error/i, internalError],
];

/** Error codes of the services that AWS Backup calls, for messages without a known phrase. */
export const causesByCode: readonly (readonly [pattern: RegExp, cause: Cause])[] = [
  [/^(KMS\.)?(KMS\w+Exception|DisabledException)$/, keyUnusable],
  [/^(AccessDenied|UnauthorizedOperation|NotAuthorized|AuthorizationError)(Exception)?$/, accessDenied],
  [/^(Throttling|ThrottlingException|RequestLimitExceeded|TooManyRequestsException)$/, limitReached],
  [/^(\w*LimitExceeded|\w*QuotaExceeded)(Exception|Fault)?$/, limitReached],
  [/^(\w+\.NotFound|\w*NotFound(Exception|Fault)|NoSuch(Bucket|Key|Entity))$/, notThere],
  [/^(Incorrect(Instance)?State|Invalid\w*State(Exception|Fault)?)$/, wrongState],
  [/^UnsupportedOperation(Exception)?$/, unsupported],
  [/^Internal(Error|Failure|ServerError|ServerException)$/, internalError],
];

/**
 * MessageCategory in lower case. AWS publishes no complete list, and spells the values in several ways.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html
 */
export const causesByCategory: Readonly<Record<string, Cause>> = {
  accessdenied: accessDenied,
  limitexceeded: limitReached,
  resourcenotfound: notThere,
  invalidstate: wrongState,
  kmskeyinaccessible: keyUnusable,
  internalerror: internalError,
};

/** Causes that an AccessDenied cannot have: AWS's category is more certain than the sentence of another service. */
export const neverDenied: ReadonlySet<CauseId> = new Set([
  'limit',
  'busy-resource',
  'busy-copies',
  'expired',
  'maintenance',
  'wrong-state',
  'internal',
  'pitr',
]);
