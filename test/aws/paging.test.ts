import { expect, test } from 'vitest';
import { followPages } from '../../src/aws/paging.ts';

const request = { service: 'backup', operation: 'ListBackupJobs', input: { ByState: 'RUNNING' } } as const;

async function collect(responses: readonly unknown[], most?: number) {
  const requested: object[] = [];
  const got: unknown[] = [];
  const ask = async (input: object) => responses[Math.min(requested.push(input) - 1, responses.length - 1)];
  let problem: unknown;
  try {
    for await (const page of followPages(request, ask, most === undefined ? {} : { most })) got.push(page);
  } catch (error) {
    problem = error;
  }
  return { requested, got, problem };
}

test.each([undefined, null, '', 7])('the token %j ends the list', async (NextToken) => {
  const { got, problem } = await collect([{ NextToken }]);
  expect([got.length, problem]).toEqual([1, undefined]);
});

test('each page is asked with the token of the one before', async () => {
  const { requested } = await collect([{ NextToken: 'a' }, { NextToken: 'b' }, {}]);
  expect(requested).toEqual([
    { ByState: 'RUNNING' },
    { ByState: 'RUNNING', NextToken: 'a' },
    { ByState: 'RUNNING', NextToken: 'b' },
  ]);
});

test('a token that repeats is told, with the pages so far', async () => {
  const { got, problem } = await collect([{ NextToken: 'a' }, { NextToken: 'b' }, { NextToken: 'a' }]);
  expect(got).toHaveLength(3);
  expect(String(problem)).toContain('returns the same page repeatedly: the list is incomplete');
});

test('pages without end are told', async () => {
  const endless = Array.from({ length: 50 }, (_, page) => ({ NextToken: String(page) }));
  const { got, problem } = await collect(endless, 10);
  expect(got).toHaveLength(10);
  expect(String(problem)).toContain('has more than 10 pages');
});

test('who stops reading stops the asking', async () => {
  const requested: object[] = [];
  const ask = async (input: object) => ({ NextToken: String(requested.push(input)) });
  for await (const _ of followPages(request, ask)) break;
  expect(requested).toHaveLength(1);
});

test('ahead: the next page is asked for while one is being read, the same pages come, and none after the last', async () => {
  const requested: object[] = [];
  const responses = [{ NextToken: 'a' }, { NextToken: 'b' }, {}];
  const ask = async (input: object) => responses[requested.push(input) - 1];
  const askedAtPage: number[] = [];
  for await (const _ of followPages(request, ask, { ahead: true })) askedAtPage.push(requested.length);
  expect(askedAtPage).toEqual([2, 3, 3]);
});

test('ahead: a page that is refused fails when its turn comes, and those before it are read', async () => {
  let requested = 0;
  const ask = async () => {
    requested += 1;
    if (requested === 2) throw new Error('refused');
    return { NextToken: 'a' };
  };
  let pages = 0;
  const reading = async () => {
    for await (const _ of followPages(request, ask, { ahead: true })) pages += 1;
  };
  await expect(reading()).rejects.toThrow('refused');
  expect([requested, pages]).toEqual([2, 1]);
});
