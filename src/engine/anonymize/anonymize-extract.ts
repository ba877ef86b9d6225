// Writes an extract anew without anything that names an account, a person or a thing of theirs. Rows that follow from
// others are left out: opening the extract evaluates them again.
import { resources } from '../../resources/index.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { createNames, createWritableNames, type WritableNames } from '../../store/names.ts';
import { createRowCodec, type RowCodec } from '../../store/row-codec.ts';
import { type StoredScope, wholeOrganization } from '../../store/row-shape.ts';
import { markAsExtract, migrate } from '../../store/schema.ts';
import {
  createStatements,
  type Database,
  inTransaction,
  leaveLog,
  openForReading,
  openForWriting,
} from '../../store/sqlite.ts';
import { createRowReading, rowSource, type StoredRow } from '../../store/stored-row.ts';
import { createSharedParts, type SharedParts } from '../../store/write/shared-parts.ts';
import { createRowShapes } from '../store/row-shapes.ts';
import { toScope } from '../stored-scope.ts';
import { anonymizeParams, anonymizeRow } from './anonymize-row.ts';
import { createReplacements, type Replacements, regionPattern } from './replacements.ts';
import { anonymizeText } from './texts.ts';

export interface Anonymizing {
  /** The path of an extract. */
  readonly source: string;
  /** The path of an existing, empty file. */
  readonly target: string;
  /** Epoch ms. */
  readonly now: number;
}

interface Writing {
  readonly from: Database;
  readonly to: Database;
  readonly names: WritableNames;
  readonly shared: SharedParts;
  readonly replacements: Replacements;
  readonly codecs: ReadonlyMap<string, RowCodec>;
  rows(): Iterable<StoredRow>;
}

/** Returns the number of versions. */
export function anonymizeExtract({ source, target, now }: Anonymizing): number {
  const [from, to] = [openForReading(source), openForWriting(target)];
  try {
    migrate(to);
    const shapes = createRowShapes(() => now).filter(({ resource }) => isOfAws(resource));
    const read = createRowReading({ names: createNames(from), shapes, toScope });
    const writing: Writing = {
      from,
      to,
      names: createWritableNames(to),
      shared: createSharedParts(to),
      replacements: createReplacements(),
      codecs: new Map(shapes.map((shape) => [shape.resource, createRowCodec(shape)])),
      *rows() {
        for (const row of from.prepare(`${rowSource} order by row.id`).iterate()) {
          const stored = read(row as Record<string, unknown>);
          if (stored && isRegion(stored.scope)) yield stored;
        }
      },
    };
    // Sentences name things that stand in other rows: all names are seen first.
    for (const { resource, row } of writing.rows()) anonymizeRow(resource, row, writing.replacements);
    const written = inTransaction(to, () => writeAll(writing));
    markAsExtract(to);
    leaveLog(to);
    return written;
  } finally {
    from.close();
    to.close();
  }
}

const byName: Readonly<Record<string, AnyResource>> = resources;
/** Messages of queues come from no single Region. */
const isRegion = ({ region }: StoredScope): boolean => region === '' || regionPattern.test(region);

const isOfAws = (resource: string): boolean => byName[resource]?.derivedFrom === undefined;

const metaNames = "'seq', 'stamp', 'extract from', 'extract to', 'extract by'";

function writeAll(writing: Writing): number {
  const { from, to } = writing;
  const rows = writeRows(writing);
  const requests = writeRequests(writing);
  const statement = createStatements(to);
  for (const { request, from_at, to_at, whole_at } of from.prepare('select * from coverage').all()) {
    const id = requests.get(Number(request));
    const times = [from_at, to_at, whole_at].map((time) => (typeof time === 'number' ? time : null));
    if (id !== undefined)
      statement('insert into coverage(request, from_at, to_at, whole_at) values(?, ?, ?, ?)').run(id, ...times);
  }
  for (const { request, row } of from.prepare('select * from member').all()) {
    const [asked, listed] = [requests.get(Number(request)), rows.get(Number(row))];
    if (asked !== undefined && listed !== undefined) statement('insert into member values(?, ?)').run(asked, listed);
  }
  for (const { name, value } of from.prepare(`select name, value from meta where name in (${metaNames})`).all()) {
    const isPlain = typeof value === 'number' || /^\d+\.\d+\.\d+$/.test(String(value));
    if (isPlain) statement('insert into meta values(?, ?)').run(String(name), value ?? null);
  }
  return rows.size;
}

