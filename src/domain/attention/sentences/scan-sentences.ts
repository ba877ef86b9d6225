// Sentences about malware scans.
import { withoutNames } from '../../jobs/message-text.ts';
import type { FindingOf } from '../findings/finding.ts';
import { plural } from '../findings/words.ts';
import type { Sentence } from './sentence.ts';

export const malware: Sentence<FindingOf<'malware'>> = {
  says: () => 'malware found in the newest scanned recovery point',
  nextStep: () => 'do not restore this recovery point; use the newest clean one, and check the resource',
};

export const scanIssues: Sentence<FindingOf<'scan-issues'>> = {
  says({ state, message }) {
    const why = message ? `: ${message.replace(/\.$/, '')}` : '';
    return `the last malware scan ${state === 'FAILED' ? 'FAILED' : 'skipped parts'}${why}`;
  },
  nextStep: () => 'check what GuardDuty could not read, and its permissions for the KMS key',
  together: {
    key: ({ state, message = '' }) => `scan ${state} ${withoutNames(message)}`,
    says: ({ state, message }, { size }) =>
      `the last malware scans of ${plural(size, 'resource')} ${state === 'FAILED' ? 'FAILED' : 'skipped parts'}${message ? `: ${message.replace(/\.$/, '')}` : ''}`,
  },
};
