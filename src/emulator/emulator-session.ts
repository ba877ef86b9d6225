// The state of the emulator between two resets.
import { createEstate, type Estate } from './estate/estate.ts';
import type { Services } from './protocols/service.ts';
import type { EmulatorState, KeptCall } from './state.ts';
import { createThrottle } from './throttle.ts';
import { accountInKey } from './wire/access-keys.ts';
import { type Callers, createCallers } from './wire/callers.ts';
import { createPageFaults } from './wire/page-faults.ts';

export interface EmulatorSession {
  origin: Origin;
  estate: Estate;
  services: Services;
  throttle: ReturnType<typeof createThrottle>;
  pageFaults: ReturnType<typeof createPageFaults>;
  callers: Callers;
  /** The number of handled requests. */
  served: number;
  /** The number of calls that the call log has deleted. */
  forgotten: number;
  /** Calls that changed the estate, oldest first. */
  kept: KeptCall[];
}

/** The values that identify the initial estate. */
export type Origin = Pick<EmulatorState, 'account' | 'estate' | 'seed' | 'bornAt'>;

interface SessionOptions {
  wall: { now(): number };
  createServices: () => Services;
}

export const startSession = (origin: Origin, { wall, createServices }: SessionOptions): EmulatorSession => ({
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

/** The estate in which an access key acts. */
export const estateOf = ({ estate, origin }: EmulatorSession, accessKeyId: string): Estate =>
  estate.organization.estateOf(accountInKey(accessKeyId) ?? origin.account) ?? estate;
