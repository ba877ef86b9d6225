import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JobNews } from '../../src/domain/jobs/backup-event.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { applyNews, jobFromNews, joinNews } from '../../src/domain/jobs/job-news.ts';

const scope = { accountId: '1', region: 'eu-west-1', connection: '' };
const news = (state: string, at: number, members: JobNews['members'] = {}): JobNews => ({
  kind: 'backup',
  id: 'j',
  state,
  at,
  members,
});

const story = [
  news('CREATED', 1, { createdAt: 1 }),
  news('PENDING', 2, { resourceArn: 'arn:x', percent: 0 }),
  news('RUNNING', 3, { percent: 10 }),
  news('RUNNING', 4, { percent: 99 }),
  news('COMPLETED', 5, { percent: 100, completedAt: 5 }),
];

test('in any order, and however often each, the story ends the same', () => {
  const anyOrder = fc
    .array(fc.nat(story.length - 1), { maxLength: 20 })
    .map((more) => [...story, ...more.map((at) => story[at]!)]);
  fc.assert(
    fc.property(
      anyOrder.chain((all) => fc.shuffledSubarray(all, { minLength: all.length })),
      (events) => {
        const end = events.reduce<JobNews | undefined>(joinNews, undefined);
        expect(end).toMatchObject({
          state: 'COMPLETED',
          members: { createdAt: 1, resourceArn: 'arn:x', percent: 100 },
        });
      },
    ),
  );
});

test('a list that knows more is not set back by an old event', () => {
  const done = { kind: 'backup', id: 'J', scope, state: 'COMPLETED' } as Job;
  expect(applyNews(done, news('RUNNING', 9, { percent: 50 }))).toBe(done);
  expect(applyNews({ ...done, state: 'RUNNING' }, news('FAILED', 9, { message: 'no' }))).toMatchObject({
    id: 'J',
    state: 'FAILED',
    message: 'no',
  });
});

test('a word that we do not know is neither the end nor forgotten', () => {
  const odd = joinNews(news('RUNNING', 3), news('THINKING', 4));
  expect(odd.state).toBe('THINKING');
  expect(joinNews(odd, news('RUNNING', 5)).state).toBe('THINKING');
  expect(joinNews(odd, news('COMPLETED', 4)).state).toBe('COMPLETED');
});

test('a job that no list has shown needs to be about something', () => {
  expect(jobFromNews(news('CREATED', 1), scope)).toBeUndefined();
  expect(jobFromNews(news('RUNNING', 2, { resourceArn: 'arn:x' }), scope)).toMatchObject({ state: 'RUNNING', scope });
});
