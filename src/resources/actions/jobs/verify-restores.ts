// What AWS is asked about before restores are sent, and what only shows over all of several points.
import { metadataValue } from '../../../domain/restore/metadata-keys.ts';
import { sourceName } from '../../../domain/restore/restore-names.ts';
import { restoreTarget } from '../../../domain/restore/restore-target.ts';
import type { RestoreType } from '../../../domain/restore/restore-type.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { ActionContext, AnyContext } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { fieldId, isAsked, typedText, typeOf } from './restore-context.ts';
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
  const lacking = missingValue(type, each);
  if (lacking) return lacking;
  const naming = type.keys.find((key) => key.start === 'free' && isAsked(type, key, whole));
  if (naming === undefined) return {};
  const made = each.filter((one) => restoreTarget(one.row.resourceType, metadataOf(one)).kind === 'new');
  const names = made.flatMap((one) => metadataValue(metadataOf(one), naming.key) ?? []);
  const field = fieldId(type.type, naming);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return { [field]: `Several restores would be named ${twice}.` };
  const taken = await firstTaken(request, type.type, names);
  return taken === undefined ? {} : { [field]: `${taken} exists already: AWS fails a restore to a taken name.` };
}

/** A value that each point shall have of its own, and that one of them does not have. */
function missingValue(type: RestoreType, each: readonly AnyContext[]): Problems | undefined {
  for (const one of each) {
    const missing = type.keys.find((key) => key.needed && isAsked(type, key, one) && typedText(type, key, one) === '');
    const name = sourceName(one.row.resourceArn);
    if (missing) return { [fieldId(type.type, missing)]: `${name} has no ${missing.label} of its own: give one.` };
  }
  return undefined;
}
