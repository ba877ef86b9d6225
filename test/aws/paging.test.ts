import { expect, test } from 'vitest';
import { followPages } from '../../src/aws/paging.ts';

const question = { service: 'backup', operation: 'ListBackupJobs', input: { ByState: 'RUNNING' } } as const;

async function collect(answers: readonly unknown[], most?: number) {
  const asked: object[] = [];
  const got: unknown[] = [];
  const ask = async (input: object) => answers[Math.min(asked.push(input) - 1, answers.length - 1)];
  let problem: unknown;
  try {
    for await (const page of followPages(question, ask, most)) got.push(page);
  } catch (error) {
    problem = error;
  }
  return { asked, got, problem };
}

test.each([undefined, null, '', 7])('the token %j ends the list', async (NextToken) => {
  const { got, problem } = await collect([{ NextToken }]);
  expect([got.length, problem]).toEqual([1, undefined]);
});

test('each page is asked with the token of the one before', async () => {
  const { asked } = await collect([{ NextToken: 'a' }, { NextToken: 'b' }, {}]);
  expect(asked).toEqual([
    { ByState: 'RUNNING' },
    { ByState: 'RUNNING', NextToken: 'a' },
    { ByState: 'RUNNING', NextToken: 'b' },
  ]);
});

test('a token that repeats is told, with the pages so far', async () => {
  const { got, problem } = await collect([{ NextToken: 'a' }, { NextToken: 'b' }, { NextToken: 'a' }]);
  expect(got).toHaveLength(3);
  expect(String(problem)).toContain('gives the same page again and again; what is shown is not all');
});

test('pages without end are told', async () => {
  const endless = Array.from({ length: 50 }, (_, page) => ({ NextToken: String(page) }));
  const { got, problem } = await collect(endless, 10);
  expect(got).toHaveLength(10);
  expect(String(problem)).toContain('has more than 10 pages');
});

test('who stops reading stops the asking', async () => {
  const asked: object[] = [];
  const ask = async (input: object) => ({ NextToken: String(asked.push(input)) });
  for await (const _ of followPages(question, ask)) break;
  expect(asked).toHaveLength(1);
});
