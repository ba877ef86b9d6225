// Binds polls to the store: the identity of a response, and the stored rows that a whole response covers.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Archive, Recording } from '../../polling/archive.ts';
import { resources } from '../../resources/index.ts';
import type { KnownRows } from '../../resources/known.ts';
import type { AnyResource } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { coverageOf, isListedApart, type Stored } from '../../resources/stored.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import type { EngineStore, ResponseSink } from '../program-store.ts';
import { storedScope } from '../stored-scope.ts';
import { claimResponse } from './claims.ts';
import { storedKnown } from './stored-known.ts';
import { paramsText, wholeAtOf } from './stored-responses.ts';

export interface ArchiveOptions {
  readonly store: EngineStore;
  /** Lists whose last stored response is used; absent: all. The responses of every list are stored. */
  readonly recalled?: readonly ResourceId[];
  /** The identity in a scope; undefined: not known yet. */
  identityOf(scope: Scope): Promise<string | undefined>;
  /**
   * Epoch ms of AWS's clock: a response of another program that was requested earlier is not used. Absent: the interval
   * of the list decides.
   */
  notBefore?(): number;
}

/** The parts of a poll that send a request and wait. */
export interface Requester {
  readonly clock: Clock;
  /** Epoch ms of AWS's clock. */
  now(): number;
}

interface Asked {
  readonly resource: AnyResource;
  readonly stored: Stored;
  readonly listRequest: ListRequest;
  /** The params as text: equal params give equal text. */
  readonly text: string;
}

export interface StoredArchive extends Archive<AnyRow> {
  readonly known: KnownRows<AnyRow>;
}

/** The storage of a list's rows, under the identity that requests them. Without an identity nothing is stored. */
export function archiveOf(listRequest: ListRequest, options: ArchiveOptions, requester: Requester): StoredArchive {
  const resource = resources[listRequest.resource];
  const { stored, id } = resource;
  if (!stored) throw new Error(`Rows of ${id} are not stored.`);
  const requested: Asked = { resource, stored, listRequest, text: paramsText(listRequest.params) };
  const { writer } = options.store;
  let identity: string | undefined;
  const findIdentity = async () => {
    identity ??= await options.identityOf(listRequest.scope);
    return identity;
  };
  const known = storedKnown(listRequest, async () => {
    const seenBy = await findIdentity();
    return seenBy === undefined ? undefined : { identity: seenBy, reader: (await options.store.opened()).reader };
  });
  return {
    known,
    isBusy: known.isBusy,
    async load() {
      if (options.recalled && !options.recalled.includes(id)) return undefined;
      // A list with params has few rows, and is requested at once.
      if (isNarrowed(listRequest)) return undefined;
      const seenBy = await findIdentity();
      if (seenBy === undefined) return undefined;
      const loadedAt = wholeAtOf(listRequest, seenBy, (await options.store.opened()).reader);
      return loadedAt === undefined ? undefined : { loadedAt, whole: true };
    },
    async claim({ newEnough, signal }) {
      const { store, notBefore = () => Number.NEGATIVE_INFINITY } = options;
      const seenBy = await findIdentity();
      if (seenBy === undefined || !store.leases) return undefined;
      const request = { resource: id, scope: storedScope(listRequest.scope, seenBy), params: requested.text };
      const { reader } = await store.opened();
      return claimResponse(request, {
        ...requester,
        reader,
        leases: store.leases,
        signal,
        newEnough: () => Math.max(newEnough(), notBefore()),
      });
    },
    async lacks() {
      const { lacks } = resource;
      const rows = lacks ? await known.all() : [];
      return rows.map((row) => lacks?.(row)).find((one) => one !== undefined);
    },
    begin(now) {
      const begun = (seenBy: string | undefined): ResponseSink | undefined =>
        seenBy === undefined ? undefined : writer.begin(responseTo(requested, seenBy, now));
      return recordingOf(requested, now, findIdentity().then(begun, ignore as () => undefined));
    },
    add(rows, now) {
      const add = (seenBy: string | undefined) =>
        seenBy !== undefined && writer.upsert(id, rows, { requestedAt: now, identity: seenBy });
      void findIdentity().then(add, ignore);
    },
  };
}

const isNarrowed = ({ params }: ListRequest): boolean => Object.keys(params).length > 0;

/** Nothing is stored for credentials that cannot be read now. */
const ignore = () => {};

const responseTo = ({ resource, stored, listRequest, text }: Asked, seenBy: string, now: number) => ({
  resource: resource.id,
  scope: storedScope(listRequest.scope, seenBy),
  params: text,
  requestedAt: now,
  notesMembers: isListedApart(stored, listRequest.params),
});

function recordingOf(
  { stored, resource, listRequest }: Asked,
  now: number,
  response: Promise<ResponseSink | undefined>,
): Recording<AnyRow> {
  const then = (task: (one: ResponseSink) => void) => void response.then((one) => one && task(one));
  return {
    page: (rows) => then((one) => one.page(rows)),
    preview: (rows) => then((one) => one.page(rows, true)),
    async end(since) {
      const one = await response;
      if (since === undefined) one?.whole(coverageOf(stored, listRequest.params, now));
      // If the changes contain new rows only, the other rows keep their age.
      else if (resource.newOnly) one?.abandon();
      else one?.changes(since);
    },
    leave: () => then((one) => one.abandon()),
    fail: (problem, retryAt) => then((one) => one.failed((problem as AwsProblem).message, retryAt)),
  };
}
