// The attention list as answers to questions: one for each account-Region that is asked, with what is known of its sources.

import { type AttentionLine, compareAttention } from '../../domain/attention/attention-line.ts';
import type { Attention } from '../../domain/attention/compute-attention.ts';
import { placeKey, type Scope, scopeKey } from '../../domain/scope.ts';
import { forEach, mergeSorted, type Steps } from '../../lib/steps.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { AnySnapshot, Data } from '../data.ts';
import type { ListQuestion } from '../question.ts';
import { everywhere } from '../watching.ts';

export interface Asked {
  /** All sources have answered or refused. */
  readonly isWhole: boolean;
  readonly answer: Pick<AnySnapshot, 'loadedAt' | 'askedAt' | 'failure'>;
}
type Items = readonly AttentionLine[];

export interface AttentionLists {
  /** By account-Region. The same map for as long as nothing in it changed, and so its answers. */
  readonly answers: ReadonlyMap<string, AnySnapshot>;
  /** Everything that they are made of had been answered or refused. */
  readonly isWhole: boolean;
}

export type ReadAttentionLists = (attention: Attention, data: Data, asked: AskedOfScopes) => Steps<AttentionLists>;

/** By account-Region. */
export type AskedOfScopes = ReadonlyMap<string, Asked>;

/**
 * How far the sources are. To be read before the facts are: what is answered while the list is made in many goes may not be
 * in it, and it must not say that it is.
 */
export function* readAsked(data: Data, askedOf: AskedOf): Steps<AskedOfScopes> {
  const asked = new Map<string, Asked>();
  for (const scope of data.scopes) {
    asked.set(scopeKey(scope), askedOf('attention', scope, data));
    yield 10;
  }
  return asked;
}

/** What is listed in the answer of each account-Region. */
type Homes = ReadonlyMap<string, readonly Items[]>;

interface Listed {
  readonly of: readonly Items[];
  readonly snapshot: AnySnapshot;
}

export function createAttentionLists(): ReadAttentionLists {
  const known = new Map<string, Listed>();
  let answers: AttentionLists['answers'] = new Map();
  let sorted: { attention: Attention; scopes: Data['scopes']; homes: Homes } | undefined;

  function* toRows(lists: readonly Items[]): Steps<AnySnapshot['rows']> {
    const rows = new Map<string, AttentionLine>();
    yield* forEach(yield* mergeSorted(lists, compareAttention), (item) =>
      rows.set(resources.attention.key(item), item),
    );
    return rows;
  }

  return function* (attention, data, askedOfScopes) {
    const { scopes } = data;
    const isSorted = sorted?.attention === attention && sorted.scopes === scopes;
    const homes = sorted && isSorted ? sorted.homes : yield* homesOf(attention, scopes);
    sorted = { attention, scopes, homes };
    const next = new Map<string, AnySnapshot>();
    let isWhole = scopes.length > 0;
    for (const scope of scopes) {
      const key = scopeKey(scope);
      const of = homes.get(key) ?? [];
      const asked = askedOfScopes.get(key) ?? notAsked;
      isWhole &&= asked.isWhole;
      const before = known.get(key);
      const isSame = before !== undefined && sameLists(before.of, of);
      const rows = isSame ? before.snapshot.rows : yield* toRows(of);
      const snapshot = toSnapshot(rows, asked, before?.snapshot);
      known.set(key, { of, snapshot });
      next.set(key, snapshot);
      yield 10;
    }
    if (!sameAnswers(answers, next)) answers = next;
    for (const key of known.keys()) if (!next.has(key)) known.delete(key);
    return { answers, isWhole };
  };
}

const notAsked: Asked = { isWhole: false, answer: {} };

/** What lies in other accounts of an organization is listed where they are heard of. */
function* homesOf({ byScope }: Attention, scopes: readonly Scope[]): Steps<Homes> {
  const homes = new Map<string, Items[]>(scopes.map((scope) => [scopeKey(scope), []]));
  const hearing = hearingPlaces(scopes);
  yield* forEach(byScope, ([key, items]) => {
    const [first] = items;
    const home = homes.has(key) ? key : first && hearing.get(placeOf(first.scope));
    if (home !== undefined) homes.get(home)?.push(items);
  });
  return homes;
}

