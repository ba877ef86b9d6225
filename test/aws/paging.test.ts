import { expect, test } from 'vitest';
import { followPages } from '../../src/aws/paging.ts';

const question = { service: 'backup', operation: 'ListBackupJobs', input: { ByState: 'RUNNING' } } as const;

async function collect(answers: readonly unknown[], most?: number) {
  const asked: object[] = [];
  const got: unknown[] = [];
  const ask = async (input: object) => answers[Math.min(asked.push(input) - 1, answers.length - 1)];
  let problem: unknown;
  try {
    for await (const page of followPages(question, ask, most === undefined ? {} : { most })) got.push(page);
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

test('ahead: the next page is asked for while one is being read, the same pages come, and none after the last', async () => {
  const asked: object[] = [];
  const answers = [{ NextToken: 'a' }, { NextToken: 'b' }, {}];
  const ask = async (input: object) => answers[asked.push(input) - 1];
  const askedAtPage: number[] = [];
  for await (const _ of followPages(question, ask, { ahead: true })) askedAtPage.push(asked.length);
  expect(askedAtPage).toEqual([2, 3, 3]);
});

test('ahead: a page that is refused fails when its turn comes, and those before it are read', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked === 2) throw new Error('refused');
    return { NextToken: 'a' };
  };
  let pages = 0;
  const reading = async () => {
    for await (const _ of followPages(question, ask, { ahead: true })) pages += 1;
  };
  await expect(reading()).rejects.toThrow('refused');
  expect([asked, pages]).toEqual([2, 1]);
});
