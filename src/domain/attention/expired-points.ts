// Recovery points past retention that AWS could not delete: by AWS's own reasons.
// https://repost.aws/knowledge-center/backup-recovery-point-expired
import { explainFailure } from '../failure-cause.ts';
import { errorCodeOf, withoutNames } from '../message-text.ts';
import type { RecoveryPoint } from '../recovery-point.ts';
import { listed } from './words.ts';

export interface ExpiredGroup {
  /** The same for points with the same reason. */
  readonly key: string;
  readonly points: readonly RecoveryPoint[];
  /** AWS's words of the first of them; absent: AWS gave no reason. */
  readonly reason?: string;
  readonly nextStep: string;
}

/**
 * AWS says so itself when it cannot delete a point. One that only stands longer may be under a legal hold. Nested points
 * go with their parent.
 */
export const isPastRetention = ({ status, parentArn }: RecoveryPoint): boolean =>
  status === 'EXPIRED' && parentArn === undefined;

export function expiredGroups(points: readonly RecoveryPoint[]): ExpiredGroup[] {
  const groups = Map.groupBy(points.filter(isPastRetention), ({ statusMessage = '' }) => keyOf(statusMessage));
  return [...groups].map(([key, members]) => {
    const sorted = members.toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
    const message = sorted[0]?.statusMessage ?? '';
    const reason = reasonIn(message);
    return {
      key,
      points: sorted,
      ...(reason === '' ? {} : { reason }),
      nextStep: nextStepFor(message, imagesIn(sorted)),
    };
  });
}

const keyOf = (message: string): string => errorCodeOf(message) ?? withoutNames(reasonIn(message)).slice(0, 80);

/** Without what only AWS Support can read: '(Service: AmazonEC2; Status Code: 400; …)'. */
const reasonIn = (message: string): string =>
  message
    .replace(/\s*\(Service:[^)]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');

/** Images that AWS's messages name as holders of the snapshots. */
const imagesIn = (points: readonly RecoveryPoint[]): readonly string[] => [
  ...new Set(
    points.flatMap(
      ({ statusMessage = '' }) => /\bin use by (?:image |AMI )?(ami-[0-9a-f]+)/i.exec(statusMessage)?.[1] ?? [],
    ),
  ),
];

function nextStepFor(message: string, images: readonly string[]): string {
  if (message === '') return 'check that the role that made them still exists and may delete them; AWS names no reason';
  if (images.length > 0)
    return `deregister ${listed(images)} if not needed; AWS keeps a snapshot for as long as an image uses it`;
  if (/\block(ed)?\b/i.test(withoutNames(message))) return 'remove the snapshot lock, or wait until it ends';
  const { id } = explainFailure({ message });
  if (id === 'denied') return 'let the role that made them delete them again, or delete the points by hand';
  return id === 'key' ? 'enable the key again' : "remove what AWS's reason names, or delete the points by hand";
}
