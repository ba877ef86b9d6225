// What callers have changed on the side of the plans.
import type { CopyFate, RestoreFate, Validation } from './follow-fates.ts';
import type { PlanSpec } from './spec.ts';

/** A stretch of time in which a plan, with its selections, was as it stands here. */
export interface PlanEra {
  region: string;
  plan: PlanSpec;
  /** Absent: since ever. */
  from?: number;
  /** Absent: to this day. */
  until?: number;
}

export interface PlanChange {
  at: number;
  state: 'CREATED' | 'MODIFIED' | 'DELETED';
  plan: PlanSpec;
}

export interface PlanOverlay {
  /** Plans that were made, given a new version and deleted, oldest first. */
  changesIn(region: string): readonly PlanChange[];
  /** Rises with every change to what runs on a schedule. */
  revision(): number;
  /** The eras of every plan that was ever created or changed by a caller. */
  eras(): readonly PlanEra[];
  plansIn(region: string, computed: PlanSpec[]): PlanSpec[];
  deletedPlansIn(region: string): PlanSpec[];
  /** Creates a plan, or puts it in the place of `former`, from `at` on. */
  putPlan(region: string, plan: PlanSpec, at: number, former?: PlanSpec): void;
  deletePlan(region: string, plan: PlanSpec, at: number): void;
  startCopy(fate: CopyFate): void;
  /** Copies started by hand, of what lies in the Region. */
  copiesFrom(region: string): CopyFate[];
  /** Those that go to the vault. */
  copiesInto(region: string, vault: string): CopyFate[];
  startRestore(fate: RestoreFate): void;
  /** Restores started by hand. */
  restoresIn(region: string): RestoreFate[];
  validate(restoreJobId: string, validation: Validation): void;
  /** The restore with what a caller found of it. */
  judged(fate: RestoreFate): RestoreFate;
  /** What callers wrote down by name: frameworks, report plans and their jobs. */
  shelf<T>(kind: string, region: string): Map<string, T>;
  /** Does it once for each token, and gives the first answer again afterwards. */
  replay<T>(operation: string, token: string | undefined, act: () => T): T;
}

export function createPlanOverlay(): PlanOverlay {
  const plans = new Map<string, PlanSpec>();
  const copies: CopyFate[] = [];
  const restores: RestoreFate[] = [];
  const validations = new Map<string, Validation>();
  const shelves = new Map<string, Map<string, unknown>>();
  const answers = new Map<string, unknown>();
  let eras: PlanEra[] = [];
  const changes = new Map<string, PlanChange[]>();
  const note = (region: string, change: PlanChange) =>
    void changes.set(region, [...(changes.get(region) ?? []), change]);

  const isSame = (era: PlanEra, region: string, { id }: PlanSpec) => era.region === region && era.plan.id === id;
  const closeEra = (region: string, former: PlanSpec, at: number) => {
    if (!eras.some((era) => isSame(era, region, former))) eras = [...eras, { region, plan: former }];
    eras = eras.map((era) => (isSame(era, region, former) && era.until === undefined ? { ...era, until: at } : era));
  };
  const keyOf = (region: string, { id }: PlanSpec) => `${region} ${id}`;
  const added = (region: string) => [...plans].filter(([key]) => key.startsWith(`${region} `)).map(([, plan]) => plan);
  let revision = 0;

  return {
    changesIn: (region) => changes.get(region) ?? [],
    revision: () => revision,
    eras: () => eras,
    plansIn: (region, computed) => [
      ...computed.filter((plan) => !plans.has(keyOf(region, plan))),
      ...added(region).filter(({ deletedAt }) => deletedAt === undefined),
    ],
    deletedPlansIn: (region) => added(region).filter(({ deletedAt }) => deletedAt !== undefined),
    putPlan(region, plan, at, former) {
      if (former) closeEra(region, former, at);
      // A selection that comes or goes makes no version.
      if (former?.versionId !== plan.versionId) note(region, { at, state: former ? 'MODIFIED' : 'CREATED', plan });
      eras = [...eras, { region, plan, from: at }];
      plans.set(keyOf(region, plan), plan);
      revision += 1;
    },
    deletePlan(region, plan, at) {
      closeEra(region, plan, at);
      note(region, { at, state: 'DELETED', plan });
      plans.set(keyOf(region, plan), { ...plan, deletedAt: at });
      revision += 1;
    },
    startCopy: (fate) => void copies.push(fate),
    copiesFrom: (region) => copies.filter(({ backup }) => backup.region === region),
    copiesInto: (region, vault) => copies.filter(({ to }) => to.region === region && to.vault === vault),
    startRestore: (fate) => void restores.push(fate),
    restoresIn: (region) => restores.filter(({ backup }) => backup.region === region),
    validate: (restoreJobId, validation) => void validations.set(restoreJobId, validation),
    judged(fate) {
      const validation = validations.get(fate.id);
      return validation ? { ...fate, validation } : fate;
    },
    shelf<T>(kind: string, region: string) {
      const key = `${kind} ${region}`;
      const known = shelves.get(key) ?? new Map<string, unknown>();
      shelves.set(key, known);
      return known as Map<string, T>;
    },
    replay(operation, token, act) {
      if (!token) return act();
      const key = `${operation} ${token}`;
      if (!answers.has(key)) answers.set(key, act());
      return answers.get(key) as ReturnType<typeof act>;
    },
  };
}
