// What AWS is asked about before restores are sent, and what only shows over all of several points.
import { metadataValue } from '../../../domain/restore/metadata-keys.ts';
import { sourceName } from '../../../domain/restore/restore-names.ts';
import { restoreTarget } from '../../../domain/restore/restore-target.ts';
import type { RestoreType } from '../../../domain/restore/restore-type.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { ActionContext, AnyContext } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { fieldId, isAsked, typedText, typeOf, valueOfPoint } from './restore-context.ts';
import { metadataOf } from './restore-metadata.ts';
import { firstTaken } from './restore-names.ts';

type Problems = Readonly<Record<string, string>>;

/** Names that AWS does not answer for are not refused: the review says so. */
export async function verifyRestores(
  request: RequestContext,
  context: Omit<ActionContext<RecoveryPoint>, 'known'>,
): Promise<Problems> {
  const whole: AnyContext = { ...context, known: () => [] };
  const type = typeOf(whole);
  if (type === undefined) return {};
  const each = (context.chosen ?? [whole]).map(({ row, facts }): AnyContext => ({ ...whole, row, facts }));
  const lacking = missingValue(type, each) ?? foreignValue(type, each);
  if (lacking) return lacking;
  const naming = type.keys.find((key) => key.start === 'free' && isAsked(type, key, whole));
  if (naming === undefined) return {};
  const made = each.filter((one) => restoreTarget(one.row.resourceType, metadataOf(one)).kind === 'new');
  const names = made.map((one) => ({
    name: metadataValue(metadataOf(one), naming.key) ?? '',
    scope: (one.row as RecoveryPoint).scope,
  }));
  const field = fieldId(type.type, naming);
  const placed = names.map(({ name, scope }) => `${scope.region} ${name}`);
  const twice = names.find((_, index) => placed.indexOf(placed[index] ?? '') !== index);
  if (twice)
    return {
      [field]: `Several of these restores have the same target name, ${twice.name}: give each a name of its own.`,
    };
  const taken = await firstTaken(request, type.type, names);
  return taken === undefined ? {} : { [field]: `${taken} exists already: a restore to a name in use fails.` };
}

/** What names something of one Region cannot be typed for points of several. */
function foreignValue(type: RestoreType, each: readonly AnyContext[]): Problems | undefined {
  const regions = new Set(each.map(({ row }) => (row as RecoveryPoint).scope.region));
  if (regions.size < 2) return undefined;
  const typed = type.keys.find(
    (key) => key.local && each.some((one) => typedText(type, key, one) !== valueOfPoint(key, one)),
  );
  const where = [...regions].join(' and ');
  return (
    typed && { [fieldId(type.type, typed)]: `${typed.label} is of one Region; the recovery points are in ${where}.` }
  );
}

/** A value that each point shall have of its own, and that one of them does not have. */
function missingValue(type: RestoreType, each: readonly AnyContext[]): Problems | undefined {
  for (const one of each) {
    const missing = type.keys.find((key) => key.needed && isAsked(type, key, one) && typedText(type, key, one) === '');
    const name = sourceName(one.row.resourceArn);
    if (missing) return { [fieldId(type.type, missing)]: `${name} has no ${missing.label}: enter one.` };
  }
  return undefined;
}
