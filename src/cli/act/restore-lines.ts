// The lines of `vaultop restore start --from-file FILE`: one restore a line, as JSON or CSV.
import { isSameKey } from '../../domain/restore/metadata-keys.ts';
import { restoreTypes } from '../../domain/restore/restore-types.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { fieldId } from '../../resources/actions/jobs/restore-context.ts';
import { UsageError } from '../options/options.ts';

export interface RestoreLine {
  /** ARN of the recovery point. */
  readonly point: string;
  readonly vault: string;
  /** Fields of the form that all types have. */
  readonly common: Readonly<Record<string, string>>;
  /** Keys of AWS's restore metadata. */
  readonly metadata: Readonly<Record<string, string>>;
}

const commonFields = ['time', 'role', 'copy-tags'];

type Entry = Readonly<Record<string, unknown>>;

/** Throws a UsageError that names the line. */
export function readRestoreLines(text: string): readonly RestoreLine[] {
  const isJson = text.trimStart().startsWith('[');
  const entries = isJson ? readJson(text) : readCsv(text);
  if (entries.length === 0) throw new UsageError('the file has no restores.');
  return entries.map((entry, index) => toLine(entry, `${isJson ? 'entry' : 'line'} ${index + (isJson ? 1 : 2)}`));
}

function readJson(text: string): readonly Entry[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`the file is not valid JSON: ${errorMessage(error)}`);
  }
  return (list as unknown[]).map((entry, index) => {
    if (typeof entry === 'object' && entry !== null && !Array.isArray(entry)) return entry as Entry;
    throw new UsageError(`entry ${index + 1} is not an object.`);
  });
}

function toLine(entry: Entry, where: string): RestoreLine {
  const texts = Object.entries(entry).flatMap(([key, value]) => {
    if (value === null || value === '') return [];
    return [[key.trim(), typeof value === 'string' ? value : JSON.stringify(value)] as const];
  });
  const { point, vault, ...others } = Object.fromEntries(texts);
  if (!point || !vault) throw new UsageError(`${where}: point, the ARN of a recovery point, and vault are required.`);
  const isCommon = ([key]: readonly [string, string]) => commonFields.includes(key);
  const rest = Object.entries(others);
  return {
    point,
    vault,
    common: Object.fromEntries(rest.filter(isCommon)),
    metadata: Object.fromEntries(rest.filter((one) => !isCommon(one))),
  };
}

/** Values in quotes may hold commas, line ends, and quotes as two. */
function readCsv(text: string): readonly Entry[] {
  const [titles = [], ...rows] = csvRows(text).filter((row) => row.some((cell) => cell !== ''));
  return rows.map((cells, index) => {
    if (cells.length > titles.length)
      throw new UsageError(`line ${index + 2} has more values than the first line has names.`);
    return Object.fromEntries(titles.map((title, column) => [title, cells[column] ?? '']));
  });
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r?\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '' && row.length === 0) break;
    row.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === ',') continue;
    rows.push(row);
    row = [];
    if (end === '') break;
  }
  return rows;
}

/** The values of the form: keys that have a field set it, all others go into the document. */
export function formValuesOf({ common, metadata }: RestoreLine, typeName: string | undefined): Record<string, string> {
  const type = restoreTypes.find((one) => one.type === typeName);
  const fieldsOf = (name: string) =>
    (type?.keys ?? []).filter(({ key, id, inside }) => inside === undefined && isSameKey(id ?? key, name));
  const fields: Record<string, string> = { ...common };
  const document: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata)) {
    const known = fieldsOf(name);
    if (known.length === 0) document[name] = value;
    for (const key of known) fields[fieldId(type?.type ?? '', key)] = value;
  }
  return Object.keys(document).length === 0 ? fields : { ...fields, document: JSON.stringify(document) };
}
