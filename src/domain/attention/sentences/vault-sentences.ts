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
    `its compliance lock is final in ${formatAge(finalAt - now)}, on ${timeWords(finalAt)}; after that nobody can lift it`,
  nextStep: () => 'check its minimum and maximum retention now, while they can be changed',
};

export const keptForever: Sentence<FindingOf<'kept-forever'>> = {
  says: (finding) => `${counted(finding)} without an end under a compliance lock: kept and billed for ever`,
  nextStep: () => 'give the rules that write there a retention; what is there cannot be deleted',
};

export const accessPointStands: Sentence<FindingOf<'access-point-stands'>> = {
  says: ({ createdAt, resourceArn }, now) =>
    `open for ${durationWords(now - createdAt)}: a recovery point${resourceArn ? ` of ${shortName(resourceArn)}` : ''} neither ages out nor can be deleted meanwhile`,
  nextStep: () => 'delete the access point once nobody reads through it any more',
  together: {
    key: () => 'access points stand',
    says: (_, { size }) =>
      `${size} access points are open for more than a day: their recovery points neither age out nor can be deleted`,
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
  message === undefined ? 'AWS gives no reason' : `${count > 1 ? 'such as ' : ''}"${message}"`;

const remedies: Readonly<Record<Exclude<ExpiredRemedy, 'image'>, string>> = {
  unnamed: 'check that the role that made them still exists and may delete them; AWS names no reason',
  lock: 'remove the snapshot lock, or wait until it ends',
  denied: 'let the role that made them delete them again, or delete the points by hand',
  key: 'enable the key again',
  other: "remove what AWS's reason names, or delete the points by hand",
};
