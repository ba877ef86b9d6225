// Sentences about jobs that take longer than usual.
import type { FindingOf, SlowJob } from '../findings/finding.ts';
import { durationWords, plural } from '../findings/words.ts';
import type { Sentence } from './sentence.ts';

const compared = ({ usualMs }: SlowJob): string =>
  usualMs === undefined ? '' : ` (usually ${durationWords(usualMs)})`;

export const stuckJob: Sentence<FindingOf<'stuck-job'>> = {
  says: (finding, now) =>
    `${finding.job} job is at ${finding.percent} % after ${durationWords(now - finding.startedAt)}${compared(finding)}`,
  nextStep: () => 'wait, or stop the job; a large first snapshot may stay at 99 % for hours',
  together: {
    key: ({ job, scope }) => `stuck ${job} ${scope.region}`,
    says: ({ job, scope }, { size }) => `${plural(size, `${job} job`)} in ${scope.region} make no progress`,
  },
};

export const longJob: Sentence<FindingOf<'long-job'>> = {
  says: (finding, now) =>
    `${finding.job} job has run for ${durationWords(now - finding.startedAt)}${compared(finding)}`,
  nextStep: () => 'check how much the resource has grown, and whether the completion window is long enough',
  together: {
    key: ({ job, scope }) => `long ${job} ${scope.region}`,
    says: ({ job, scope }, { size }) => `${plural(size, `${job} job`)} in ${scope.region} run longer than usual`,
  },
};
