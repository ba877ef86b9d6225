// Checks a stranger's file before anything in it is used: https://www.sqlite.org/security.html

import { isSame } from '../../lib/same.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { checkStore } from '../file/check.ts';
import { troubleOf } from '../file/trouble.ts';
import { isExtract, migrations, type SchemaText, schemaText, schemaVersion, versionIn } from '../schema.ts';
import { type Database, openForWriting } from '../sqlite.ts';
import { ExtractRefused } from './refused.ts';
import { checkValues } from './values.ts';

/** Throws an ExtractRefused with the reason if the database is no extract of a released version, whole and unchanged. */
export function checkExtract(database: Database): TimeRange {
  try {
    checkSchema(database);
    const [problem] = integrityProblems(database);
    if (problem !== undefined) throw new ExtractRefused(`it is damaged (${problem}).`);
    checkValues(database);
    const [wrong] = checkStore(database);
    if (wrong !== undefined) throw new ExtractRefused(`it is damaged (${wrong}).`);
    return rangeOf(database);
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Errors of SQLite about a damaged file or a text beyond the limit become an ExtractRefused; others stay. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof ExtractRefused) return error;
  const { errcode, message } = error as { readonly errcode?: number; readonly message: string };
  if (troubleOf(error) === 'damaged') return new ExtractRefused(`it is damaged, or not an extract (${message}).`);
  // SQLITE_TOOBIG, and SQLITE_ERROR for a schema that cannot be parsed.
  if (errcode === 18 || errcode === 1) return new ExtractRefused(`it is not an extract of vaultop (${message}).`);
  return error;
}

function checkSchema(database: Database): void {
  if (!isExtract(database))
    throw new ExtractRefused('it is not an extract of vaultop; vaultop store export writes one.');
  const version = versionIn(database);
  if (version > schemaVersion)
    throw new ExtractRefused(`a newer vaultop${newerName(database)} wrote it: open it with that version.`);
  if (version < 1 || !isSame(schemaText(database), releasedSchema(version))) {
    throw new ExtractRefused('its schema was changed: it is not that of an extract.');
  }
}

/** The version of the program that wrote it. It is read only out of a plain table: a view could take forever. */
function newerName(database: Database): string {
  const isMeta = ({ type, name }: SchemaText[number]) => type === 'table' && name === 'meta';
  const [ours, theirs] = [releasedSchema(schemaVersion).find(isMeta), schemaText(database).find(isMeta)];
  if (!isSame(ours, theirs)) return '';
  const value = database.prepare("select value from meta where name = 'extract by'").get()?.value;
  return typeof value === 'string' && /^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(value) ? ` (${value})` : '';
}

function releasedSchema(version: number) {
  const database = openForWriting(':memory:');
  try {
    for (const migration of migrations.slice(0, version)) database.exec(migration);
    return schemaText(database);
  } finally {
    database.close();
  }
}

/** Unlike a quick check, it also compares each index with its table. */
const integrityProblems = (database: Database): readonly string[] =>
  database
    .prepare('pragma integrity_check(1)')
    .all()
    .map(({ integrity_check: text }) => String(text).replace(/\s+/g, ' '))
    .filter((text) => text !== 'ok');

function rangeOf(database: Database): TimeRange {
  const read = (name: string) => Number(database.prepare('select value from meta where name = ?').get(name)?.value);
  const range = { from: read('extract from'), to: read('extract to') };
  if (range.from < range.to) return range;
  throw new ExtractRefused('it does not name its range of time.');
}
