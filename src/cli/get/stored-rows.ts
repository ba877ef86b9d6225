// `get --max-age`: the rows as the store has them, where they are new enough, so that AWS is not asked.

import type { ListRow } from '../../app/list/rows.ts';
import type { ListQuestion } from '../../app/state/question.ts';
import type { Scope } from '../../domain/scope.ts';
import { storedAnswer, wholeAtOf } from '../../engine/polls/stored-answers.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import { resources } from '../../resources/index.ts';

export interface RowsAsOf {
  readonly rows: readonly (readonly [key: string, row: ListRow])[];
  /** When the oldest of the answers was asked for, in epoch ms. */
  readonly asOf: number;
}

export interface StoredRowsOptions {
  readonly store: ProgramStore;
  /** The same list in each place. */
  readonly questions: readonly ListQuestion[];
  /** Who asks in a scope; undefined: nobody knows. */
  identityOf(scope: Scope): string | undefined;
  /** Epoch ms: answers from then on are new enough. */
  readonly since: number;
}

/** undefined: some place was not answered whole since then, or its rows cannot be told from others. */
export async function storedRows(options: StoredRowsOptions): Promise<RowsAsOf | undefined> {
  const { store, questions, identityOf, since } = options;
  const { reader } = await store.opened();
  const known = questions.map((question) => ({ question, identity: identityOf(question.scope) ?? '' }));
  const times = known.map(({ question, identity }) => wholeAtOf(question, identity, reader) ?? 0);
  const asOf = Math.min(...times);
  if (questions.length === 0 || asOf < since || !questions.every(isBounded)) return undefined;
  const rows: (readonly [string, ListRow])[] = [];
  for (const { question, identity } of known) {
    const answer = storedAnswer({ question, identity, reader });
    if (!answer) return undefined;
    rows.push(...answer.rows);
  }
  // Of what is narrowed to something that is nowhere AWS says so, and the store does not.
  return rows.length === 0 && questions.some(isNarrowed) ? undefined : { rows, asOf };
}

const isNarrowed = ({ params }: ListQuestion): boolean => Object.keys(params).length > 0;

/** The store also has rows that AWS does not list any more: it must be known which. */
function isBounded({ resource }: ListQuestion): boolean {
  const { outlivesListing, listedMs } = resources[resource].stored ?? {};
  return !outlivesListing || listedMs !== undefined;
}
