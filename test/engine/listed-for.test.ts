import { expect, test } from 'vitest';
import { listedForMs } from '../../src/engine/store/listed-for.ts';
import { dayMs } from '../../src/lib/duration.ts';

test('rows leave the lists of AWS after as long as AWS says', () => {
  expect(listedForMs).toEqual({
    'backup-jobs': 30 * dayMs,
    'copy-jobs': 30 * dayMs,
    'restore-jobs': 30 * dayMs,
    'scan-jobs': 30 * dayMs,
    'job-days': 15 * dayMs,
    audits: 90 * dayMs,
    // AWS lists no events: those of the feed are kept at least as long as jobs.
    events: 30 * dayMs,
  });
});
