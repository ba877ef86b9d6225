// AWS's status messages, read as causes with the next step to take.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html

export type CauseId =
  | 'vss'
  | 'limit'
  | 'denied'
  | 'cross-account'
  | 'key'
  | 'busy-resource'
  | 'expired'
  | 'retention'
  | 'maintenance'
  | 'wrong-state'
  | 'gone'
  | 'tags'
  | 'unsupported'
  | 'skipped-objects'
  | 'pitr'
  | 'opted-out'
  | 'internal'
  | 'unknown';

export interface Cause {
  readonly id: CauseId;
  /** One clause, to stand after "last run FAILED:". */
  readonly title: string;
  readonly nextStep: string;
}

type Known = readonly [pattern: RegExp, id: CauseId, title: string, nextStep: string];

/** The first that matches counts: the special before the general. */
const known: readonly Known[] = [
  [/VSS.*not installed/i, 'vss', 'the VSS agent is not installed', 'install AWS VSS components on the instance'],
  [/VSS.*timeout/i, 'vss', 'the VSS snapshot timed out', 'lower the load at backup time, or move the schedule'],
  [/VSS.*unsupported/i, 'vss', 'VSS does not know this Windows version', 'take WindowsVSS out of the plan for it'],
  [
    /\bVSS\b/i,
    'vss',
    'only crash-consistent: VSS did not work',
    'check the SSM agent, the instance role and the VSS components',
  ],
  [
    /same organization|cross-account copy feature/i,
    'cross-account',
    'copies between accounts are not allowed here',
    'turn on cross-account backup in the management account, and see that both accounts are in its organization',
  ],
  [
    /AWS managed key|default (Backup service managed )?key|EBS default key|from AWS Marketplace|user-created backup vault and key/i,
    'cross-account',
    'what AWS owns the key of cannot leave the account',
    'encrypt with a customer managed KMS key and back up again',
  ],
  [
    /kms key|given key id|KMSKey/i,
    'key',
    'the KMS key is disabled, deleted or out of reach',
    'enable the key, or let the backup role use it',
  ],
  [
    /retention specified in the job is not within the range/i,
    'retention',
    "its retention is outside the vault lock's range",
    "set the rule's retention within the minimum and maximum of the vault",
  ],
  [
    /running job for the same resource/i,
    'busy-resource',
    'another job of the resource was running',
    'spread the rules that meet at this hour',
  ],
  [
    /too many copy jobs running/i,
    'busy-resource',
    'too many copies of the resource at once',
    'spread the copies, or copy less often',
  ],
  [
    /expired before completion|not able to complete|completion window/i,
    'expired',
    'the window was over before it was done',
    'widen the start and completion windows of the rule',
  ],
  [
    /maintenance window|automated backup window/i,
    'maintenance',
    "it met the resource's own backup or maintenance window",
    'move the schedule at least an hour away from that window',
  ],
  [
    /PITR already configured|continuous backup failed/i,
    'pitr',
    'another plan keeps its continuous backup already',
    'leave continuous backup to one rule',
  ],
  [
    /not opted|opt.?in|not enabled for (the )?(service|resource type)/i,
    'opted-out',
    'the resource type is opted out',
    'opt the type in under the settings of the Region',
  ],
  [
    /limit|maximum|quota|throttl|can have at most|cannot create more than|more than 50 tags|resultant tag set|exceeded/i,
    'limit',
    'a quota or rate of AWS was reached',
    'delete what is not needed, ask for a higher quota, or spread the schedule',
  ],
  [
    /not authorized|access.?denied|cannot be assumed|does not have permission|miss(ing)? permission|insufficient privileges|unauthorized/i,
    'denied',
    'AWS refused access',
    'give the backup role the rights that the message names, and check its trust policy',
  ],
  [
    /needs a subscription|not online|token expired/i,
    'denied',
    'the service behind it did not let AWS Backup in',
    "check the resource's subscription or its hypervisor",
  ],
  [
    /not in( the)? (available|state)|not in available state|not in state|cannot snapshot volume/i,
    'wrong-state',
    'the resource was in no state to be backed up',
    'bring it back to available; the next run takes it',
  ],
  [
    /archived in S3 Glacier|were skipped|objects? .*skipped/i,
    'skipped-objects',
    'archived objects were skipped',
    'exclude archived objects, or mute this for the bucket',
  ],
  [
    /copy resource tags|list tags|persist .*metadata/i,
    'tags',
    'backed up, but without all of its tags or metadata',
    'nothing is lost; run it again to have them',
  ],
  [
    /not supported|unsupported|unsupportedoperation/i,
    'unsupported',
    'AWS Backup cannot do this for the resource',
    'see what the resource type can do, and take it out of the rule',
  ],
  [
    /not found|does not exist|could not find|cannot find|no longer available|is invalid/i,
    'gone',
    'the resource is not there any more',
    'take it out of the selection if it was deleted on purpose',
  ],
  [
    /internal error|internal failure|fatal error/i,
    'internal',
    'an error inside AWS',
    'run it again; if it stays, open a case with AWS Support',
  ],
];

export function explainFailure(message: string | undefined): Cause {
  const found = message ? known.find(([pattern]) => pattern.test(message)) : undefined;
  if (found) return { id: found[1], title: found[2], nextStep: found[3] };
  return {
    id: 'unknown',
    title: message ?? 'AWS gave no reason',
    nextStep: 'open the job for its details',
  };
}
