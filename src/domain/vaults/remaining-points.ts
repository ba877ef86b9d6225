// What is left of a resource once some of its recovery points are deleted.
import { formatAge } from '../../lib/text/format.ts';
import type { RecoveryPoint } from './recovery-point.ts';

export interface Deletion {
  /** The point that the sentence is about: its resource is meant. */
  readonly point: RecoveryPoint;
  /** ARNs of all points that are deleted together. */
  readonly deleted: ReadonlySet<string>;
  /** All known points of the resource, in every vault, account and Region. */
  readonly known: readonly RecoveryPoint[];
  /** All vaults were listed whole: what is not known does not exist there. */
  readonly isWhole: boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** A point in another state cannot be restored, or is being deleted. */
const restorable: ReadonlySet<string> = new Set(['COMPLETED', 'AVAILABLE', 'PARTIAL', 'STOPPED']);

export interface Remaining {
  /** As far as is known. */
  readonly count: number;
  /** 'It is the only recovery point of orders-db.' 'Of orders-db 4 recovery points remain; newest older one: 3d.' */
  readonly sentence: string;
}

export function remainingAfter(deletion: Deletion): Remaining {
  const { deleted, known } = deletion;
  const left = known.filter(({ arn, status }) => !deleted.has(arn) && restorable.has(status));
  return { count: left.length, sentence: sentenceOf(deletion, left) };
}

function sentenceOf({ point, deleted, isWhole, now }: Deletion, left: readonly RecoveryPoint[]): string {
  const name = point.resourceName || point.resourceArn;
  if (name === '')
    return 'AWS does not name the resource of the recovery point: not known which recovery points remain.';
  if (left.length === 0) return noneSentence(name, deleted.size > 1, isWhole);
  const count = `${left.length} recovery ${left.length === 1 ? 'point remains' : 'points remain'}`;
  return `Of ${name} ${count}${isWhole ? '' : ' as far as is known'}; ${olderText(left, point, now)}.`;
}

function noneSentence(name: string, several: boolean, isWhole: boolean): string {
  if (!isWhole) return `Not known whether another recovery point of ${name} remains: not every vault was listed.`;
  return several ? `No recovery point of ${name} remains.` : `It is the only recovery point of ${name}.`;
}

/** Ages of the nearest points before and after it. */
function olderText(left: readonly RecoveryPoint[], { createdAt }: RecoveryPoint, now: number): string {
  const times = left.map((one) => one.createdAt);
  const older = Math.max(...times.filter((at) => at <= createdAt));
  const newest = Math.max(...times);
  const age = (at: number) => formatAge(now - at);
  if (!Number.isFinite(older)) return `no older one, newest: ${age(newest)}`;
  return newest > older ? `newest older one: ${age(older)}, newest: ${age(newest)}` : `newest older one: ${age(older)}`;
}
