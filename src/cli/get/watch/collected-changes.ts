// What other identities of this user collect, for `get --watch`: their rows at the start, and what changes of them in
// the store. Nothing is sent to AWS for them.
import { placeText, type Scope, scopeKey } from '../../../domain/scope.ts';
import type { AccessState } from '../../../engine/access/access.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { type Clock, repeat } from '../../../lib/clock.ts';
import { minuteMs } from '../../../lib/duration.ts';
import type { GetArguments } from '../arguments.ts';
import type { Changes } from '../derived/changes.ts';
import { collectedRows } from '../stored/collected-rows.ts';
import { notCollected } from '../stored/rows-of-store.ts';
import type { ScopeProblem } from '../troubles.ts';

export interface CollectedChangesOptions {
  readonly args: Pick<GetArguments, 'resource' | 'params'>;
  /** As the config file names them. */
  readonly arns: readonly string[];
  readonly store: ProgramStore;
  readonly clock: Clock;
  /** Epoch ms of AWS's clock. */
  now(): number;
  readonly list: CollectedBeside;
  /** Of their rows alone. */
  readonly changes: Changes;
  /** A row of the own identity, which is printed as such. */
  isOwn(key: string): boolean;
  /** Whose rows they are, and how old. */
  complain(line: string): void;
  /** Their rows were read. */
  changed(): void;
  failed(error: unknown): void;
}

/** The list of the own identities. */
export interface CollectedBeside {
  access(): AccessState;
  identityOf(scope: Scope): string | undefined;
  /** The scopes in which AWS refuses it. */
  unanswered(): readonly Scope[];
}

export interface CollectedChanges {
  /** The first rows have been read. */
  isRead(): boolean;
  /** To be called once the own list is known, and when it changed. */
  look(): void;
  troubles(): readonly ScopeProblem[];
  /** The scopes of their rows. */
  scopes(): readonly Scope[];
  stop(): void;
}

/** Another program writes when it likes: its changes are looked for with each own response, and this often. */
const lookMs = minuteMs;

export function createCollectedChanges(options: CollectedChangesOptions): CollectedChanges {
  const { args, arns, store, clock, list, changes, complain, changed, failed } = options;
  let isRead = arns.length === 0;
  let isReading = false;
  let readOf: { readonly seq: number; readonly reached: string } | undefined;
  let troubles: readonly ScopeProblem[] = [];
  let scopes: readonly Scope[] = [];

  const look = () => {
    const reader = store.sight()?.reader;
    if (isReading || arns.length === 0 || !reader) return;
    const reached = [...list.access().scopes, ...list.unanswered()].map(scopeKey).join(' ');
    const seq = reader.lastSeq();
    const isSame = readOf?.reached === reached && !hasNews(readOf.seq);
    readOf = { seq, reached };
    if (!isSame) read().catch(failed);
  };

  /** Whether another identity wrote rows of the list. */
  function hasNews(seq: number): boolean {
    const own = new Set(list.access().scopes.map((scope) => list.identityOf(scope)));
    const written = store.sight()?.reader.changedScopes(seq) ?? [];
    return written.some(({ resource, scope }) => resource === args.resource.id && !own.has(scope.identity));
  }

  async function read(): Promise<void> {
    isReading = true;
    const { rows, notes, unknown } = await collectedRows({
      ...args,
      arns,
      store,
      state: list.access(),
      identityOf: list.identityOf,
      unanswered: list.unanswered(),
      now: options.now(),
    });
    isReading = false;
    if (!isRead) for (const note of notes) complain(note);
    isRead = true;
    const { accounts } = list.access();
    troubles = unknown.map(notCollected).map(({ scope, problem }) => ({ place: placeText(scope, accounts), problem }));
    scopes = [...new Set(rows.map(([, row]) => row.scope))];
    changes.begin();
    changes.page(rows.filter(([key]) => !options.isOwn(key)).map(([, row]) => row));
    changes.leaveTo(options.isOwn);
    changes.end(true);
    changed();
  }

  const stop = repeat(clock, lookMs, () => {
    if (!isRead || arns.length === 0) return;
    look();
    // Rows may come or go by their age.
    if (!isReading) changes.end(false);
    changed();
  });

  return { isRead: () => isRead, look, troubles: () => troubles, scopes: () => scopes, stop };
}
