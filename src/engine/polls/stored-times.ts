// The time of the newest whole response that has the rows of a list request, as one identity sees them: at present, or
// at the past time that the reader reads. The screen and the commands have it from here.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { ageListOf } from '../../resources/derived/derived.ts';
import { resources } from '../../resources/index.ts';
import { hasPast } from '../../resources/past.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { isListedApart } from '../../resources/stored.ts';
import { watchedAt } from '../../store/read/coverage.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { answeringScopes, type StoredScope } from '../../store/row-shape.ts';
import { paramsText } from './stored-responses.ts';

type Wanted = Pick<ListRequest, 'resource' | 'params'>;
type TimesReader = Pick<StoreReader, 'past' | 'requestState' | 'watchedTimes'>;

/** Names a stored request. */
export interface StoredRequestName {
  readonly resource: ResourceId;
  readonly scope: StoredScope;
  readonly params: string;
}

const everything = paramsText({});

/** The stored requests whose responses have these rows. `place`: the scope of the request, with the identity. */
export function answeringRequests(
  wanted: Wanted,
  place: StoredScope,
  reader: Pick<StoreReader, 'past'>,
): readonly StoredRequestName[] {
  const resource = resources[wanted.resource].derivedFrom ? ageListOf(wanted.resource) : wanted.resource;
  const texts = answeringParams(wanted, reader.past !== undefined);
  return answeringScopes(place).flatMap((scope) => texts.map((params) => ({ resource, scope, params })));
}

function answeringParams({ resource, params }: Wanted, isPast: boolean): readonly string[] {
  const { stored, derivedFrom } = resources[resource];
  if (derivedFrom) return [everything];
  const own = paramsText(params);
  // Which rows such a response had is noted of the present alone. At a past time the members of the rows decide.
  if (stored && isListedApart(stored, params) && !isPast) return [own];
  // The list without params has the rows of each list with params.
  return [...new Set([own, everything])];
}

/** Epoch ms; undefined: there is none, or the list was not watched at the past time. */
export function storedTime(request: Wanted, place: StoredScope, reader: TimesReader): number | undefined {
  const { past } = reader;
  if (past && !hasPast(request.resource, request.params)) return undefined;
  const times = answeringRequests(request, place, reader).flatMap(({ resource, scope, params }) =>
    past
      ? (watchedAt(reader.watchedTimes(resource, scope, params), past.time) ?? [])
      : (reader.requestState(resource, scope, params)?.wholeAt ?? []),
  );
  return times.length === 0 ? undefined : Math.max(...times);
}
