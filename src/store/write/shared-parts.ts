// The ids of shared parts. Members with equal values in many rows are stored once.
import { hash } from 'node:crypto';
import { setNewest } from '../../lib/set-newest.ts';
import { createStatements, type Database } from '../sqlite.ts';

export interface SharedPart {
  readonly doc: string;
  readonly search: string;
  readonly subject: string | null;
}

export interface SharedParts {
  find(doc: string): number | undefined;
  /** To be called inside a transaction. */
  add(part: SharedPart): number;
  docOf(id: number): string | undefined;
  /** Drops the cache: its entries may no longer exist. */
  forget(): void;
}

/** AWS resources come in cycles: with a smaller cache each entry would be dropped just before its next use. 4 MB. */
const mostRemembered = 40_000;

export function createSharedParts(database: Database, most = mostRemembered): SharedParts {
  const statement = createStatements(database);
  const ids = new Map<string, number>();

  /** The least recently used entry is dropped first. */
  function remember(name: string, id: number): number {
    setNewest(ids, [name, id], most);
    return id;
  }

  function find(doc: string): number | undefined {
    const name = hash('sha1', doc, 'base64');
    const known = ids.get(name) ?? statement('select id from shared where hash = ?').get(name)?.id;
    return known === undefined ? undefined : remember(name, Number(known));
  }

  function add({ doc, search, subject }: SharedPart): number {
    const name = hash('sha1', doc, 'base64');
    const insert = statement('insert into shared(hash, doc, search, subject) values(?, ?, ?, ?)');
    return remember(name, Number(insert.run(name, doc, search, subject).lastInsertRowid));
  }

  return {
    find,
    add,
    docOf: (id) => statement('select doc from shared where id = ?').get(id)?.doc as string | undefined,
    forget: () => ids.clear(),
  };
}
