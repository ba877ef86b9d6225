// Sentences about locks of vaults, and about recovery points past retention.
import { formatAge } from '../../../lib/text/format.ts';
import { shortName } from '../../arn.ts';
import { withoutNames } from '../../jobs/message-text.ts';
import type { Counted, FindingOf } from '../findings/finding.ts';
import { durationWords, listedFirst, plural, timeWords } from '../findings/words.ts';
import type { ExpiredRemedy } from '../points/expired-points.ts';
import type { Sentence } from './sentence.ts';

const counted = ({ count, isAtLeast }: Counted): string =>
  `${isAtLeast ? 'at least ' : ''}${plural(count, 'recovery point')}`;

export const lockCountdown: Sentence<FindingOf<'lock-countdown'>> = {
  says: ({ finalAt }, now) =>
    `the compliance lock becomes final in ${formatAge(finalAt - now)}, on ${timeWords(finalAt)}: after that nobody can remove the lock`,
  nextStep: () => 'check the minimum and maximum retention now, while they can be changed',
};

export const keptForever: Sentence<FindingOf<'kept-forever'>> = {
  says: (finding) => `${counted(finding)} without an expiry under a compliance lock: kept and billed forever`,
  nextStep: () => 'set a retention in the rules that write to the vault; existing recovery points cannot be deleted',
};

export const accessPointStands: Sentence<FindingOf<'access-point-stands'>> = {
  says: ({ createdAt, resourceArn }, now) =>
    `open for ${durationWords(now - createdAt)}: a recovery point${resourceArn ? ` of ${shortName(resourceArn)}` : ''} does not expire and cannot be deleted meanwhile`,
  nextStep: () => 'delete the access point when nobody uses it',
  together: {
    key: () => 'access points stand',
    says: (_, { size }) =>
      `${size} access points are open for more than a day: their recovery points do not expire and cannot be deleted`,
  },
};

export const expiredPoints: Sentence<FindingOf<'expired-points'>> = {
  says: (finding) => `${counted(finding)} past retention could not be deleted: ${reasonWords(finding)}`,
  nextStep: ({ remedy, images }) =>
    remedy === 'image'
      ? `deregister ${listedFirst(images)} if not needed; AWS keeps a snapshot for as long as an image uses it`
      : remedies[remedy],
  together: {
    key: ({ remedy, message = '' }) => `expired points ${remedy} ${withoutNames(message)}`,
    says: (first, { size, events }) =>
      `${plural(events, 'recovery point')} in ${size} vaults past retention could not be deleted: ${reasonWords(first)}`,
  },
};

/** The reason of several recovery points is the reason of the first, with its names. */
const reasonWords = ({ message, count }: FindingOf<'expired-points'>): string =>
  message === undefined ? 'AWS gave no reason' : `${count > 1 ? 'such as ' : ''}"${message}"`;

const remedies: Readonly<Record<Exclude<ExpiredRemedy, 'image'>, string>> = {
  unnamed: 'check that the backup role still exists and may delete recovery points; AWS gave no reason',
  lock: 'remove the snapshot lock, or wait until it ends',
  denied: 'allow the backup role to delete the recovery points, or delete them manually',
  key: 'enable the key again',
  other: 'remove the cause that AWS names, or delete the recovery points manually',
};