/** By way and Region: the key of the account-Region in which others are heard of. */
const hearingPlaces = (scopes: readonly Scope[]): ReadonlyMap<string, string> =>
  new Map(scopes.toReversed().map((scope) => [placeOf(scope), scopeKey(scope)]));

const placeOf = ({ connection, region }: Scope): string => `${connection}/${region}`;

const sameLists = (one: readonly Items[], other: readonly Items[]): boolean =>
  one.length === other.length && one.every((list, index) => list === other[index]);

const sameAnswers = (one: AttentionLists['answers'], other: AttentionLists['answers']): boolean =>
  one.size === other.size && [...one].every(([key, answer]) => other.get(key) === answer);

/** The same as before where it says the same. */
export function toSnapshot(rows: AnySnapshot['rows'], { answer }: Asked, before: AnySnapshot | undefined): AnySnapshot {
  const isSame = before?.rows === rows && before.loadedAt === answer.loadedAt && before.failure === answer.failure;
  return isSame ? before : { rows, version: (before?.version ?? 0) + 1, ...answer };
}

export type AskedOf = (resource: ResourceId, scope: Scope, data: Data) => Asked;

/** As old as the oldest of its sources, once each of them has answered; failing where one of them does. */
export function createAskedOf(): AskedOf {
  let places: Data | undefined;
  const questions = new Map<ResourceId, Map<string, ListQuestion[]>>();

  const sourcesOf = (resource: ResourceId, data: Data): Map<string, ListQuestion[]> => {
    if (places?.scopes !== data.scopes || places.organizationScopes !== data.organizationScopes) questions.clear();
    places = data;
    const known = questions.get(resource) ?? sourcesByPlace(resource, data);
    questions.set(resource, known);
    return known;
  };

  return (resource, scope, data) => {
    const sources = sourcesOf(resource, data).get(scopeKey(scope)) ?? [];
    const asked = sources.map((question) => data.snapshot(question));
    const failure = asked.find((snapshot) => snapshot?.failure)?.failure;
    const isWhole = asked.every((snapshot) => snapshot?.loadedAt !== undefined || snapshot?.failure !== undefined);
    const times = asked.flatMap((snapshot) => snapshot?.loadedAt ?? []);
    const isAnswered = times.length > 0 && times.length === asked.length;
    const asks = asked.flatMap((snapshot) => snapshot?.askedAt ?? []);
    return {
      isWhole,
      answer: {
        ...(isAnswered ? { loadedAt: Math.min(...times) } : {}),
        ...(isAnswered && asks.length > 0 ? { askedAt: Math.min(...asks) } : {}),
        ...(failure ? { failure } : {}),
      },
    };
  };
}

function sourcesByPlace(resource: ResourceId, data: Data): Map<string, ListQuestion[]> {
  const found = new Map<string, ListQuestion[]>(data.scopes.map((scope) => [scopeKey(scope), []]));
  for (const source of resources[resource].derivedFrom ?? []) {
    const asked = everywhere(source, data);
    for (const question of asked) {
      for (const key of placesOf(question, asked, data.scopes)) found.get(key)?.push(question);
    }
  }
  return found;
}

/** An organization's answer is for all accounts that are not asked themselves. */
function placesOf({ scope }: ListQuestion, all: readonly ListQuestion[], scopes: readonly Scope[]): string[] {
  const hearing = hearingPlaces(scopes).get(placeOf(scope));
  if (!scope.organization) {
    const own = scopes.find((one) => placeKey(one) === placeKey(scope));
    return own ? [scopeKey(own)] : hearing === undefined ? [] : [hearing];
  }
  const asked = new Set(all.filter((one) => !one.scope.organization).map((one) => placeKey(one.scope)));
  return scopes.filter((one) => one.region === scope.region && !asked.has(placeKey(one))).map(scopeKey);
}
