// Members that many rows have alike stand once in the store. Here are their ids.
import { hash } from 'node:crypto';
import { createStatements, type Database } from '../sqlite.ts';

export interface SharedPart {
  readonly doc: string;
  readonly search: string;
  readonly subject: string | null;
}

export interface SharedParts {
  find(doc: string): number | undefined;
  /** Inside a transaction. */
  add(part: SharedPart): number;
  docOf(id: number): string | undefined;
  /** What is remembered may no longer be there. */
  forget(): void;
}

/** AWS resources come in cycles: with fewer than there are, each would be forgotten just before it comes again. 4 MB. */
const mostRemembered = 40_000;

export function createSharedParts(database: Database, most = mostRemembered): SharedParts {
  const statement = createStatements(database);
  const ids = new Map<string, number>();

  /** The last one used is the last one to go. */
  function remember(name: string, id: number): number {
    ids.delete(name);
    ids.set(name, id);
    if (ids.size > most) ids.delete(ids.keys().next().value ?? '');
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
