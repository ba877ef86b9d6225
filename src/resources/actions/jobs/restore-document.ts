// The document of a restore: keys that have no field of their own, as JSON.
import { isInformation, takenKeys, valueProblem } from '../../../domain/restore/key-values.ts';
import { isOfAllTypes, isSameKey, jsonObject } from '../../../domain/restore/metadata-keys.ts';
import type { RestoreType } from '../../../domain/restore/restore-type.ts';
import type { AnyContext } from '../../action.ts';
import { checkJson } from '../checks.ts';
import { isAsked, metadataIn, typeOf } from './restore-context.ts';

export function checkDocument(text: string, context: AnyContext): string | undefined {
  if (text === '') return undefined;
  const broken = checkJson(text);
  if (broken) return broken;
  const object = jsonObject(text);
  if (object === undefined) return 'The value must be a JSON object of strings: {"key": "value"}.';
  const type = typeOf(context);
  return Object.entries(object)
    .map(([name, value]) => entryProblem(name, value, type))
    .find((problem) => problem !== undefined);
}

function entryProblem(name: string, value: unknown, type: RestoreType | undefined): string | undefined {
  if (typeof value !== 'string') return `${name} must be a string: AWS accepts metadata as strings only.`;
  if (type === undefined) return undefined;
  if (isInformation(type, name) || isOfAllTypes(name)) {
    return `${name} is only returned by AWS: it refuses a restore with it, or the restore fails.`;
  }
  const known = takenKeys(type).find(({ key }) => isSameKey(key, name));
  return known && valueProblem(name, value, known);
}

const lineWidth = 70;

/** The keys that the type takes besides its fields, in lines. */
export function documentKeys(context: AnyContext): readonly string[] {
  const type = typeOf(context);
  if (type === undefined)
    return ['vaultop does not know the restore metadata keys of this type: they are sent unchecked.'];
  const names = [...new Set(type.folded.filter((key) => isAsked(type, key, context)).map(({ key }) => key))];
  if (names.length === 0) return [`${type.type} has no other restore metadata keys that vaultop knows.`];
  const lines = [`${type.type} also takes`];
  for (const name of names) {
    const last = lines.at(-1) ?? '';
    if (last.length + name.length < lineWidth) lines[lines.length - 1] = `${last} ${name}`;
    else lines.push(name);
  }
  return lines;
}

/** Keys in the document that the type is not known to take. */
export function unknownKeys(names: readonly string[], type: RestoreType): readonly string[] {
  const known = takenKeys(type);
  return names.filter((name) => !known.some(({ key }) => isSameKey(key, name)));
}

/** What AWS keeps with the point besides what the type takes. */
export function keptKeys(context: AnyContext, type: RestoreType): readonly string[] {
  const names = Object.keys(metadataIn(context)).filter((name) => !isOfAllTypes(name) && !isInformation(type, name));
  return unknownKeys(names, type);
}
