// What comes of a restore, in sentences: what it makes or writes into, what is not known, and what is to be done then.
import { metadataValue } from '../../../domain/restore/metadata-keys.ts';
import { madeName, type RestoreTarget } from '../../../domain/restore/restore-target.ts';
import type { RestoreType } from '../../../domain/restore/restore-type.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { ActionContext, AnyContext } from '../../action.ts';
import { factsOf, isAsked, isFromElsewhere, typeOf } from './restore-context.ts';
import { keptKeys, unknownKeys } from './restore-document.ts';
import { metadataOf } from './restore-metadata.ts';
import { canBeAsked } from './restore-names.ts';
import { timeSentences } from './restore-time.ts';

type Context = ActionContext<RecoveryPoint>;

export const takesRole = (context: AnyContext): boolean => typeOf(context)?.withoutRole !== true;

/** AWS fails a job that shall copy tags where it cannot; with single items it never can. */
export function copiesTags(context: AnyContext): boolean {
  const type = typeOf(context);
  if (type === undefined || type.tags === 'no') return type === undefined && context.row !== undefined;
  const metadata = metadataOf(context);
  if (metadataValue(metadata, 'ItemsToRestore') || metadataValue(metadata, 'pathsToRestore')) return false;
  return type.tags === 'yes' || metadataValue(metadata, 'newFileSystem') !== 'false';
}

export function restoreWarnings(context: Context, target: RestoreTarget): readonly string[] {
  const type = typeOf(context);
  const said = [target.sentence, ...timeSentences(context), ...nameWarnings(context, target)];
  if (type === undefined) {
    return [...said, 'vaultop does not know the restore metadata keys of this type: they are sent unchecked.'];
  }
  return [
    ...said,
    ...coldWarnings(context.row, context.now),
    ...elsewhereWarnings(context, type),
    ...keyWarnings(context, type),
    ...(type.rights && isAsked(type, type.rights, context) ? [type.rights.sentence] : []),
    ...(type.next && isAsked(type, type.next, context) ? [type.next.sentence] : []),
  ];
}

/** AWS is asked about the name before the request, where it can be. */
function nameWarnings(context: Context, { kind }: RestoreTarget): readonly string[] {
  const { resourceType } = context.row;
  const name = kind === 'new' ? madeName(resourceType, metadataOf(context)) : undefined;
  if (name === undefined || canBeAsked(context)) return [];
  return [
    `Whether the name ${name} is in use is not known, because vaultop cannot ask AWS for it: if it is, the job fails.`,
  ];
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html */
const coldWarnings = ({ moveToColdAt, resourceType }: RecoveryPoint, now: number): readonly string[] =>
  moveToColdAt !== undefined && moveToColdAt <= now
    ? [
        resourceType === 'EBS'
          ? 'The recovery point is in the archive tier: the restore takes up to 72 hours.'
          : 'The recovery point is in cold storage: the restore takes about 4 hours longer.',
      ]
    : [];

function elsewhereWarnings(context: Context, { keys, folded }: RestoreType): readonly string[] {
  if (!isFromElsewhere(context) || ![...keys, ...folded].some(({ local }) => local)) return [];
  return ['The recovery point is a copy from another Region: choose subnets, security groups and keys of this Region.'];
}

function keyWarnings(context: Context, type: RestoreType): readonly string[] {
  const sent = unknownKeys(Object.keys(metadataOf(context)), type);
  const kept = keptKeys(context, type);
  const { unverified } = type;
  return [
    ...(sent.length > 0 ? [`Sent unchecked, because vaultop does not know these keys: ${sent.join(', ')}.`] : []),
    ...(kept.length > 0 ? [`Not sent, although AWS returns it with the recovery point: ${kept.join(', ')}.`] : []),
    ...(unverified && isAsked(type, unverified, context) ? [unverified.sentence] : []),
    ...(factsOf(context)?.refused ?? []).map(
      (right) => `AWS did not answer ${right}: values that it lists are not checked.`,
    ),
  ];
}
