// Binds polls to the store: whose answer it is, which stored rows a whole answer covers, and how rows come back.
import type { ListQuestion } from '../app/question.ts';
import type { AwsProblem } from '../aws/errors.ts';
import { type Scope, scopeKey } from '../domain/scope.ts';
import type { NextTurn } from '../lib/turns.ts';
import type { Archive, Archived, Recording } from '../polling/archive.ts';
import { resources } from '../resources/index.ts';
import type { AnyResource, Params } from '../resources/resource.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import { coverageOf, type Stored } from '../resources/stored.ts';
import { type AnyRow, type StoredScope, wholeOrganization } from '../store/row-shape.ts';
import type { StoreReader } from '../store/store-reader.ts';
import type { AnswerSink, AnswerWriter, ProgramStore } from './program-store.ts';
import { storedScope } from './stored-scope.ts';

export interface ArchiveOptions {
  readonly store: ProgramStore;
  /** Lists whose last answer is taken over; absent: all. What comes is kept of every list. */
  readonly recalled?: readonly ResourceId[];
  /** Who asks in a scope; undefined: nobody knows yet. */
  identityOf(scope: Scope): Promise<string | undefined>;
  /** Between two lots of rows that are read: others have their turn. */
  readonly nextTurn: NextTurn;
}

interface Asked {
  readonly resource: AnyResource;
  readonly stored: Stored;
  readonly question: ListQuestion;
  /** Of the params: the same for the same. */
  readonly text: string;
}

/** Rows read in one go: some three milliseconds. */
const rowsAtOnce = 100;

/** undefined: answers to it are not kept. */
export function archiveOf(question: ListQuestion, options: ArchiveOptions): Archive<AnyRow> | undefined {
  const resource = resources[question.resource];
  const { stored, id } = resource;
  if (!stored) return undefined;
  const asked: Asked = { resource, stored, question, text: textOf(question.params) };
  const { writer } = options.store;
  let identity: string | undefined;
  const whoAsks = async () => {
    identity ??= await options.identityOf(question.scope);
    return identity;
  };
  return {
    async load() {
      if (options.recalled && !options.recalled.includes(id)) return undefined;
      const seenBy = await whoAsks();
      return seenBy === undefined ? undefined : archived(asked, seenBy, options);
    },
    begin: (now) => recordingOf(asked, now, begun(asked, now, whoAsks, writer)),
    add(rows, now) {
      const add = (seenBy: string | undefined) =>
        seenBy !== undefined && writer.upsert(id, rows, { requestedAt: now, identity: seenBy });
      void whoAsks().then(add, ignore);
    },
  };
}

/** Nothing is kept for credentials that cannot be read now. */
const ignore = () => {};

const begun = (
  { resource, question, text }: Asked,
  now: number,
  whoAsks: () => Promise<string | undefined>,
  writer: AnswerWriter,
): Promise<AnswerSink | undefined> =>
  whoAsks().then(
    (seenBy) =>
      seenBy === undefined
        ? undefined
        : writer.begin({
            ...{ resource: resource.id, scope: storedScope(question.scope, seenBy), params: text, requestedAt: now },
          }),
    ignore as () => undefined,
  );

function recordingOf(
  { stored, resource, question }: Asked,
  now: number,
  response: Promise<AnswerSink | undefined>,
): Recording<AnyRow> {
  const then = (task: (one: AnswerSink) => void) => void response.then((one) => one && task(one));
  return {
    page: (rows) => then((one) => one.page(rows)),
    end(isWhole) {
      const covers = isWhole ? coverageOf(stored, question.params, now) : undefined;
      // Where changes tell of new rows alone, the others are as old as they were.
      if (isWhole || !resource.newOnly) then((one) => one.whole(covers));
      else then((one) => one.abandon());
    },
    leave: () => then((one) => one.abandon()),
    fail: (problem, retryAt) => then((one) => one.failed((problem as AwsProblem).message, retryAt)),
  };
}

/** What an earlier run knew: of lists that nothing narrows. */
async function archived(
  { resource, stored, question, text }: Asked,
  identity: string,
  { store, nextTurn }: ArchiveOptions,
): Promise<Archived<AnyRow> | undefined> {
  const { scope, params } = question;
  if (Object.keys(params).length > 0) return undefined;
  const { reader } = await store.opened();
  const loadedAt = reader.requestState(resource.id, storedScope(scope, identity), text)?.wholeAt;
  if (loadedAt === undefined) return undefined;
  const { outlivesListing, listedMs } = stored;
  const since = outlivesListing && listedMs !== undefined ? { since: loadedAt - listedMs } : {};
  const ids = reader.openIds({ resource: resource.id, scopes: scopesOf(scope, identity, reader), ...since });
  const here = shareScopes(scope);
  const rows = new Map<string, AnyRow>();
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    for (const found of reader.rows(ids.slice(from, from + rowsAtOnce))) {
      if (!found) continue;
      const row = { ...found.row, scope: here(found.row.scope) };
      if (!resource.isGone?.(row, loadedAt)) rows.set(resource.key(row), row);
    }
    await nextTurn();
  }
  return { rows, loadedAt, whole: true };
}

/** Of a question to an organization: the rows of all accounts that its identity sees in that Region. */
function scopesOf(scope: Scope, identity: string, reader: StoreReader): StoredScope[] {
  const asked = storedScope(scope, identity);
  if (asked.accountId !== wholeOrganization) return [asked];
  return reader.scopes().filter((one) => one.identity === identity && one.region === scope.region);
}

/** One object for each place, as in rows that come from AWS, and through the connection that asks now. */
function shareScopes(asked: Scope): (scope: Scope) => Scope {
  const known = new Map<string, Scope>([[scopeKey(asked), asked]]);
  return ({ accountId, region, organization }) => {
    const scope = { accountId, region, connection: asked.connection, ...(organization ? { organization } : {}) };
    const key = scopeKey(scope);
    const found = known.get(key) ?? scope;
    known.set(key, found);
    return found;
  };
}

const textOf = (params: Params): string => JSON.stringify(Object.entries(params).toSorted());
