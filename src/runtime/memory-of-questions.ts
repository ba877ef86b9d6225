// Binds the polls to the answers kept on disk: whose they are, which rows are kept, and how rows come back slim.
import { cache } from '../../config/limits.ts';
import { type Question, questionKey } from '../app/question.ts';
import { type Scope, scopeKey } from '../domain/scope.ts';
import type { Archive } from '../polling/archive.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import { resources } from '../resources/index.ts';
import type { ResourceId } from '../resources/resource-id.ts';
import type { AnswerStore } from '../storage/answers/answer-store.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type Row = any;

export interface MemoryOptions {
  readonly store: AnswerStore;
  /** Which lists are kept; absent: all. */
  readonly lists?: readonly ResourceId[];
  /** Who asks in a scope; undefined: nobody knows yet. */
  identityOf(scope: Scope): Promise<string | undefined>;
}

interface PollParts {
  readonly keep?: (row: Row) => Row;
  known(): Pick<Snapshot<Row, unknown>, 'rows'>;
}

/** Lists only: a document is read anew when somebody opens it. */
export function memoryOf(
  question: Question,
  { store, lists, identityOf, keep = (row) => row, known }: MemoryOptions & PollParts,
): Archive<Row> | undefined {
  if (question.kind !== 'list' || Object.keys(question.params).length > 0) return undefined;
  if (lists && !lists.includes(question.resource)) return undefined;
  const key = questionKey(question);
  const resource = resources[question.resource];
  return {
    async load() {
      const identity = await identityOf(question.scope);
      const answer = identity === undefined ? undefined : await store.load(identity, key);
      if (!answer) return undefined;
      const rows = shareScopes(answer.rows as Row[], question.scope);
      const { loadedAt, whole } = answer;
      return { loadedAt, whole, rows: new Map(rows.map((row) => [resource.key(row), keep(row)])) };
    },
    begin: (loadedAt) => ({ ...nothing, end: () => save(known().rows, loadedAt) }),
    add() {},
  };

  function save(rows: ReadonlyMap<string, Row>, loadedAt: number) {
    const answer = () => {
      const kept = newest([...rows.values()], resource.age);
      return { rows: kept, loadedAt, whole: kept.length === rows.size };
    };
    // Files that cannot be read now keep nobody's answers.
    void identityOf(question.scope).then(
      (identity) => identity && store.save(identity, key, answer),
      () => {},
    );
  }
}

const nothing = { page() {}, fail() {}, leave() {} };

function newest(rows: Row[], age: ((row: Row) => number) | undefined): Row[] {
  if (rows.length <= cache.mostRows) return rows;
  if (!age) return rows.slice(0, cache.mostRows);
  // Numbers alone are sorted ten times faster than rows by them.
  const times = Float64Array.from(rows, age).sort();
  const from = times.at(-cache.mostRows) ?? Number.NEGATIVE_INFINITY;
  return rows.filter((row) => age(row) >= from).slice(0, cache.mostRows);
}

/** One object for each place, as in rows that come from AWS. */
function shareScopes(rows: Row[], asked: Scope): Row[] {
  const scopes = new Map<string, Scope>([[scopeKey(asked), asked]]);
  return rows.map((row) => {
    const key = scopeKey(row.scope);
    const scope = scopes.get(key) ?? row.scope;
    scopes.set(key, scope);
    return { ...row, scope };
  });
}

/** The account and the role or user: a session's name changes with each sign-in. */
export function identityName(arn: string, address: string): string {
  const [path, ...name] = arn.split('/');
  const lasting = path?.includes(':assumed-role') ? name.slice(0, -1) : name;
  return [address, [path, ...lasting].join('/')].join(' ');
}
