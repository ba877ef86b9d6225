// `vaultop get`: a list on stdout, what went wrong on stderr.
import { ratesOnce } from '../../../config/budgets.ts';
import { type Row, searchText } from '../../app/rows.ts';
import { scopesFor } from '../../app/watching.ts';
import { fourAttempts } from '../../aws/retry.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { pad } from '../../lib/text.ts';
import { resources } from '../../resources/index.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { loadSettings } from '../config/settings.ts';
import { exitCodes } from '../exit-codes.ts';
import { openFeed } from '../open-feed.ts';
import { complain } from '../output.ts';
import type { Environment } from '../subcommands.ts';
import { openWorld, type World } from '../world.ts';
import { askedIds, type GetArguments, readGetArguments } from './arguments.ts';
import { askAll, type Refusal } from './ask-all.ts';
import { createMatches } from './matches.ts';
import { createPipe, type Pipe } from './pipe.ts';
import { findPlaces, type Places } from './places.ts';
import { widthOf } from './table.ts';
import { sentences } from './troubles.ts';
import { createWriter, textFor } from './writers.ts';

export { help } from './help.ts';

export async function run(words: readonly string[], environment: Environment, log: Log): Promise<number> {
  const pipe = createPipe(process.stdout);
  if (words.length === 0) return listLists(pipe);
  const settings = await loadSettings(words, log);
  const args = readGetArguments(words, settings);
  const isDerived = args.resource.derivedFrom !== undefined;
  const world = await openWorld(args.where, environment, log, isDerived ? once : {});
  try {
    if (isDerived) return await getDerived(args, world, pipe, attentionSettings(settings.config));
    const code = args.watch ? await watch(args, world, pipe) : await get(args, world, pipe, systemClock);
    await pipe.flush();
    return code;
  } finally {
    await world.close();
  }
}

/** As `check` asks, whose lists are the same. */
const once = { rates: ratesOnce, reads: fourAttempts };

async function getDerived(args: GetArguments, world: World, pipe: Pipe, attention: AttentionSettings): Promise<number> {
  const { writeDerived } = await import('./derived.ts');
  const unknown = await writeDerived({
    ...{ args, world, pipe, attention, clock: systemClock },
    width: widthOf(process.stdout),
  });
  for (const line of unknown) complain(line);
  return unknown.length === 0 ? exitCodes.fine : exitCodes.failed;
}

/** Until ctrl-c; a second one does not wait. */
async function watch(args: GetArguments, world: World, pipe: Pipe): Promise<number> {
  const { watchList } = await import('./watch.ts');
  const ending = new AbortController();
  const end = () => ending.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, end);
  try {
    return await watchList({
      ...{ args, world, pipe, clock: systemClock, ended: ending.signal, feed: openFeed(args.eventQueues) },
      complain,
      width: () => widthOf(process.stdout),
    });
  } finally {
    for (const signal of signals) process.off(signal, end);
  }
}

async function get(args: GetArguments, world: World, pipe: Pipe, clock: Clock): Promise<number> {
  const { resource, params } = args;
  const early = [{ resource: resource.id, params }];
  const places = await findPlaces(world, { clock, early, waits: complain });
  try {
    const refusals = await writeRows(args, places, pipe, clock);
    return tell(places, refusals);
  } finally {
    places.stop();
  }
}

async function writeRows(args: GetArguments, places: Places, pipe: Pipe, clock: Clock): Promise<Refusal[]> {
  const { resource, params, limit, sort, format } = args;
  const matches = createMatches(args.filter);
  const { state, aws } = places;
  const now = aws.now();
  const width = widthOf(process.stdout);
  const writer = createWriter(args, textFor(format, pipe.write), { now, width, accounts: state.accounts });
  // Nobody reads on, or there is enough: no more is asked for.
  const enough = new AbortController();
  const signal = AbortSignal.any([enough.signal, pipe.closed]);
  const inOrder = sort !== undefined || format === 'table' || format === 'wide';
  let count = 0;
  const row = async (key: string, found: Row) => {
    if (signal.aborted || !matches(() => searchText(resource, found, now, state.accounts))) return;
    await writer.row(key, found);
    count += 1;
    if (!inOrder && count >= limit) enough.abort();
  };
  const scopes = scopesFor(resource.id, state);
  const refusals = await askAll({ aws, clock, resource, params, scopes, signal, row });
  await writer.end();
  return refusals;
}

function tell({ refused, state }: Places, refusals: readonly Refusal[]): number {
  const several = new Set(state.scopes.map(({ accountId }) => accountId)).size > 1;
  const lines = [
    ...refused.map(({ label, problem }) => `${label}: ${sentences(problem)}`),
    ...refusals.map(({ scope, problem }) => {
      const account = several ? `${state.accounts.get(scope.accountId) ?? scope.accountId} ` : '';
      return `${account}${scope.region}: ${sentences(problem)}`;
    }),
    ...(state.scopes.length === 0 && refused.length === 0 ? ['AWS did not say who we are.'] : []),
  ];
  for (const line of lines) complain(line);
  return lines.length === 0 ? exitCodes.fine : exitCodes.failed;
}

async function listLists(pipe: Pipe): Promise<number> {
  for (const id of askedIds) {
    const { plural, aliases } = resources[id];
    await pipe.write(`${pad(id, 28)}  ${pad(plural, 28)}  ${aliases.join(' ')}\n`);
  }
  await pipe.flush();
  return exitCodes.fine;
}
