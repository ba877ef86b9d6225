// A piece of SQL with the values of its question marks.
import type { SqlValue } from '../sqlite.ts';

export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export const condition = (sql: string, ...values: SqlValue[]): Condition => ({ sql, values });

const joined = (parts: readonly Condition[], word: string, none: string): Condition => ({
  sql: parts.length === 0 ? none : `(${parts.map(({ sql }) => sql).join(word)})`,
  values: parts.flatMap(({ values }) => values),
});

export const allOf = (parts: readonly Condition[]): Condition => joined(parts, ' and ', '1');
export const anyOf = (parts: readonly Condition[]): Condition => joined(parts, ' or ', '0');
export const not = ({ sql, values }: Condition): Condition => ({ sql: `not ${sql}`, values });

/** A set of ids that SQLite can test: a byte for each id, so that a test is one step for any number of ids. */
export class Marks {
  #bytes = new Uint8Array(1_024);
  #isEmpty = true;

  add(id: number): void {
    this.#isEmpty = false;
    if (id > this.#bytes.length) {
      const larger = new Uint8Array(2 * id);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[id - 1] = 1;
  }

  has = (id: number): boolean => this.#bytes[id - 1] === 1;

  /** Whether the id in the column, which may be null, is in the set. The result is never null. */
  holds(column: string): Condition {
    return this.#isEmpty ? condition('0') : condition(`(substr(?, ${column}, 1) is x'01')`, this.#bytes);
  }
}
