// The state of a poll at one moment.
import type { PollState } from './poll-state.ts';
import type { Snapshot } from './snapshot.ts';

interface SnapshotParts<Problem> {
  readonly state: PollState<Problem>;
  readonly version: number;
  readonly receivedAt: number | undefined;
  readonly document: unknown;
  readonly lacks: string | undefined;
  /** Responses may contain new rows only. */
  readonly mayBePartial: boolean;
}

/** The snapshot of a state, as watchers read it. */
export function toSnapshot<Problem>(parts: SnapshotParts<Problem>): Snapshot<Problem> {
  const { state, version, receivedAt, document, lacks, mayBePartial } = parts;
  const { askingSince, loadedAt, askedAt, wholeAt, isRestored, isLost, isStopped, failure } = state;
  const isOlder = wholeAt !== undefined && loadedAt !== undefined && wholeAt < loadedAt;
  return {
    version,
    ...(askingSince === undefined ? {} : { askingSince }),
    ...(document === undefined ? {} : { document }),
    ...(lacks === undefined ? {} : { lacks }),
    ...(receivedAt === undefined ? {} : { receivedAt }),
    ...(loadedAt === undefined ? {} : { loadedAt }),
    ...(askedAt === undefined ? {} : { askedAt }),
    ...(mayBePartial && isOlder ? { wholeAt } : {}),
    ...(isRestored ? { restored: true } : {}),
    ...(isLost ? { lost: true } : {}),
    ...(failure ? { failure } : {}),
    ...(isStopped ? { halted: true } : {}),
  };
}