/** Returns the ids of the written rows by those of the extract. */
function writeRows({ rows, to, names, shared, replacements, codecs }: Writing): ReadonlyMap<number, number> {
  const ids = new Map<number, number>();
  const open = new Set<string>();
  const insert =
    to.prepare(`insert into row(resource, scope, at, key, state, busy, started, ended, thin, shared, doc, search,
    requested_at, valid_from, valid_to, closed_by, seq) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const stored of rows()) {
    const codec = codecs.get(stored.resource);
    const made = codec && encoded(stored, codec, replacements);
    if (!made) continue;
    const place = [names.addResource(stored.resource), names.addScope(scopeOf(stored.scope, replacements))] as const;
    // Without a member that is left out two rows may have one key.
    const name = JSON.stringify([...place, made.key]);
    if (stored.validTo === undefined && open.has(name)) continue;
    if (stored.validTo === undefined) open.add(name);
    const { state, startedAt, endedAt, search, sharedSearch, subject } = made.columns;
    const part = made.sharedDoc === undefined ? undefined : { doc: made.sharedDoc, search: sharedSearch, subject };
    const sharedId = part === undefined ? null : (shared.find(part.doc) ?? shared.add(part));
    const times = [stored.requestedAt, stored.validFrom, stored.validTo ?? null] as const;
    const states = [state, made.isBusy ? 1 : 0, startedAt, endedAt, stored.isThin ? 1 : 0] as const;
    const { lastInsertRowid } = insert.run(
      ...[...place, made.at, made.key, ...states],
      ...[sharedId, made.doc, search, ...times, stored.closedBy ?? null, stored.seq],
    );
    ids.set(stored.id, Number(lastInsertRowid));
  }
  return ids;
}

/** undefined: the row has no key without what is left out. */
function encoded({ resource, row, scope }: StoredRow, codec: RowCodec, replacements: Replacements) {
  const made = { ...anonymizeRow(resource, row, replacements), scope: toScope(scopeOf(scope, replacements)) };
  try {
    const one = codec.encode(made);
    return { ...one, columns: codec.columns(made, one) };
  } catch {
    return undefined;
  }
}

/** An identity is an endpoint and an ARN. */
function scopeOf({ identity, accountId, region }: StoredScope, { name, arn, account }: Replacements): StoredScope {
  const [endpoint = '', ...rest] = identity.split(' ');
  return {
    identity: [endpoint === '' || endpoint === 'aws' ? endpoint : name(endpoint), ...rest.map(arn)].join(' '),
    accountId: accountId === wholeOrganization ? accountId : account(accountId),
    region,
  };
}

/** Returns the ids of the written requests by those of the extract. */
function writeRequests({ from, to, names, replacements }: Writing): ReadonlyMap<number, number> {
  const [known, ids] = [createNames(from), new Map<number, number>()];
  const insert = to.prepare(`insert into request(resource, scope, params, requested_at, whole_at, received_at,
    failing_since, attempts, problem, seq) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`);
  for (const row of from.prepare('select * from request order by id').all()) {
    const [resource, scope] = [known.resourceOf(Number(row.resource)), known.scopeOf(Number(row.scope))];
    if (resource === undefined || scope === undefined || !isOfAws(resource) || !isRegion(scope)) continue;
    const params = paramsOf(resource, String(row.params), replacements);
    if (params === undefined) continue;
    const { changes, lastInsertRowid } = insert.run(
      ...[names.addResource(resource), names.addScope(scopeOf(scope, replacements)), params],
      ...[row.requested_at, row.whole_at, row.received_at, row.failing_since, row.attempts].map(
        (value) => value ?? null,
      ),
      row.problem === null ? null : anonymizeText(String(row.problem), replacements),
      row.seq ?? null,
    );
    if (Number(changes) > 0) ids.set(Number(row.id), Number(lastInsertRowid));
  }
  return ids;
}

/** undefined: a param cannot be classified. */
function paramsOf(resource: string, text: string, replacements: Replacements): string | undefined {
  const params = anonymizeParams(resource, JSON.parse(text) as readonly [string, string][], replacements);
  return params && JSON.stringify(params);
}
