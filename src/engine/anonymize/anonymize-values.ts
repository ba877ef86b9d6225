// Values of requests and responses of AWS without anything that names an account, a person or a thing of theirs. Only
// what is known to be AWS's own stays; all else is replaced, also names of members.
import { isKnownRegion } from '../../aws/known-regions.ts';
import { isWord, isZone, schedule, serviceHost } from './known-texts.ts';
import { type Replacements, regionPattern } from './replacements.ts';
import { anonymizeText } from './texts.ts';
import { isWireWord } from './wire-words.ts';

/** Not of twelve digits, as an account's id is. */
const number = /^-?\d{1,11}(\.\d{1,9})?([eE][-+]?\d{1,3})?$/;
const time = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;
/** A state that is newer than this program. */
const newState = /^[A-Z]+(_[A-Z]+){0,6}$/;
const ofRegions = /region/i;
const ofStates = /(state|status|type|category)$/i;
const ofErrors = /^(__type|code|errorcode|statuscode)$/i;
const errorName = /^([a-z.]{1,40}#)?[A-Z][A-Za-z]{2,60}(\.[A-Z][A-Za-z]{2,60})?$/;
const ofMessages = /(message|reason)$/i;

const stays = (text: string): boolean =>
  text === '' ||
  isWireWord(text) ||
  number.test(text) ||
  time.test(text) ||
  isKnownRegion(text) ||
  isZoneOfRegion(text) ||
  schedule.test(text) ||
  serviceHost.test(text) ||
  isZone(text);

/** Names of servers look like names of Regions: only a known one stays anywhere. */
const isZoneOfRegion = (text: string): boolean => /[a-f]$/.test(text) && isKnownRegion(text.slice(0, -1));

const separators = /([/:|])/;

/** The name of a member, a parameter or a part of a path, or a value of no known kind. */
export function anonymizeName(text: string, replacements: Replacements): string {
  if (stays(text)) return text;
  if (text.startsWith('arn:')) return replacements.arn(text);
  return text
    .split(separators)
    .map((piece) => (stays(piece) || separators.test(piece) ? piece : replacements.name(piece)))
    .join('');
}

/** `member`: its name. */
export function anonymizeLeaf(member: string, text: string, replacements: Replacements): string {
  if (stays(text) || (ofRegions.test(member) && regionPattern.test(text))) return text;
  if (ofStates.test(member) && newState.test(text)) return text;
  if (ofErrors.test(member) && errorName.test(text)) return text;
  const document = /^\s*[[{]/.test(text) ? parsed(text) : undefined;
  if (document !== undefined) return JSON.stringify(anonymizeValue(document, replacements, member));
  if (ofMessages.test(member) && !isWord(text)) return anonymizeText(text, replacements);
  return anonymizeName(text, replacements);
}

/** A value of JSON or CBOR, at any depth. */
export function anonymizeValue(value: unknown, replacements: Replacements, member = ''): unknown {
  if (typeof value === 'string') return anonymizeLeaf(member, value, replacements);
  if (Array.isArray(value)) return value.map((item) => anonymizeValue(item, replacements, member));
  if (value instanceof Uint8Array) return new Uint8Array();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([name, one]) => [anonymizeName(name, replacements), anonymizeValue(one, replacements, name)] as const,
  );
  return withSymbols(value, Object.fromEntries(entries));
}

/** CBOR's tags of times are marked by symbols. */
function withSymbols(from: object, to: object): object {
  for (const symbol of Object.getOwnPropertySymbols(from)) Object.assign(to, { [symbol]: Reflect.get(from, symbol) });
  return to;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
