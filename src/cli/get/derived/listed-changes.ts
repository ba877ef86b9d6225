// `get changes`: the lists are requested once, as for the lists that follow from others; the changes are then read from
// the versions in the store.
import { unansweredSentences } from '../../../app/attention/unanswered.ts';
import type { ListRow } from '../../../app/list/rows.ts';
import type { Data } from '../../../app/state/data.ts';
import { everywhere } from '../../../app/state/lists/list-requests.ts';
import type { ListRequest } from '../../../app/state/lists/poll-request.ts';
import { unansweredLists } from '../../../app/state/lists/responses.ts';
import { storedTime } from '../../../engine/polls/stored-times.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import type { Clock } from '../../../lib/clock.ts';
import { changedListIds } from '../../../resources/changes/changed-lists.ts';
import { attentionSources } from '../../../resources/derived/derived.ts';
import { resources } from '../../../resources/index.ts';
import type { Params } from '../../../resources/resource.ts';
import { resourceIds } from '../../../resources/resource-id.ts';
import { changesIn } from '../../../runtime/changes/changes-in.ts';
import { collectedFor, collectedView } from '../../../runtime/lists/collected-view.ts';
import { derivedRequests } from '../../../runtime/lists/derived-requests.ts';
import { gapRecords, gapSentences } from '../../../runtime/lists/gap-texts.ts';
import { sortRows } from '../../../runtime/lists/list-of-rows.ts';
import { type ListPlaces, listPlaces } from '../../../runtime/lists/list-places.ts';
import type { StoreReader } from '../../../store/read/store-reader.ts';
import type { StoredScope } from '../../../store/row-shape.ts';
import { requestLists } from '../../evaluation/request-lists.ts';
import { UsageError } from '../../options/options.ts';
import type { World } from '../../world.ts';
import type { GetArguments } from '../arguments.ts';
import { createMatches } from '../matches.ts';
import type { Pipe } from '../pipe.ts';
import { createWriter, textFor } from '../writers.ts';

/** A list without a response after this time is named in the output. */
const patienceMs = 120_000;

export interface ListedChangesOptions {
  readonly args: GetArguments;
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly pipe: Pick<Pipe, 'write'>;
  readonly clock: Clock;
  readonly store: ProgramStore;
  /** ARNs of other identities of this user whose rows count, too. Absent: none. */
  readonly otherIdentities?: readonly string[] | undefined;
  readonly width: number | undefined;
}

/** Returns sentences about what is unknown. */
export async function writeChanges(options: ListedChangesOptions): Promise<string[]> {
  const { args, world, pipe, clock, store, width } = options;
  const { resource, params, sort = resource.sort, limit, filter } = args;
  checkParams(params);
  const requested = await requestLists({
    world,
    clock,
    store,
    lists: attentionSources,
    without: [],
    timeoutMs: patienceMs,
  });
  const { data, requests, identities, place } = requested;
  const { now, accounts } = data;
  const { reader } = await store.opened();
  const places = changedPlaces({ data, identities, reader, arns: options.otherIdentities ?? [] });
  const found = places && changesIn({ reader, places, params, filter, now });
  const from = { now: () => now, accounts: () => accounts };
  const { passes } = createMatches(args, from);
  const rows = (found?.rows ?? [])
    .map((row): [string, ListRow] => [resource.key(row), row])
    .filter(([, row]) => passes(row));
  const writer = createWriter(args, textFor(args.format, pipe.write), { now, width, accounts });
  for (const [key, row] of sortRows(rows, { resource, sort, ...from }).slice(0, limit)) await writer.row(key, row);
  const gaps = found?.gaps ?? [];
  await writer.end(gapRecords(gaps));
  return [
    ...unansweredSentences(data, unansweredLists(requests, data), place),
    ...(places ? [] : ['AWS did not return the identity of the caller, so no change can be read.']),
    ...(found?.note === undefined ? [] : [found.note]),
    ...gapSentences(gaps, accounts),
  ];
}

interface ChangedPlacesOptions {
  readonly data: Data;
  readonly identities: ReadonlyMap<string, string>;
  readonly reader: StoreReader;
  readonly arns: readonly string[];
}

/** As on the screen: all versions that the other identities saw count, too. undefined: an identity is not known. */
function changedPlaces({ data, identities, reader, arns }: ChangedPlacesOptions): ListPlaces | undefined {
  const view = collectedView({ access: data, identities, known: reader.scopes(), arns });
  const identityOf = (connection: string) => view.identities.get(connection);
  const reached = { ...data, scopes: [...data.scopes, ...view.scopes] };
  const isAnswered = (request: ListRequest, own: StoredScope) => storedTime(request, own, reader) !== undefined;
  return listPlaces(derivedRequests(everywhere('changes', reached), reached), identityOf, {
    of: (request) => collectedFor(request, { others: view.others, identityOf, isAnswered }),
  });
}

function checkParams({ list, key }: Params): void {
  if (key !== undefined && list === undefined) throw new UsageError('--key requires --list: a key is of one list.');
  const isStored = resourceIds.some((id) => id === list && resources[id].stored);
  if (list !== undefined && !isStored && list !== 'audits')
    throw new UsageError(
      `--list takes a list whose rows are kept, such as ${changedListIds.slice(0, 3).join(', ')}, not "${list}".`,
    );
}
