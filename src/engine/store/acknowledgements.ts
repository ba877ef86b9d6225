// Acknowledgements of findings in the store: all programs that share it see the same ones.
import { type Acknowledgement, withAcknowledged } from '../../domain/attention/findings/acknowledgement.ts';
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import { createNotesWriter, type NotesReader } from '../../store/notes.ts';
import type { Database } from '../../store/sqlite.ts';
import type { PostedQueries } from './store-queries.ts';

export interface Acknowledgements {
  /** Replaces those with the same keys. Rejects if the store cannot be written. */
  add(acknowledgements: readonly Acknowledgement[]): Promise<void>;
  lift(keys: readonly string[]): Promise<void>;
}

const kind = 'acknowledged';

/** For the thread that writes the store. `written` is called after each write. */
export function createAcknowledgements(database: Database, written: () => void = () => {}): Acknowledgements {
  const notes = createNotesWriter(database);
  return {
    async add(all) {
      notes.put(kind, new Map(all.map((one) => [one.key, one])));
      written();
    },
    async lift(keys) {
      notes.remove(kind, keys);
      written();
    },
  };
}

/** For other threads. */
export const postedAcknowledgements = ({ ask }: Pick<PostedQueries, 'ask'>): Acknowledgements => ({
  async add(all) {
    await ask({ kind: 'acknowledge', all });
  },
  async lift(keys) {
    await ask({ kind: 'liftAcknowledgements', keys });
  },
});

export const acknowledgementsIn = (reader: NotesReader): readonly Acknowledgement[] =>
  reader.notes(kind) as readonly Acknowledgement[];

/** Increases with each change, by any program. */
export const acknowledgementsMark = (reader: NotesReader): number => reader.notesMark(kind);

/** The lines, those that are acknowledged marked as such. */
export const markAcknowledged = (rows: readonly LineRow[], reader: NotesReader): readonly LineRow[] =>
  withAcknowledged(rows, acknowledgementsIn(reader));
