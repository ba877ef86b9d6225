// What callers have changed on the side of the plans.
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

export interface PlanOverlay {
  /** Rises with every change to what runs on a schedule. */
  revision(): number;
  /** The eras of every plan that was ever created or changed by a caller. */
  eras(): readonly PlanEra[];
  plansIn(region: string, computed: PlanSpec[]): PlanSpec[];
  deletedPlansIn(region: string): PlanSpec[];
  /** Creates a plan, or puts it in the place of `former`, from `at` on. */
  putPlan(region: string, plan: PlanSpec, at: number, former?: PlanSpec): void;
  deletePlan(region: string, plan: PlanSpec, at: number): void;
  /** Does it once for each token, and gives the first answer again afterwards. */
  replay<T>(operation: string, token: string | undefined, act: () => T): T;
}

export function createPlanOverlay(): PlanOverlay {
  const plans = new Map<string, PlanSpec>();
  const answers = new Map<string, unknown>();
  let eras: PlanEra[] = [];

  const isSame = (era: PlanEra, region: string, { id }: PlanSpec) => era.region === region && era.plan.id === id;
  const closeEra = (region: string, former: PlanSpec, at: number) => {
    if (!eras.some((era) => isSame(era, region, former))) eras = [...eras, { region, plan: former }];
    eras = eras.map((era) => (isSame(era, region, former) && era.until === undefined ? { ...era, until: at } : era));
  };
  const keyOf = (region: string, { id }: PlanSpec) => `${region} ${id}`;
  const added = (region: string) => [...plans].filter(([key]) => key.startsWith(`${region} `)).map(([, plan]) => plan);
  let revision = 0;

  return {
    revision: () => revision,
    eras: () => eras,
    plansIn: (region, computed) => [
      ...computed.filter((plan) => !plans.has(keyOf(region, plan))),
      ...added(region).filter(({ deletedAt }) => deletedAt === undefined),
    ],
    deletedPlansIn: (region) => added(region).filter(({ deletedAt }) => deletedAt !== undefined),
    putPlan(region, plan, at, former) {
      if (former) closeEra(region, former, at);
      eras = [...eras, { region, plan, from: at }];
      plans.set(keyOf(region, plan), plan);
      revision += 1;
    },
    deletePlan(region, plan, at) {
      closeEra(region, plan, at);
      plans.set(keyOf(region, plan), { ...plan, deletedAt: at });
      revision += 1;
    },
    replay(operation, token, act) {
      if (!token) return act();
      const key = `${operation} ${token}`;
      if (!answers.has(key)) answers.set(key, act());
      return answers.get(key) as ReturnType<typeof act>;
    },
  };
}
