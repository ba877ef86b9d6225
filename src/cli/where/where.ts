// `vaultop where`: requests the lists of the dashboard, and prints the page of one resource, or the results of a
// search.
import { unansweredSentences } from '../../app/attention/unanswered.ts';
import { unansweredLists } from '../../app/state/lists/responses.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { ResourcePage } from '../../domain/resource-page.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import { createRequestContext } from '../../engine/request-context.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/files/log.ts';
import { attentionSources } from '../../resources/derived/derived.ts';
import { resourceLists } from '../../resources/find/found.ts';
import type { FoundRow } from '../../resources/find/found-row.ts';
import { describeOwnSnapshots, type OwnSnapshots } from '../../resources/find/own-snapshots.ts';
import { isResourceArn } from '../../resources/find/resource-arn.ts';
import { findRows } from '../../runtime/find/find-rows.ts';
import { readPage } from '../../runtime/find/read-page.ts';
import type { FindOptions } from '../../runtime/find/search-list.ts';
import { createListPlaces } from '../../runtime/lists/list-places.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { loadSettings, type ProgramSettings } from '../config/settings.ts';
import { type RequestedLists, requestLists } from '../evaluation/request-lists.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { complain } from '../output/output.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { type Opened, withStore } from '../with-store.ts';
import type { World } from '../world.ts';
import { type FindArguments, readFindArguments } from './arguments.ts';
import { printResult } from './print-result.ts';

export { help } from './help.ts';

/** A list without a response after this time is named in the output. */
const patienceMs = 120_000;

export async function run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number> {
  const settings = await loadSettings(words, log);
  const args = readFindArguments(words, settings);
  const { where, store } = args;
  return withStore({ where, store, settings, environment, log }, (opened) => find(args, opened, settings));
}

async function find(args: FindArguments, { world, store }: Opened, settings: ProgramSettings): Promise<number> {
  const lists = [...attentionSources, 'plans' as const, 'inventory' as const];
  const requested = await requestLists({
    world,
    clock: systemClock,
    store,
    lists,
    without: [],
    timeoutMs: patienceMs,
  });
  evaluate(requested, store, attentionSettings(settings.config));
  const response = await answerTo(args.text, await findOptions(requested, store));
  const ownSnapshots = response.page && (await readOwnSnapshots(response.page, world));
  await printResult(
    { ...response, ownSnapshots },
    { ...args, now: requested.data.now, accounts: requested.data.accounts },
  );
  const unanswered = unansweredLists(requested.requests, requested.data);
  const unknown = unansweredSentences(requested.data, unanswered, requested.place);
  for (const line of unknown) complain(line);
  const isFound = response.page !== undefined || response.found.length > 0;
  if (!isFound) complain(`no row that AWS returned contains "${args.text}".`);
  return isFound && unknown.length === 0 ? exitCodes.fine : exitCodes.failed;
}

/** As on the page of the dashboard: a refusal is part of the answer. undefined: no such request exists for the type. */
async function readOwnSnapshots(page: ResourcePage, { aws }: World): Promise<OwnSnapshots | undefined> {
  const signal = AbortSignal.timeout(patienceMs);
  const { scope } = page;
  const context = createRequestContext({ aws, scope, params: {}, signal, priority: 0, now: aws.now() });
  try {
    return await describeOwnSnapshots(context, page);
  } catch (error) {
    return { service: page.type, snapshots: { refused: (error as Error).message } };
  }
}

/** Writes to the store, from which the page is read. */
function evaluate(
  { data, identities }: RequestedLists,
  { evaluation }: ProgramStore,
  settings: AttentionSettings,
): void {
  const { scopes, organizationScopes, accounts } = data;
  const watched = { scopes, accounts, identities, ...(organizationScopes ? { organizationScopes } : {}) };
  evaluation.watch({ watched, settings, lists: ['protection', 'timeline'] });
  evaluation.finish?.();
}

async function findOptions({ data, identities }: RequestedLists, store: ProgramStore): Promise<FindOptions> {
  const placesOf = createListPlaces((connection) => identities.get(connection));
  return { sight: await store.opened(), data, placesOf, signal: new AbortController().signal };
}

/** The page, if the text is the ARN, the id or the name of exactly one resource. */
async function answerTo(text: string, options: FindOptions) {
  if (isResourceArn(text)) return { page: await readPage(text, options), found: [] };
  const found: FoundRow[] = [];
  for await (const { rows } of findRows(text, options)) found.push(...rows);
  const isPast = ({ goneAt }: FoundRow) => goneAt !== undefined;
  const ranked = found.toSorted((one, other) => +isPast(one) - +isPast(other) || one.rank - other.rank);
  const named = ranked.filter(({ rank, list }) => rank === 0 && resourceLists.has(list));
  // A resource that has gone counts only if none of that name is there.
  const arns = new Set(named.filter((row) => isPast(row) === named.every(isPast)).map(({ id }) => id));
  const [arn] = arns;
  const page = arns.size === 1 && arn !== undefined ? await readPage(arn, options) : undefined;
  return { page, found: page ? [] : ranked };
}
