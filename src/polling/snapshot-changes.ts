// Which snapshots have changed since they were last taken.
import type { Snapshot } from './snapshot.ts';

export interface SnapshotChanges<Problem> {
  /** The snapshot with the key may have changed. */
  add(key: string): void;
  /** By key, the snapshots that changed since the last call; undefined: the poll does not exist any more. */
  take(): ReadonlyMap<string, Snapshot<Problem> | undefined>;
}

/**
 * Pages without visible rows change a snapshot without a notification: snapshots with a request in flight are compared
 * as well.
 */
export function createSnapshotChanges<Problem>(
  snapshotOf: (key: string) => Snapshot<Problem> | undefined,
): SnapshotChanges<Problem> {
  const taken = new Map<string, Snapshot<Problem>>();
  const candidates = new Set<string>();
  return {
    add: (key) => candidates.add(key),
    take() {
      const changed = new Map<string, Snapshot<Problem> | undefined>();
      for (const key of [...candidates]) {
        const snapshot = snapshotOf(key);
        if (snapshot?.askingSince === undefined) candidates.delete(key);
        if (taken.get(key) === snapshot) continue;
        if (snapshot) taken.set(key, snapshot);
        else taken.delete(key);
        changed.set(key, snapshot);
      }
      return changed;
    },
  };
}
