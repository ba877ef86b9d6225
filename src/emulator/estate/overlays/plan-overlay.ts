// Changes by callers to plans, copy jobs, restore jobs and collections of other records.
import type { RegionMoment } from '../estate.ts';
import type { SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { SimulatedRestore, Validation } from '../jobs/simulated-restore.ts';
import type { PlanSpec } from '../spec.ts';

/** The period in which a plan had this version and these selections. */
export interface PlanPeriod {
  region: string;
  plan: PlanSpec;
  /** Absent: since the beginning. */
  from?: number;
  /** Absent: until now. */
  until?: number;
}

export interface PlanChange {
  at: number;
  state: 'CREATED' | 'MODIFIED' | 'DELETED';
  plan: PlanSpec;
}

export interface PlanOverlay {
  /** Created, updated and deleted plans, oldest first. */
  changesIn(region: string): readonly PlanChange[];
  /** Increments with every change of scheduled plans. */
  revision(): number;
  /** The periods of every plan that a caller created or changed. */
  periods(): readonly PlanPeriod[];
  plansIn(region: string, computed: PlanSpec[]): PlanSpec[];
  deletedPlansIn(region: string): PlanSpec[];
  /** Creates a plan, or replaces `former`. */
  putPlan(moment: RegionMoment, plan: PlanSpec, former?: PlanSpec): void;
  deletePlan(moment: RegionMoment, plan: PlanSpec): void;
  startCopy(job: SimulatedCopy): void;
  /** Copy jobs that callers started from vaults of the Region. */
  copiesFrom(region: string): SimulatedCopy[];
  /** Copy jobs that callers started into the vault. */
  copiesToRegion(region: string): SimulatedCopy[];
  startRestore(job: SimulatedRestore): void;
  /** Restore jobs that callers started. */
  restoresIn(region: string): SimulatedRestore[];
  validate(restoreJobId: string, validation: Validation): void;
  /** The restore job with a caller's validation result. */
  withValidation(job: SimulatedRestore): SimulatedRestore;
  /** A collection of records by name: frameworks, report plans and their jobs. */
  collection<T>(kind: string, region: string): Map<string, T>;
  /** Executes once for each idempotency token and returns the first result again afterwards. */
  replay<T>(operation: string, token: string | undefined, execute: () => T): T;
  /** The same for an operation whose refusals use up the token as well: `refused` makes the error of later calls. */
  replayRefusing<T>(operation: string, token: string | undefined, attempt: TokenAttempt<T>): T;
}

export interface TokenAttempt<T> {
  execute(): T;
  refused(token: string): Error;
}

export function createPlanOverlay(): PlanOverlay {
  const plans = new Map<string, PlanSpec>();
  const copies: SimulatedCopy[] = [];
  const restores: SimulatedRestore[] = [];
  const validations = new Map<string, Validation>();
  const collections = new Map<string, Map<string, unknown>>();
  let periods: PlanPeriod[] = [];
  const changes = new Map<string, PlanChange[]>();
  const note = (region: string, change: PlanChange) =>
    void changes.set(region, [...(changes.get(region) ?? []), change]);

  const isSame = (period: PlanPeriod, region: string, { id }: PlanSpec) =>
    period.region === region && period.plan.id === id;
  const closePeriod = ({ region, now }: RegionMoment, former: PlanSpec) => {
    if (!periods.some((period) => isSame(period, region, former))) periods = [...periods, { region, plan: former }];
    periods = periods.map((period) =>
      isSame(period, region, former) && period.until === undefined ? { ...period, until: now } : period,
    );
  };
  const keyOf = (region: string, { id }: PlanSpec) => `${region} ${id}`;
  const added = (region: string) => [...plans].filter(([key]) => key.startsWith(`${region} `)).map(([, plan]) => plan);
  let revision = 0;

  return {
    changesIn: (region) => changes.get(region) ?? [],
    revision: () => revision,
    periods: () => periods,
    plansIn: (region, computed) => [
      ...computed.filter((plan) => !plans.has(keyOf(region, plan))),
      ...added(region).filter(({ deletedAt }) => deletedAt === undefined),
    ],
    deletedPlansIn: (region) => added(region).filter(({ deletedAt }) => deletedAt !== undefined),
    putPlan(moment, plan, former) {
      const { region, now } = moment;
      if (former) closePeriod(moment, former);
      // A change of the selections creates no plan version.
      if (former?.versionId !== plan.versionId) note(region, { at: now, state: former ? 'MODIFIED' : 'CREATED', plan });
      periods = [...periods, { region, plan, from: now }];
      plans.set(keyOf(region, plan), plan);
      revision += 1;
    },
    deletePlan(moment, plan) {
      const { region, now } = moment;
      closePeriod(moment, plan);
      note(region, { at: now, state: 'DELETED', plan });
      plans.set(keyOf(region, plan), { ...plan, deletedAt: now });
      revision += 1;
    },
    startCopy: (job) => void copies.push(job),
    copiesFrom: (region) => copies.filter(({ backup }) => backup.region === region),
    copiesToRegion: (region) => copies.filter(({ to }) => to.region === region),
    startRestore: (job) => void restores.push(job),
    restoresIn: (region) => restores.filter(({ backup }) => backup.region === region),
    validate: (restoreJobId, validation) => void validations.set(restoreJobId, validation),
    withValidation(job) {
      const validation = validations.get(job.id);
      return validation ? { ...job, validation } : job;
    },
    collection<T>(kind: string, region: string) {
      const key = `${kind} ${region}`;
      const known = collections.get(key) ?? new Map<string, unknown>();
      collections.set(key, known);
      return known as Map<string, T>;
    },
    ...createTokenResults(),
  };
}

/** The first results of calls with an idempotency token. */
function createTokenResults(): Pick<PlanOverlay, 'replay' | 'replayRefusing'> {
  const results = new Map<string, unknown>();
  const refusedTokens = new Set<string>();
  return {
    replay(operation, token, execute) {
      if (!token) return execute();
      const key = `${operation} ${token}`;
      if (!results.has(key)) results.set(key, execute());
      return results.get(key) as ReturnType<typeof execute>;
    },
    replayRefusing(operation, token, { execute, refused }) {
      if (!token) return execute();
      const key = `${operation} ${token}`;
      if (refusedTokens.has(key)) throw refused(token);
      if (results.has(key)) return results.get(key) as ReturnType<typeof execute>;
      refusedTokens.add(key);
      const result = execute();
      refusedTokens.delete(key);
      results.set(key, result);
      return result;
    },
  };
}
