// `vaultop get`: a list on stdout, problems on stderr.
import type { HistoryLimits } from '../../../config/limits.ts';
import type { ListRow } from '../../app/list/rows.ts';
import { scopesFor } from '../../app/state/lists/list-requests.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/files/log.ts';
import { formatAge } from '../../lib/text/format.ts';
import { pad } from '../../lib/text/text.ts';
import { resources } from '../../resources/index.ts';
import { rangeIn } from '../../runtime/lists/list-query-of.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { loadSettings, type ProgramSettings } from '../config/settings.ts';
import { openFeed } from '../open-feed.ts';
import { pastTimeOf } from '../options/past.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { complain } from '../output/output.ts';
import { limitsOf } from '../store/arguments.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import type { Opened } from '../with-store.ts';
import { openWorld, type World } from '../world.ts';
import { type GetArguments, readGetArguments, requestedIds } from './arguments.ts';
import { createMatches } from './matches.ts';
import { createGatheringPipe, type Pipe, throughPipe } from './pipe.ts';
import { findPlaces, type Places } from './places.ts';
import { type Refusal, requestAll } from './request-all.ts';
import { keepResponses } from './stored/keep-responses.ts';
import {
  identitiesIn,
  lookBack,
  lookUp,
  noEarlier,
  notKnown,
  readCollected,
  readEarlier,
} from './stored/rows-of-store.ts';
import { widthOf } from './table.ts';
import { sentences } from './troubles.ts';
import { createWriter, textFor } from './writers.ts';

export { help, helpTopics } from './help.ts';

export async function run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number> {
  if (words.length === 0) return throughPipe(process.stdout, listLists);
  const settings = await loadSettings(words, log);
  const args = readGetArguments(words, settings);
  const options = { args, settings, environment, log };
  if (!isForPerson(args)) return throughPipe(process.stdout, (pipe) => getInto(pipe, options));
  const gathered = createGatheringPipe();
  const code = await getInto(gathered, options);
  const { printPaged } = await import('../output/pager.ts');
  await printPaged(gathered.text());
  return code;
}

/** A table on a terminal: it is shown at the end at once, and may be longer than the screen. */
const isForPerson = ({ format, watch, printsUrls }: GetArguments): boolean =>
  process.stdout.isTTY && !watch && !printsUrls && (format === 'table' || format === 'wide');

interface GetOptions {
  readonly args: GetArguments;
  readonly settings: ProgramSettings;
  readonly environment: LaunchEnvironment;
  readonly log: Log;
}

async function getInto(pipe: Pipe, { args, settings, environment, log }: GetOptions): Promise<number> {
  if (args.resource.derivedFrom) {
    const { withStore } = await import('../with-store.ts');
    const { where, store } = args;
    const attention = attentionSettings(settings.config);
    const otherIdentities = settings.config.store?.identities;
    return withStore({ where, store, settings, environment, log }, (opened) =>
      getDerived({ args, pipe, attention, otherIdentities, ...opened }),
    );
  }
  const world = await openWorld(args.where, { environment, log });
  const going = {
    args,
    world,
    pipe,
    otherIdentities: settings.config.store?.identities ?? [],
    ...openedLater(args, world, { log, limits: limitsOf(settings.config) }),
  };
  try {
    // A store that was named and cannot be used is reported before any request.
    if (args.store.file !== undefined) await going.openStore();
    return args.watch ? await watch(going) : await get(going, systemClock);
  } finally {
    await going.closeStore();
    await world.close();
  }
}

interface Going {
  readonly args: GetArguments;
  readonly world: World;
  readonly pipe: Pipe;
  /** Whose rows of the store are printed, too. */
  readonly otherIdentities: readonly string[];
  /** undefined: nothing is stored. */
  openStore(): Promise<ProgramStore | undefined>;
  openAnyStore(): Promise<ProgramStore>;
}

/** The store's code is loaded, and the store opened, after the first request was sent. */
function openedLater(
  { where, store }: GetArguments,
  { aws }: World,
  keeping: { readonly log: Log; readonly limits: HistoryLimits },
) {
  let opened: Promise<ProgramStore | undefined> | undefined;
  const open = async () => {
    const { openKeptStore } = await import('../open-program-store.ts');
    return openKeptStore({ ...where, store }, { ...keeping, now: aws.now });
  };
  const openAnyway = async () => {
    const { openStoreInProcess } = await import('../open-program-store.ts');
    return openStoreInProcess({ ...where, store }, { ...keeping, now: aws.now });
  };
  return {
    openStore() {
      opened ??= open();
      return opened;
    },
    /** A store that is deleted with the command, if nothing is kept. */
    async openAnyStore() {
      const store = (await opened) ?? (await openAnyway());
      opened = Promise.resolve(store);
      return store;
    },
    closeStore: async () => (await opened?.catch(() => undefined))?.close(),
  };
}

interface DerivedList extends Opened {
  readonly args: GetArguments;
  readonly pipe: Pipe;
  readonly attention: AttentionSettings;
  readonly otherIdentities?: readonly string[] | undefined;
}

async function getDerived(list: DerivedList): Promise<number> {
  if (list.args.resource.id === 'mutes') {
    const { writeMutes } = await import('./derived/mutes.ts');
    await writeMutes({ ...list, now: list.world.aws.now(), width: widthOf(process.stdout) });
    return exitCodes.fine;
  }
  const unknown = await writeUnstored(list);
  for (const line of unknown) complain(line);
  return unknown.length === 0 ? exitCodes.fine : exitCodes.failed;
}

