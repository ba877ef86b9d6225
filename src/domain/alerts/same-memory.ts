import type { AlertEntry, AlertMemory } from './alert-memory.ts';

/**
 * Whether both memories lead to the same alerts: the time at which a finding was last seen matters only after hours.
 */
export const isSameMemory = (one: AlertMemory, other: AlertMemory): boolean =>
  one.digestAt === other.digestAt &&
  one.places.size === other.places.size &&
  one.entries.size === other.entries.size &&
  [...other.entries].every(([key, entry]) => isSameEntry(one.entries.get(key), entry));

const isSameEntry = (one: AlertEntry | undefined, other: AlertEntry): boolean =>
  one !== undefined &&
  one.severity === other.severity &&
  one.count === other.count &&
  one.notifiedAt === other.notifiedAt &&
  one.awaySince === other.awaySince;
