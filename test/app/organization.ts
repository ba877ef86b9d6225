// A large organization made by hand: job lists of whole Regions, whose rows change in place as those of polls do.
import type { AnySnapshot, Data } from '../../src/app/data.ts';
import type { Job } from '../../src/domain/job.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { createChangeLog, type WritableChangeLog } from '../../src/polling/change-log.ts';
import { resources } from '../../src/resources/index.ts';
import { jobListIds, type ResourceId } from '../../src/resources/resource-id.ts';
import { dataOf, job, now } from '../components/fixtures.ts';

export interface Sizes {
  readonly accounts: number;
  readonly regions: number;
  /** Of each account in each Region. */
  readonly resources: number;
  /** Of each resource, of each kind. */
  readonly jobs: number;
}

interface AnswerOfJobs {
  readonly rows: Map<string, Job>;
  readonly changes: WritableChangeLog;
  snapshot: AnySnapshot;
}

export interface Organization {
  /** As it is now: later changes show in it too, but for its version and hour. */
  data(more?: Partial<Data>): Data;
  put(jobs: readonly Job[]): void;
  remove(jobs: readonly Job[]): void;
  /** A whole answer in the place of the one before, in another order. */
  replace(list: (typeof jobListIds)[number], region: string): void;
  /** The same answers, asked for at another time. */
  askAgain(at: number): void;
  jobs(): Job[];
  scope(account: number, region: number): Scope;
}

const hour = 3_600_000;
const kinds = { 'backup-jobs': 'backup', 'copy-jobs': 'copy', 'restore-jobs': 'restore' } as const;

export function organizationOf({ accounts, regions, resources: count, jobs: each }: Sizes): Organization {
  const answers = new Map<string, AnswerOfJobs>();
  const scopes = Array.from({ length: accounts }, (_, account) =>
    Array.from(
      { length: regions },
      (_, region): Scope => ({
        accountId: String(100_000_000_000 + account),
        region: `eu-west-${region}`,
        connection: '',
      }),
    ),
  );
  const own = scopes[0] ?? [];
  const asked = own.map((scope): Scope => ({ ...scope, organization: true }));
  let version = 0;
  let askedAt = now;

  const listOf = ({ kind }: Job) => jobListIds.find((id) => kinds[id] === kind) ?? 'backup-jobs';
  const answerTo = (resource: ResourceId, region: string): AnswerOfJobs | undefined =>
    answers.get(`${resource} ${region}`);
  const publish = (answer: AnswerOfJobs) => {
    version += 1;
    answer.snapshot = { rows: answer.rows, version, changes: answer.changes, loadedAt: askedAt };
  };

  for (const id of jobListIds) {
    for (const { region } of own) {
      const answer = { rows: new Map(), changes: createChangeLog(), snapshot: { rows: new Map(), version: 0 } };
      answers.set(`${id} ${region}`, answer);
    }
  }

  const changeAll = (jobs: readonly Job[], change: (answer: AnswerOfJobs, key: string, job: Job) => void) => {
    const changed = new Set<AnswerOfJobs>();
    for (const one of jobs) {
      const list = listOf(one);
      const answer = answerTo(list, one.scope.region);
      if (!answer) continue;
      const key = resources[list].key(one);
      change(answer, key, one);
      answer.changes.add(key);
      changed.add(answer);
    }
    for (const answer of changed) publish(answer);
  };

  const organization: Organization = {
    data(more = {}) {
      const base = dataOf({ rows: {} });
      return {
        ...base,
        ...{ scopes: own, organizationScopes: asked, version, now, localNow: more.now ?? now },
        snapshot: (question) =>
          answerTo(question.resource, question.scope.region)?.snapshot ?? {
            rows: new Map(),
            version: 0,
            loadedAt: askedAt,
          },
        ...more,
      };
    },
    put: (jobs) => changeAll(jobs, ({ rows }, key, one) => rows.set(key, one)),
    remove: (jobs) => changeAll(jobs, ({ rows }, key) => rows.delete(key)),
    replace(list, region) {
      const answer = answerTo(list, region);
      if (!answer) return;
      for (const key of answer.rows.keys()) answer.changes.add(key);
      const next = { ...answer, rows: new Map([...answer.rows].toReversed()) };
      answers.set(`${list} ${region}`, next);
      publish(next);
    },
    askAgain(at) {
      askedAt = at;
      for (const answer of answers.values()) publish(answer);
    },
    jobs: () => [...answers.values()].flatMap(({ rows }) => [...rows.values()]),
    scope: (account, region) => (scopes[account] as Scope[])[region] as Scope,
  };
  organization.put(
    scopes
      .flat()
      .flatMap((scope, place) =>
        Array.from({ length: count }, (_, resource) =>
          Array.from({ length: each }, (_, index) => jobsOf(scope, `${place}-${resource}`, index)).flat(),
        ).flat(),
      ),
  );
  return organization;
}

/** A backup, and its copy, which fails now and then. */
function jobsOf(scope: Scope, name: string, index: number): Job[] {
  const createdAt = now - (index + 1) * 12 * hour;
  const about = {
    scope,
    resourceName: name,
    resourceArn: `arn:aws:rds:${scope.region}:${scope.accountId}:db:${name}`,
    resourceType: 'RDS',
    vaultName: 'main',
    vaultArn: `arn:aws:backup:${scope.region}:${scope.accountId}:backup-vault:main`,
    createdAt,
    startedAt: createdAt + 60_000,
    completedAt: createdAt + hour,
  };
  const [backup, copy] = [job(`${name}-${index}`, scope.region), job(`${name}-${index}-copy`, scope.region)];
  const isBad = index === 0 && name.endsWith('7');
  return [
    { ...backup, ...about },
    { ...copy, ...about, kind: 'copy', ...(isBad ? { state: 'FAILED', message: 'Access denied' } : {}) },
  ];
}
