// Sentences about malware scans.
import { withoutNames } from '../../jobs/message-text.ts';
import type { FindingOf } from '../findings/finding.ts';
import { plural } from '../findings/words.ts';
import type { Sentence } from './sentence.ts';

export const malware: Sentence<FindingOf<'malware'>> = {
  says: () => 'malware was found in its newest scanned recovery point',
  nextStep: () => 'do not restore from it; look for the newest clean point, and at the resource itself',
};

export const scanIssues: Sentence<FindingOf<'scan-issues'>> = {
  says({ state, message }) {
    const why = message ? `: ${message.replace(/\.$/, '')}` : '';
    return `its last malware scan ${state === 'FAILED' ? 'FAILED' : 'left parts out'}${why}`;
  },
  nextStep: () => 'see what GuardDuty could not read, and its rights to the key',
  together: {
    key: ({ state, message = '' }) => `scan ${state} ${withoutNames(message)}`,
    says: ({ state, message }, { size }) =>
      `the last malware scans of ${plural(size, 'resource')} ${state === 'FAILED' ? 'FAILED' : 'left parts out'}${message ? `: ${message.replace(/\.$/, '')}` : ''}`,
  },
};
