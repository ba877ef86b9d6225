// What is known of a list at a past time: it was watched then, or nothing is known.
import { type AskedOf, createAskedOf } from '../../app/attention/asked-of.ts';
import type { AnySnapshot, Data } from '../../app/state/data.ts';
import { type PollRequest, requestKey } from '../../app/state/lists/poll-request.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { storedTime } from '../../engine/polls/stored-times.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import type { IdentityOf } from '../../engine/requested-scopes.ts';
import { storedScope } from '../../engine/stored-scope.ts';
import { resources } from '../../resources/index.ts';
import { hasPast } from '../../resources/past.ts';

export interface PastSnapshotsOptions {
  /** Of the time on screen. */
  sight(): StoreSight | undefined;
  readonly identityOf: IdentityOf;
  data(): Data;
}

const notStored: AwsProblem = {
  kind: 'not-stored',
  message: 'The store has no answer from then.',
  nextStep: ':now shows the present',
  retryable: false,
};

const unknownSince = (since: number): AnySnapshot => ({
  version: 0,
  failure: { problem: notStored, since, attempts: 1, retryAt: Number.POSITIVE_INFINITY },
});

/** Returns the same snapshot of a request as long as nothing changes; undefined: it is awaited. */
export function createPastSnapshots({ sight, identityOf, data }: PastSnapshotsOptions) {
  const askedOf: AskedOf = createAskedOf();
  let known: { of: StoreSight; seq: number; snapshots: Map<string, AnySnapshot> } | undefined;
  let unknown: AnySnapshot | undefined;

  function loadedAt(request: PollRequest, { reader }: StoreSight): number | undefined {
    if (request.kind !== 'list' || !hasPast(request.resource, request.params)) return undefined;
    const { resource, scope } = request;
    const identity = identityOf(scope.connection);
    if (identity === undefined) return undefined;
    const place = storedScope(scope, identity);
    const time = storedTime(request, place, reader);
    if (!resources[resource].derivedFrom) return time;
    // The lists were known then, but commands and anonymized extracts have them without their findings.
    const wasEvaluated = time !== undefined || reader.openIds({ resource, scopes: [place] }).length > 0;
    return wasEvaluated ? askedOf(resource, scope, data()).response.loadedAt : undefined;
  }

  function read(request: PollRequest, one: StoreSight, time: number): AnySnapshot {
    const at = loadedAt(request, one);
    if (at !== undefined) return { version: 0, loadedAt: at };
    return unknownSince(time);
  }

  /** Until the sign-in has answered, it is not known whose rows are read. */
  function withoutIdentity(time: number): AnySnapshot | undefined {
    const { identityProblem } = data();
    if (identityProblem === undefined || identityProblem.kind === 'waiting-for-program') return undefined;
    if (unknown?.failure?.since !== time) unknown = unknownSince(time);
    return unknown;
  }

  return (request: PollRequest): AnySnapshot | undefined => {
    const one = sight();
    if (!one?.past) return undefined;
    if (identityOf(request.scope.connection) === undefined) return withoutIdentity(one.past.time);
    const seq = one.reader.lastSeq();
    if (known?.of !== one || known.seq !== seq) known = { of: one, seq, snapshots: new Map() };
    const key = requestKey(request);
    const found = known.snapshots.get(key) ?? read(request, one, one.past.time);
    known.snapshots.set(key, found);
    return found;
  };
}
