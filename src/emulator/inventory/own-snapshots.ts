// Snapshots that EBS and RDS make of the estate's resources without AWS Backup: of two in three resources one each night.
import { createRandom, seedOf } from '../estate/random.ts';
import type { ResourceSpec } from '../estate/spec.ts';

export interface ServiceSnapshot {
  /** 17 hexadecimal digits. */
  digits: string;
  /** Epoch ms. */
  at: number;
  /** A person made it. */
  isManual: boolean;
}

const dayMs = 86_400_000;
const nightMs = 3 * 3_600_000;
const kept = 7;

/** Newest first. */
export function ownSnapshots({ arn }: Pick<ResourceSpec, 'arn'>, now: number): ServiceSnapshot[] {
  const random = createRandom(seedOf('own snapshots', arn));
  if (!random.chance(2 / 3)) return [];
  const lastNight = Math.floor((now - nightMs) / dayMs) * dayMs + nightMs;
  return Array.from({ length: kept }, (_, index) => {
    const at = lastNight - index * dayMs;
    return { digits: createRandom(seedOf('own snapshot', arn, at)).hex(17), at, isManual: index === kept - 1 };
  });
}
