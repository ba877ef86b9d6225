// What another lifecycle means for a recovery point that exists.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRecoveryPointLifecycle.html
import { dayMs } from '../../lib/duration.ts';
import { formatAge, formatDateTime } from '../../lib/text/format.ts';

/** Days after the creation of the recovery point; absent or negative: never. */
export interface LifecycleDays {
  readonly deleteAfter?: number | undefined;
  readonly coldAfter?: number | undefined;
}

export interface LifecycleChange {
  /** Epoch ms. */
  readonly createdAt: number;
  readonly before: LifecycleDays;
  readonly after: LifecycleDays;
}

const orNever = (days: number | undefined): number =>
  days === undefined || days < 0 ? Number.POSITIVE_INFINITY : days;

/** The reason why the change cannot be undone once it has taken effect; undefined: it can. */
export function whyLifecycleIsFinal({ before, after }: LifecycleChange): string | undefined {
  const isSooner = (member: keyof LifecycleDays) => orNever(after[member]) < orNever(before[member]);
  if (isSooner('deleteAfter'))
    return 'the recovery point is deleted earlier than before, and cannot be recovered after that';
  return isSooner('coldAfter') ? 'a recovery point in cold storage cannot return to warm storage' : undefined;
}

/** A vault lock lets nobody shorten it again. */
export const isKeptLonger = ({ before, after }: LifecycleChange): boolean =>
  orNever(after.deleteAfter) > orNever(before.deleteAfter);

/** When it is deleted and moved from now on. */
export function lifecycleSentences({ createdAt, after }: LifecycleChange, now: number): string[] {
  const cold = orNever(after.coldAfter);
  return [
    deletionSentence(createdAt + orNever(after.deleteAfter) * dayMs, now),
    ...(Number.isFinite(cold) ? [coldSentence(createdAt + cold * dayMs, now)] : []),
  ];
}

function deletionSentence(at: number, now: number): string {
  if (!Number.isFinite(at)) return 'The recovery point never expires: it is billed until it is deleted.';
  if (at <= now) return `The retention ended at ${formatDateTime(at)}: the recovery point is deleted within hours.`;
  return `The recovery point is deleted at about ${formatDateTime(at)}, in ${formatAge(at - now)}.`;
}

const coldSentence = (at: number, now: number): string =>
  at <= now
    ? `It moves to cold storage within hours, or moved at ${formatDateTime(at)}.`
    : `It moves to cold storage at about ${formatDateTime(at)}.`;
