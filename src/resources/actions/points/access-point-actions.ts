// Opens a recovery point of Amazon S3 for reading, and closes it again.
import { shortName } from '../../../domain/arn.ts';
import {
  type AccessPoint,
  checkAccessPointName,
  isStanding,
  pointInTimeText,
  proposedName,
} from '../../../domain/vaults/access-point.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import { formatAge, formatDateTime } from '../../../lib/text/format.ts';
import { type Action, type ActionContext, type ActionOn, type AnyContext, textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { checkJson } from '../checks.ts';
import { deletion } from '../deletion.ts';
import { given, tagsField, tagsOf, textField } from '../fields.ts';
import { latestMoment, momentField } from '../jobs/moment-field.ts';
import { chosenTime } from '../jobs/restore-metadata.ts';
import { pointSubject } from '../subjects.ts';
import { tagsAction } from '../tag-action.ts';
import { irreversible, undoable } from '../undo.ts';

/** AWS: "an Amazon S3 recovery point in the AVAILABLE, STOPPED, or COMPLETED state". */
const readable: ReadonlySet<string> = new Set(['AVAILABLE', 'STOPPED', 'COMPLETED']);
const longestPolicy = 200_000;

const isHere = ({ scope: one }: AccessPoint, { region, accountId }: AccessPoint['scope']): boolean =>
  one.region === region && one.accountId === accountId;

const knownHere = ({ known, scope }: Pick<AnyContext, 'known' | 'scope'>): readonly AccessPoint[] =>
  (known('access-points', scope) as readonly AccessPoint[]).filter((one) => isHere(one, scope));

/** The access points that stand on a recovery point, as far as they are known. */
export const openedBy = ({ arn, scope }: RecoveryPoint, { known }: Pick<AnyContext, 'known'>): readonly AccessPoint[] =>
  knownHere({ known, scope }).filter((one) => one.recoveryPointArn === arn && isStanding(one));

/** The sentence about AWS's refusal to delete a recovery point that is open; undefined: none is known to stand on it. */
export function openedSentence(point: RecoveryPoint, context: Pick<AnyContext, 'known'>): string | undefined {
  const names = openedBy(point, context).map(({ name }) => name);
  if (names.length === 0) return undefined;
  const [noun, them] = names.length === 1 ? ['access point', 'it'] : ['access points', 'them'];
  return `AWS refuses the deletion while the ${noun} ${names.join(', ')} exists: delete ${them} first.`;
}

const momentOf = (context: ActionContext<RecoveryPoint>): number =>
  chosenTime(context) ?? latestMoment(context.row, context.now);

async function isCreated(request: RequestContext, input: { readonly RecoveryPointArn: string; readonly Name: string }) {
  const { RecoveryPointArn, Name } = input;
  for await (const { BackupAccessPoints = [] } of request.pages('backup', 'ListBackupAccessPointsByRecoveryPoint', {
    RecoveryPointArn,
  })) {
    if (BackupAccessPoints.some((one) => one.Name === Name)) return true;
  }
  return false;
}

function initialName({ row, now, ...context }: AnyContext): string {
  const taken = new Set(knownHere({ ...context }).map(({ name }) => name));
  const at = isContinuous(row) ? latestMoment(row, now) : row.createdAt;
  return proposedName(row.resourceName || shortName(row.resourceArn), at, taken);
}

/** The names of the account's own S3 access points count as well: AWS alone knows those. */
function checkName(text: string, context: AnyContext): string | undefined {
  const wrong = checkAccessPointName(text);
  if (wrong) return wrong;
  return knownHere(context).some(({ name }) => name === text) ? `${text} exists already in this Region.` : undefined;
}

export const createAccessPoint: Action<RecoveryPoint, 'CreateBackupAccessPoint'> = {
  id: 'access-point',
  title: 'create an access point',
  pending: 'opening',
  outcome: 'is getting an access point',
  subject: pointSubject,
  route: ({ values }) => [`access point ${textOf(values, 'name')}`],
  undo: undoable('delete the access point'),
  creates: { resource: 'access-points', title: 'Access point', member: 'AccessPointArn', param: 'arn' },
  touches: ['access-points'],
  knows: ['access-points'],
  disabled({ resourceType, status }) {
    if (resourceType !== 'S3') return 'only for recovery points of S3';
    return readable.has(status) ? undefined : `it is ${status}`;
  },
  fields: [
    textField('name', 'Name', {
      hint: 'unique among all S3 access points of the account in this Region',
      initial: initialName,
      check: checkName,
    }),
    momentField('Time to show'),
    {
      id: 'document',
      label: 'Policy',
      kind: 'document',
      optional: true,
      hint: 'access point policy as JSON; empty: only the IAM permissions of the caller apply',
      check: (text) =>
        text.length > longestPolicy
          ? `AWS accepts at most ${longestPolicy} characters.`
          : text
            ? checkJson(text)
            : undefined,
    },
    tagsField(),
  ],
  warnings: (context) => [
    isContinuous(context.row)
      ? `The access point shows the bucket as of ${formatDateTime(momentOf(context))}, ${formatAge(context.now - momentOf(context))} ago.`
      : `The access point shows the bucket as of ${formatDateTime(context.row.createdAt)}.`,
    'While the access point exists, AWS Backup pauses the lifecycle of the recovery point and refuses to delete it.',
  ],
  retries: { CreateBackupAccessPoint: { kind: 'read-back', removes: false, wasDone: isCreated } },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'CreateBackupAccessPoint',
      input: {
        Name: textOf(context.values, 'name'),
        RecoveryPointArn: context.row.arn,
        ...(isContinuous(context.row)
          ? { AccessPointMetadata: { AccessPointInTime: pointInTimeText(momentOf(context)) } }
          : {}),
        ...given('AccessPointPolicy', textOf(context.values, 'document')),
        ...given('Tags', tagsOf(context.values)),
      },
    },
  ],
};

/** 'access point invoices-20260115 of acme-invoices, created 2026-01-15 12:00:00Z'. */
const accessPointSubject = ({ name, resourceArn, createdAt }: AccessPoint): string =>
  [
    `access point ${name} of ${shortName(resourceArn) || 'a resource that AWS did not return'}`,
    ...(createdAt === undefined ? [] : [`created ${formatDateTime(createdAt)}`]),
  ].join(', ');

const deleteAccessPoint: Action<AccessPoint, 'DeleteBackupAccessPoint'> = {
  ...deletion,
  outcome: 'is being deleted',
  subject: accessPointSubject,
  undo: irreversible('a new access point has another alias, and the recovery point may be deleted by then'),
  touches: ['recovery-points'],
  disabled: ({ status }) => (status === 'DELETING' ? 'it is being deleted already' : undefined),
  warnings: () => [
    'Clients that read through the access point lose access.',
    'The lifecycle of the recovery point resumes: AWS deletes it if its retention has ended.',
  ],
  retries: {
    DeleteBackupAccessPoint: {
      kind: 'read-back',
      removes: true,
      async wasDone(request, { AccessPointArn }) {
        const { Status } = await request.call('backup', 'DescribeBackupAccessPoint', { AccessPointArn });
        return Status === 'DELETING';
      },
    },
  },
  requests: ({ row }) => [
    { service: 'backup', operation: 'DeleteBackupAccessPoint', input: { AccessPointArn: row.arn } },
  ],
};

export const accessPointActions: readonly ActionOn<AccessPoint>[] = [
  deleteAccessPoint,
  tagsAction(({ arn }) => arn, undefined, { subject: accessPointSubject }),
];
