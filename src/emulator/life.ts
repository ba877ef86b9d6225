// One life of the estate: a reset begins another.
import { createEstate, type Estate } from './estate/estate.ts';
import type { Services } from './services/service.ts';
import type { EmulatorState, KeptCall } from './state.ts';
import { createThrottle } from './throttle.ts';
import { type Callers, createCallers } from './wire/callers.ts';
import { createPageFaults } from './wire/page-faults.ts';

export interface Life {
  origin: Origin;
  estate: Estate;
  services: Services;
  throttle: ReturnType<typeof createThrottle>;
  pageFaults: ReturnType<typeof createPageFaults>;
  callers: Callers;
  served: number;
  forgotten: number;
  /** What left a trace, oldest first. */
  kept: KeptCall[];
}

/** Which estate it is. */
export type Origin = Pick<EmulatorState, 'account' | 'estate' | 'seed' | 'bornAt'>;

interface LifeOptions {
  wall: { now(): number };
  createServices: () => Services;
}

export const beginLife = (origin: Origin, { wall, createServices }: LifeOptions): Life => ({
  origin,
  kept: [],
  estate: createEstate({ ...origin, size: origin.estate, now: origin.bornAt }),
  services: createServices(),
  throttle: createThrottle(wall),
  pageFaults: createPageFaults(),
  callers: createCallers(),
  served: 0,
  forgotten: 0,
});
