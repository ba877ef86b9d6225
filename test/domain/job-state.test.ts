import { describe, expect, test } from 'vitest';
import type { Job } from '../../src/domain/jobs/job.ts';
import * as state from '../../src/domain/jobs/job-state.ts';

const now = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;

const job = (changes: Partial<Job>): Job => ({
  kind: 'backup',
  id: 'E1C2A9B0',
  scope: { accountId: '111122223333', region: 'eu-west-1', connection: '' },
  state: 'RUNNING',
  resourceArn: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1',
  resourceName: 'data',
  resourceType: 'EBS',
  vaultName: 'prod',
  createdAt: now - 20 * minute,
  isParent: false,
  ...changes,
});

/** Every state of backup, copy, restore and scan jobs, of restore validations and deletions. */
test.each([
  ['CREATED', 'muted', true],
  ['PENDING', 'busy', true],
  ['RUNNING', 'busy', true],
  ['COMPLETING', 'busy', true],
  ['ABORTING', 'warn', true],
  ['FAILING', 'bad', true],
  ['ABORTED', 'warn', false],
  ['CANCELED', 'warn', false],
  ['PARTIAL', 'warn', false],
  ['COMPLETED', 'good', false],
  ['COMPLETED_WITH_ISSUES', 'warn', false],
  ['FAILED', 'bad', false],
  ['EXPIRED', 'bad', false],
  ['SUCCESSFUL', 'good', false],
  ['TIMED_OUT', 'bad', false],
  ['VALIDATING', 'busy', false],
  ['DELETING', 'busy', false],
])('%s is %s', (word, tone, active) => {
  expect(state.stateTone(word)).toBe(tone);
  expect(state.isActive({ state: word })).toBe(active);
});

test('a state unheard of is active until the job has an end', () => {
  expect(state.stateTone('HIBERNATING')).toBe('plain');
  expect(state.isActive({ state: 'HIBERNATING' })).toBe(true);
  expect(state.isActive({ state: 'HIBERNATING', completedAt: now })).toBe(false);
});

test.each([
  ['SUCCESS', { state: 'COMPLETED', messageCategory: 'SUCCESS', message: 'fine' }, false],
  ['success in any case', { state: 'COMPLETED', messageCategory: 'Success' }, false],
  ['another category', { state: 'COMPLETED', messageCategory: 'AccessDenied' }, true],
  ['only a message', { state: 'COMPLETED', message: 'Windows VSS Backup attempt failed' }, true],
  ['neither', { state: 'COMPLETED' }, false],
  ['a failed job', { state: 'FAILED', messageCategory: 'AccessDenied' }, false],
  ['a scan job', { state: 'COMPLETED_WITH_ISSUES' }, true],
])('completed with issues: %s', (_, told, expected) => {
  expect(state.isCompletedWithIssues(told)).toBe(expected);
  if (expected) expect(state.jobTone(told)).toBe('warn');
});

test.each([
  ['0.00%', 0],
  ['37.5', 37.5],
  ['100.0', 100],
  ['250', 100],
  ['-3', 0],
  ['', undefined],
  ['soon', undefined],
  [null, undefined],
  [undefined, undefined],
])('percent %s', (text, value) => expect(state.parsePercent(text)).toBe(value));

test.each([
  ['restore', 0, undefined],
  ['restore', 0.4, 0.4],
  ['restore', 100, 100],
  ['copy', 0, undefined],
  ['copy', undefined, undefined],
  ['backup', 0, 0],
  ['backup', 37.5, 37.5],
] as const)('of a running %s job at %j % AWS tells %j', (kind, percent, told) => {
  expect(state.progress({ ...job({ kind, state: 'RUNNING' }), ...(percent === undefined ? {} : { percent }) })).toBe(
    told,
  );
});

test('a restore that is done says 0.00% and means nothing by it', () => {
  expect(state.progress(job({ kind: 'restore', state: 'COMPLETED', percent: 0 }))).toBeUndefined();
  expect(state.progress(job({ percent: 37.5 }))).toBe(37.5);
});

describe('elapsed', () => {
  test.each([
    ['since it left the queue', { startedAt: now - 5 * minute }, 5 * minute],
    ['since it was made, where no start is told', {}, 20 * minute],
    ['waiting', { state: 'CREATED' }, 20 * minute],
    ['done', { state: 'COMPLETED', startedAt: now - 9 * minute, completedAt: now - minute }, 8 * minute],
    ['done without an end', { state: 'COMPLETED' }, undefined],
    ['a clock ahead of ours', { createdAt: now + minute }, 0],
  ])('%s', (_, changes, ms) => expect(state.elapsed(job(changes), now)).toBe(ms));
});

describe('rate', () => {
  test.each([
    ['over its run', { startedAt: now - minute, transferredBytes: 6_000_000 }, 100_000],
    ['nothing moved', { startedAt: now - minute, transferredBytes: 0 }, undefined],
    ['not told', { startedAt: now - minute }, undefined],
    ['just begun', { startedAt: now - 500, transferredBytes: 6_000_000 }, undefined],
    ['still waiting', { state: 'CREATED', transferredBytes: 6_000_000 }, undefined],
  ])('%s', (_, changes, bytes) => expect(state.rate(job(changes), now)).toBe(bytes));
});

describe('eta', () => {
  const startedAt = now - 10 * minute;
  test.each([
    ['from percent', { startedAt, percent: 25 }, 30 * minute],
    ['from what AWS expects', { startedAt, percent: 0, expectedAt: now + 7 * minute }, 7 * minute],
    ['expected in the past', { startedAt, percent: 0, expectedAt: now - minute }, undefined],
    ['stuck at 99', { startedAt, percent: 99, expectedAt: now + minute }, undefined],
    ['nothing known', { startedAt }, undefined],
    ['too early to say', { startedAt: now - 2_000, percent: 5 }, undefined],
    ['not running', { state: 'CREATED', percent: 25, startedAt }, undefined],
    ['over', { state: 'COMPLETED', percent: 25, startedAt, completedAt: now }, undefined],
  ])('%s', (_, changes, ms) => expect(state.eta(job(changes), now)).toBe(ms));
});

const [created, started, deadline, completed] = [now - 20 * minute, now - 15 * minute, now + 8 * 60 * minute, now];
const times = { createdAt: created, startBy: deadline } as const;

test.each([
  ['its end is told', { state: 'FAILED', ...times, startedAt: started, completedAt: completed }, completed],
  ['it failed, and its end is not told', { state: 'FAILED', ...times, startedAt: started }, started],
  ['it failed before it started', { state: 'FAILED', ...times }, created],
  ['it completed, and its end is not told', { state: 'COMPLETED', ...times, startedAt: started }, started],
  ['it was stopped while it waited', { state: 'ABORTED', ...times }, created],
  ['it expired in the queue', { state: 'EXPIRED', ...times, startBy: now - minute }, now - minute],
  ['it expired while it ran', { state: 'EXPIRED', ...times, startBy: now - minute, startedAt: started }, started],
] as const)('a job ended: %s', (_, known, end) => {
  expect(state.endOf(job(known))).toBe(end);
});

test.each(['COMPLETED', 'RUNNING'])(
  'the end of a job that is %s is not looked up to know whether it is over',
  (word) => {
    const stored = {
      state: word,
      get completedAt(): number {
        throw new Error('The whole row is parsed for it.');
      },
    };
    expect(state.isActive(stored)).toBe(word === 'RUNNING');
  },
);
