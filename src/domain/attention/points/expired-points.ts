// Recovery points past retention that AWS could not delete, grouped by AWS's reasons.
// https://repost.aws/knowledge-center/backup-recovery-point-expired
import { explainFailure } from '../../jobs/failure-cause.ts';
import { errorCodeOf, withoutNames } from '../../jobs/message-text.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import { type FirstNames, firstNames } from '../findings/words.ts';

/**
 * The remedy after which AWS may delete the recovery points: `image` if AMIs use the snapshots, `unnamed` if AWS gave
 * no reason.
 */
export type ExpiredRemedy = 'unnamed' | 'image' | 'lock' | 'denied' | 'key' | 'other';

export interface ExpiredGroup {
  /** Equal for recovery points with the same reason. */
  readonly key: string;
  readonly points: readonly RecoveryPoint[];
  /** AWS's message of the first recovery point; absent: AWS gave no reason. */
  readonly reason?: string;
  readonly remedy: ExpiredRemedy;
  /** AMIs that use the snapshots. */
  readonly images: FirstNames;
}

/**
 * AWS sets EXPIRED if it cannot delete a recovery point. A recovery point that exists past its date without EXPIRED may
 * be under a legal hold. Nested recovery points are deleted with their parent.
 */
export const isPastRetention = ({ status, parentArn }: RecoveryPoint): boolean =>
  status === 'EXPIRED' && parentArn === undefined;

/** Groups recovery points past retention by AWS's reason. */
export function expiredGroups(points: readonly RecoveryPoint[]): ExpiredGroup[] {
  const groups = Map.groupBy(points.filter(isPastRetention), ({ statusMessage = '' }) => keyOf(statusMessage));
  return [...groups].map(([key, members]) => {
    const sorted = members.toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
    const message = sorted[0]?.statusMessage ?? '';
    const reason = reasonIn(message);
    const images = imagesIn(sorted);
    return {
      key,
      points: sorted,
      ...(reason === '' ? {} : { reason }),
      remedy: remedyFor(message, images),
      images: firstNames(images),
    };
  });
}

const keyOf = (message: string): string => errorCodeOf(message) ?? withoutNames(reasonIn(message)).slice(0, 80);

/** The message without the part that only AWS Support can use: '(Service: AmazonEC2; Status Code: 400; …)'. */
const reasonIn = (message: string): string =>
  message
    .replace(/\s*\(Service:[^)]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');

/** AMIs that AWS's messages name as users of the snapshots. */
const imagesIn = (points: readonly RecoveryPoint[]): readonly string[] => [
  ...new Set(
    points.flatMap(
      ({ statusMessage = '' }) => /\bin use by (?:image |AMI )?(ami-[0-9a-f]+)/i.exec(statusMessage)?.[1] ?? [],
    ),
  ),
];

function remedyFor(message: string, images: readonly string[]): ExpiredRemedy {
  if (message === '') return 'unnamed';
  if (images.length > 0) return 'image';
  if (/\block(ed)?\b/i.test(withoutNames(message))) return 'lock';
  const { id } = explainFailure({ message });
  return id === 'denied' || id === 'key' ? id : 'other';
}