async function writeUnstored(list: DerivedList): Promise<string[]> {
  const options = { ...list, clock: systemClock, width: widthOf(process.stdout) };
  if (list.args.resource.id === 'changes') {
    const { writeChanges } = await import('./derived/listed-changes.ts');
    return writeChanges(options);
  }
  const { writeDerived } = await import('./derived/derived.ts');
  return writeDerived(options);
}

/** Until ctrl-c; a second one does not wait. */
async function watch({ args, world, pipe, otherIdentities, openAnyStore }: Going): Promise<number> {
  const { watchList } = await import('./watch/watch.ts');
  const ending = new AbortController();
  const end = () => ending.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const store = await openAnyStore();
  for (const signal of signals) process.once(signal, end);
  try {
    return await watchList({
      args,
      world,
      pipe,
      store,
      otherIdentities,
      clock: systemClock,
      ended: ending.signal,
      feed: openFeed(args.eventQueues),
      complain,
      width: () => widthOf(process.stdout),
    });
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

async function get(going: Going, clock: Clock): Promise<number> {
  const { args, world, openStore } = going;
  const { resource, params, maxAgeMs } = args;
  // Rows that the store may have are not requested before the store was read.
  const early = maxAgeMs === undefined && args.at === undefined ? [{ resource: resource.id, params }] : [];
  const finding = findPlaces(world, { clock, early, waits: complain });
  const store = await openStore();
  const places = await finding;
  try {
    const { refusals, unknown } = await writeRows(going, { places, store, clock });
    return reportRefusals(places, refusals, unknown);
  } finally {
    places.stop();
  }
}

interface Sources {
  readonly places: Places;
  readonly store: ProgramStore | undefined;
  readonly clock: Clock;
}

interface Written {
  readonly refusals: readonly Refusal[];
  /** Sentences about times of the range that are not known. */
  readonly unknown: readonly string[];
}

async function writeRows(
  { args, pipe, otherIdentities: arns }: Going,
  { places, store, clock }: Sources,
): Promise<Written> {
  const { resource, params, limit, sort, format, maxAgeMs, at } = args;
  const { state, aws } = places;
  const asOf = at && pastTimeOf(at, aws.now());
  const now = asOf ?? aws.now();
  const hasRange = asOf === undefined && rangeIn(resource, args.filter, now) !== undefined;
  const { passes } = createMatches(args, {
    now: () => now,
    accounts: () => state.accounts,
  });
  const width = widthOf(process.stdout);
  const writer = createWriter(args, textFor(format, pipe.write), {
    now,
    width,
    accounts: state.accounts,
  });
  // The reader has stopped or the limit is reached: no more is requested.
  const enough = new AbortController();
  const signal = AbortSignal.any([enough.signal, pipe.closed]);
  const inOrder = sort !== undefined || format === 'table' || format === 'wide';
  let count = 0;
  const written = new Set<string>();
  const row = async (key: string, found: ListRow) => {
    if (signal.aborted || written.has(key) || !passes(found)) return;
    if (hasRange || arns.length > 0) written.add(key);
    await writer.row(key, found);
    count += 1;
    if (!inOrder && count >= limit) enough.abort();
  };
  const scopes = scopesFor(resource.id, state);
  const identityOf = await identitiesIn(state, aws);
  const kept = { store, scopes, resource, params, identityOf };
  const past = asOf === undefined ? undefined : await lookBack(kept, asOf);
  for (const [key, found] of past?.rows ?? []) await row(key, found);
  const known = maxAgeMs === undefined ? undefined : await lookUp(kept, now - maxAgeMs);
  const ask = async () =>
    requestAll({
      aws,
      clock,
      resource,
      params,
      scopes,
      signal,
      row,
      keep: store && keepResponses({ ...kept, store }),
    });
  if (known) complain(`as of ${formatAge(now - known.asOf)} ago, from the store: AWS was not asked.`);
  for (const [key, found] of known?.rows ?? []) await row(key, found);
  const refusals = past ? past.unknown.map(notKnown) : known ? [] : await ask();
  const others = await readCollected({ ...kept, arns, state, asOf, now: aws.now(), refusals, row });
  const earlier = hasRange ? await readEarlier({ ...args, ...kept, state, arns, now, row }) : noEarlier;
  await writer.end(earlier.gaps);
  return { refusals: [...refusals, ...others], unknown: earlier.sentences };
}

function reportRefusals({ refused, state }: Places, refusals: readonly Refusal[], unknown: readonly string[]): number {
  const several = new Set(state.scopes.map(({ accountId }) => accountId)).size > 1;
  const lines = [
    ...refused.map(({ label, problem }) => `${label}: ${sentences(problem)}`),
    ...refusals.map(({ scope, problem }) => {
      const account = several ? `${state.accounts.get(scope.accountId) ?? scope.accountId} ` : '';
      return `${account}${scope.region}: ${sentences(problem)}`;
    }),
    ...(state.scopes.length === 0 && refused.length === 0 ? ['AWS did not return the identity of the caller.'] : []),
    ...unknown,
  ];
  for (const line of lines) complain(line);
  return lines.length === 0 ? exitCodes.fine : exitCodes.failed;
}

async function listLists(pipe: Pipe): Promise<number> {
  for (const id of requestedIds) {
    const { plural, aliases } = resources[id];
    await pipe.write(`${pad(id, 28)}  ${pad(plural, 28)}  ${aliases.join(' ')}\n`);
  }
  return exitCodes.fine;
}
