// The scopes of `get`: waits until all connections have signed in or failed, and the Regions and accounts are known.
import type { Aws } from '../../aws/aws.ts';
import { type AwsProblem, isOpen } from '../../aws/errors/errors.ts';
import { type Access, type AccessState, createAccess } from '../../engine/access/access.ts';
import type { EarlyList } from '../../engine/access/early-requests.ts';
import type { Clock } from '../../lib/clock.ts';
import { isAccessComplete } from '../evaluation/is-access-complete.ts';
import type { World } from '../world.ts';
import { sentences } from './troubles.ts';

/** A connection without a response after this time is left out, and named. */
export const patienceMs = 20_000;

export interface Places {
  readonly aws: Aws;
  readonly state: AccessState;
  /** Connections that could not sign in, with their labels. */
  readonly refused: readonly { readonly label: string; readonly problem: AwsProblem }[];
  stop(): void;
}

export interface PlacesOptions {
  readonly clock: Clock;
  /** The lists that will be requested. */
  readonly early: readonly EarlyList[];
  /** Called once for each connection whose credential program waits for a person: it has a time limit of its own. */
  waits(line: string): void;
}

export async function findPlaces({ aws, place }: World, { clock, early, waits }: PlacesOptions): Promise<Places> {
  let look = () => {};
  const reported = new Set<string>();
  const access: Access = createAccess({ ...place, aws, clock, early, changed: () => look(), recovered() {} });
  const { promise, resolve } = Promise.withResolvers<void>();
  const waiting = () => access.state().connections.filter(({ problem }) => problem && isOpen(problem));
  let isPatient = true;
  look = () => {
    for (const { label, problem } of waiting()) {
      if (problem && !reported.has(label)) waits(`${label}: ${sentences(problem)}`);
      reported.add(label);
    }
    if (isAccessComplete(access.state(), place) || (!isPatient && waiting().length === 0)) resolve();
  };
  const cancel = clock.setTimeout(() => {
    isPatient = false;
    look();
  }, patienceMs);
  access.start();
  look();
  await promise;
  cancel();
  const state = access.state();
  const { regionsProblem } = state;
  const refused = [
    ...state.connections.flatMap(({ label, problem }) => (problem ? [{ label, problem }] : [])),
    ...(place.allRegions && regionsProblem ? [{ label: 'Regions of the account', problem: regionsProblem }] : []),
  ];
  return { aws: access.aws, state, refused, stop: access.stop };
}
