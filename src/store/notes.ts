// Small documents that the program keeps besides AWS's rows, by kind and key: rows of `meta`, which an older program
// leaves alone.
import { createStatements, type Database, inTransaction } from './sqlite.ts';

export interface NotesReader {
  /** Increases with each write of a note of this kind, by any program. */
  notesMark(kind: string): number;
  /** In the order of their keys. */
  notes(kind: string): readonly unknown[];
}

export interface NotesWriter {
  /** `notes`: by key. Replaces notes of the same keys. */
  put(kind: string, notes: ReadonlyMap<string, object>): void;
  remove(kind: string, keys: readonly string[]): void;
}

type Statement = ReturnType<typeof createStatements>;

const markOf = (kind: string): string => `notes ${kind}`;

export const createNotesReader = (statement: Statement): NotesReader => ({
  notesMark: (kind) => Number(statement('select value from meta where name = ?').get(markOf(kind))?.value ?? 0),
  notes: (kind) =>
    statement('select value from meta where name >= ? and name < ? order by name')
      .all(`${kind} `, `${kind}!`)
      .map(({ value }) => JSON.parse(value as string)),
});

export function createNotesWriter(database: Database): NotesWriter {
  const statement = createStatements(database);
  const change = (kind: string, write: () => void) =>
    inTransaction(database, () => {
      write();
      const count = 'insert into meta values(?, 1) on conflict(name) do update set value = value + 1';
      statement(count).run(markOf(kind));
    });
  return {
    put: (kind, notes) =>
      change(kind, () => {
        const put = statement('insert or replace into meta values(?, ?)');
        for (const [key, note] of notes) put.run(`${kind} ${key}`, JSON.stringify(note));
      }),
    remove: (kind, keys) =>
      change(kind, () => {
        const remove = statement('delete from meta where name = ?');
        for (const key of keys) remove.run(`${kind} ${key}`);
      }),
  };
}
