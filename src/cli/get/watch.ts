// `vaultop get LIST --watch`: the rows, then what changes, asked for at the dashboard's pace until somebody ends it.
import { createFilter } from '../../app/filter.ts';
import { shownPlaces } from '../../app/places.ts';
import type { ListQuestion } from '../../app/question.ts';
import { questionKey } from '../../app/question.ts';
import { searchText, sortRows } from '../../app/rows.ts';
import { scopesFor } from '../../app/watching.ts';
import type { AwsProblem } from '../../aws/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import { isAnswered } from '../../polling/poll.ts';
import { type Access, createAccess } from '../../runtime/access/access.ts';
import { cadenceOf } from '../../runtime/cadence-of.ts';
import { createResourcePolls } from '../../runtime/polls-of-resources.ts';
import { exitCodes } from '../exit-codes.ts';
import type { World } from '../world.ts';
import type { GetArguments } from './arguments.ts';
import { type ChangedRow, type Changes, createChanges } from './changes.ts';
import type { Pipe } from './pipe.ts';
import { isComplete, patienceMs } from './places.ts';
import { createTroubles, type Trouble } from './troubles.ts';
import { createWatchWriter } from './watch-writers.ts';

export interface WatchOptions {
  readonly args: GetArguments;
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly pipe: Pipe;
  readonly clock: Clock;
  /** Told of a trouble, and of its end. */
  complain(line: string): void;
  readonly ended: AbortSignal;
  /** Of the terminal; absent: there is none. */
  readonly width: number | undefined;
}

/** Until `ended`, or until nobody reads any more. Gives the exit code: whether all answered in the end. */
export async function watchList(options: WatchOptions): Promise<number> {
  const { args, world, pipe, clock, ended, width } = options;
  const { resource, params, filter } = args;
  const { promise: over, resolve: end, reject: fail } = Promise.withResolvers<void>();
  const { matches } = createFilter(filter);
  const writer = createWatchWriter(args, pipe.write);
  const troubles = createTroubles(options.complain);
  const lists = new Map<string, Changes>();
  let questions: readonly ListQuestion[] = [];
  let isPatient = true;
  let hasBegun = false;
  let writing = false;
  let again = false;

  const access: Access = createAccess({
    ...{ ...world.place, aws: world.aws, clock, changed: () => look() },
    recovered(connection) {
      for (const question of questions) if (question.scope.connection === connection) polls.refresh(question);
    },
  });
  const polls = createResourcePolls({
    ...{ aws: access.aws, clock },
    cadenceOf: (question) => cadenceOf(question, args.cadences),
  });

  const wanted = (row: ChangedRow['row']) =>
    !matches || matches(searchText(resource, row, clock.now(), access.state().accounts));

  const changesIn = (question: ListQuestion): ChangedRow[] => {
    const snapshot = polls.snapshot(question);
    if (!snapshot) return [];
    const key = questionKey(question);
    const list = lists.get(key) ?? createChanges({ same: writer.same, wanted });
    lists.set(key, list);
    // Rows that are left out for being too many are not gone.
    return list.look(snapshot.rows, snapshot.loadedAt !== undefined && !snapshot.dropped);
  };

  const troublesNow = (): Trouble[] => [
    ...access.state().connections.flatMap(({ label, problem }) => (problem ? [{ place: label, problem }] : [])),
    ...questions.flatMap((question) => {
      const problem = polls.snapshot(question)?.failure?.problem;
      return problem && !isElsewhere(problem) ? [{ place: nameOf(question), problem }] : [];
    }),
  ];

  /** One vault is asked for everywhere and lies in one Region. */
  const isElsewhere = ({ kind }: AwsProblem) =>
    kind === 'not-found' && questions.some((question) => polls.snapshot(question)?.failure === undefined);

  const nameOf = ({ scope }: ListQuestion): string => {
    const { accounts, scopes } = access.state();
    const { account } = shownPlaces(scopes);
    return account ? `${accounts.get(scope.accountId) ?? scope.accountId} ${scope.region}` : scope.region;
  };

  const isReady = () => {
    if (writer.streams || hasBegun || !isPatient) return true;
    const all = questions.every((question) => {
      const snapshot = polls.snapshot(question);
      return snapshot !== undefined && isAnswered(snapshot);
    });
    return all && questions.length > 0 && isComplete(access.state(), world.place);
  };

  const ask = () => {
    const scopes = scopesFor(resource.id, access.state());
    if (scopes.length === questions.length && scopes.every((scope, at) => questions[at]?.scope === scope)) return;
    questions = scopes.map((scope) => ({ kind: 'list', resource: resource.id, scope, params, priority: 0 }));
    polls.watchExactly(questions);
  };

  /** While a slow reader takes its time, what comes is gathered. */
  const look = () => {
    if (ended.aborted) return;
    ask();
    troubles.look(troublesNow());
    again = true;
    if (!writing && isReady()) void tell();
  };

  const tell = async () => {
    writing = true;
    try {
      while (again && !ended.aborted && !pipe.closed.aborted) {
        again = false;
        const changes = questions.flatMap(changesIn);
        const { accounts } = access.state();
        const now = clock.now();
        const places = shownPlaces(questions.map(({ scope }) => scope));
        const ordered = hasBegun ? changes : inOrder(changes, args, now, accounts);
        hasBegun = true;
        if (ordered.length > 0) await writer.write(ordered, { now, width, accounts, places });
      }
    } catch (error) {
      fail(error);
    }
    writing = false;
    if (pipe.closed.aborted) end();
  };

  ended.addEventListener('abort', () => end(), { once: true });
  pipe.closed.addEventListener('abort', () => end(), { once: true });
  const stopListening = polls.subscribe(look);
  const cancel = clock.setTimeout(() => {
    isPatient = false;
    look();
  }, patienceMs);
  access.start();
  look();
  try {
    await over;
  } finally {
    cancel();
    stopListening();
    polls.stop();
    access.stop();
  }
  if (pipe.closed.aborted) return exitCodes.fine;
  return questions.length === 0 || troublesNow().length > 0 ? exitCodes.failed : exitCodes.fine;
}

/** The rows that are there at the beginning, as the list orders them. */
function inOrder(
  changes: readonly ChangedRow[],
  { resource }: GetArguments,
  now: number,
  accounts: ReadonlyMap<string, string>,
): ChangedRow[] {
  const byKey = new Map(changes.map((change) => [`${change.key}`, change]));
  const rows = changes.map(({ key, row }): [string, ChangedRow['row']] => [key, row]);
  return sortRows(rows, resource, resource.sort, now, accounts).flatMap(([key]) => byKey.get(key) ?? []);
}
