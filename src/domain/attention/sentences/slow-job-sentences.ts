// Sentences about jobs that take longer than usual.
import type { FindingOf, SlowJob } from '../findings/finding.ts';
import { durationWords, plural } from '../findings/words.ts';
import type { Sentence } from './sentence.ts';

const compared = ({ usualMs }: SlowJob): string =>
  usualMs === undefined ? '' : `, it usually takes ${durationWords(usualMs)}`;

export const stuckJob: Sentence<FindingOf<'stuck-job'>> = {
  says: (finding, now) =>
    `its ${finding.job} stands at ${finding.percent} % after ${durationWords(now - finding.startedAt)}${compared(finding)}`,
  nextStep: () => 'wait or stop it; a large first snapshot may stand at 99 % for hours',
  together: {
    key: ({ job, scope }) => `stuck ${job} ${scope.region}`,
    says: ({ job, scope }, { size }) => `${plural(size, `${job} job`)} in ${scope.region} do not move`,
  },
};

export const longJob: Sentence<FindingOf<'long-job'>> = {
  says: (finding, now) =>
    `its ${finding.job} has run for ${durationWords(now - finding.startedAt)}${compared(finding)}`,
  nextStep: () => 'see what grew, and whether its completion window is wide enough',
  together: {
    key: ({ job, scope }) => `long ${job} ${scope.region}`,
    says: ({ job, scope }, { size }) => `${plural(size, `${job} job`)} in ${scope.region} run longer than usual`,
  },
};
