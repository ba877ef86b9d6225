// Reads the store for evaluations and their readers: counts by state, and times of requests.
import { idOfResource, idOfScope, type Names, namesOfScope } from '../names.ts';
import type { StoredScope } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';

export interface AnsweredRequest {
  readonly resource: string;
  readonly scope: StoredScope;
  /** Epoch ms of the newest request with a whole response. */
  readonly wholeAt: number;
  /** Epoch ms at which the last response arrived. */
  readonly receivedAt: number;
}

export interface ChangedSubject {
  readonly resource: string;
  readonly scope: StoredScope;
  /** ARN of the AWS resource that the row is about; the key of a row that is about none. */
  readonly subject: string;
}

export interface ChangedSubjectsQuery {
  readonly resources: readonly string[];
  readonly since: number;
  readonly most: number;
}

/** The parameters are the number of a transaction and the names of resources, as JSON. */
const writtenSince = `row.seq > ?
  and row.resource in (select id from resource where name in (select value from json_each(?)))`;

export interface DerivedReader {
  /**
   * What the rows of these lists are about that were written or closed after the transaction `since`, without
   * duplicates; undefined: more than `most` rows were.
   */
  changedSubjects(query: ChangedSubjectsQuery): readonly ChangedSubject[] | undefined;
  /** The number of open rows of these scopes for each state. Rows without a state are not counted. */
  countByState(resource: string, scopeIds: readonly number[]): ReadonlyMap<string, number>;
  /** Requests without params that got a response at that time or later, in epoch ms. */
  wholeSince(receivedAt: number): AnsweredRequest[];
  /** Epoch ms of the newest request without params that has a whole response. */
  wholeAt(resource: string, scope: StoredScope): number | undefined;
  /** The latest `receivedAt` of the requests that `wholeSince` returns. */
  lastReceivedAt(): number;
  /** By scope id: epoch ms of the newest request without params that has a whole response. */
  wholeTimes(resource: string): ReadonlyMap<number, number>;
}

export function createDerivedReader(database: Database, names: Names): DerivedReader {
  const statement = createStatements(database);
  return {
    changedSubjects({ resources, since, most }) {
      const lists = JSON.stringify(resources);
      const written = statement(
        `select count(*) as count from (select 1 from row indexed by row_seq where ${writtenSince} limit ?)`,
      );
      if (Number(written.get(since, lists, most + 1)?.count) > most) return undefined;
      const found = statement(
        `select distinct row.resource, row.scope, coalesce(shared.subject, row.key) as subject
         from row indexed by row_seq left join shared on shared.id = row.shared where ${writtenSince}`,
      ).all(since, lists);
      return found.flatMap((row) => {
        const [resource, scope] = [names.resourceOf(Number(row.resource)), names.scopeOf(Number(row.scope))];
        return resource === undefined || scope === undefined ? [] : [{ resource, scope, subject: String(row.subject) }];
      });
    },
    countByState(resource, ids) {
      const resourceId = names.resourceId(resource);
      if (resourceId === undefined) return new Map();
      const found = statement(
        `select state, count(*) as count from row indexed by row_key
         where resource = ? and scope in (select value from json_each(?)) and valid_to is null and state is not null
         group by state`,
      ).all(resourceId, JSON.stringify(ids));
      return new Map(found.map(({ state, count }) => [String(state), Number(count)]));
    },
    wholeSince(receivedAt) {
      const found = statement(
        `select resource, scope, whole_at, received_at from request indexed by request_received
         where params = '[]' and whole_at is not null and received_at >= ?`,
      ).all(Math.max(receivedAt, 0));
      return found.flatMap((row) => {
        const [resource, scope] = [names.resourceOf(Number(row.resource)), names.scopeOf(Number(row.scope))];
        if (resource === undefined || scope === undefined) return [];
        return { resource, scope, wholeAt: Number(row.whole_at), receivedAt: Number(row.received_at) };
      });
    },
    wholeAt(resource, scope) {
      const at = statement(
        `select whole_at from request where resource = ${idOfResource} and scope = ${idOfScope} and params = '[]'`,
      ).get(resource, ...namesOfScope(scope))?.whole_at;
      return typeof at === 'number' ? at : undefined;
    },
    lastReceivedAt() {
      const found = statement(
        'select max(received_at) as last from request indexed by request_received where whole_at is not null',
      ).get();
      return Number(found?.last ?? 0);
    },
    wholeTimes(resource) {
      const resourceId = names.resourceId(resource);
      if (resourceId === undefined) return new Map();
      const found = statement(
        "select scope, whole_at from request where resource = ? and params = '[]' and whole_at is not null",
      ).all(resourceId);
      return new Map(found.map((row) => [Number(row.scope), Number(row.whole_at)]));
    },
  };
}
