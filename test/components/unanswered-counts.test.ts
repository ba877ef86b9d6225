// A count that rests on a list without a response is unknown: in the document, in the text, and in the screen reader's
// lines.
import { expect, test } from 'vitest';
import { renderSnapshot } from '../../components/screens/snapshot.tsx';
import { summarize } from '../../src/app/overview/summary.ts';
import type { Data } from '../../src/app/state/data.ts';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { withAnswers } from '../support/plain-rows.ts';
import { dataOf, denied, handRuntime, job, now, regions, smallWorld, vault } from './fixtures.ts';

const notOffered: AwsProblem = { ...denied, kind: 'not-offered', message: 'This endpoint does not offer it.' };

/** A fixture in which some lists have no response in any Region. */
function worldWithout(lists: readonly ResourceId[], problem?: AwsProblem, of: readonly string[] = regions) {
  const data = dataOf(smallWorld);
  const failure = problem && { problem, since: now, attempts: 1, retryAt: now };
  const snapshot: Data['snapshot'] = (request) => {
    if (!lists.includes(request.resource) || !of.includes(request.scope.region)) return data.snapshot(request);
    return { version: 1, ...(failure ? { failure } : {}) };
  };
  return { ...smallWorld, data: withAnswers(data, snapshot) };
}

const viewOf = (world: Parameters<typeof handRuntime>[0]) => {
  const view = handRuntime(world).view();
  const { data, overview } = view;
  return {
    text: renderSnapshot(view, 160),
    summary: summarize(data, { overview: overview(data) }),
  };
};

test.each<[string, AwsProblem | undefined, string]>([
  ['refused', denied, 'access denied'],
  ['not offered', notOffered, 'not offered'],
  ['not answered yet', undefined, 'no answer yet'],
])('counts of a list that is %s are unknown, and the list is named', (_, problem, word) => {
  const everywhere = 'us-east-1, eu-west-1, ap-southeast-2';
  const { text, summary } = viewOf(worldWithout(['backup-jobs', 'copy-jobs', 'restore-jobs', 'vaults'], problem));
  expect(text).toContain('Last 24 h: ? completed, ? with issues, ? failed, ? expired, ? aborted, ? running');
  expect(text).toContain(`not counted: backup jobs, copy jobs, restore jobs in ${everywhere} (${word})`);
  expect(text).toContain('Vaults: ?\n');
  expect(text).toContain('Running jobs: ?\n');
  expect(text).not.toMatch(/\b0\b/);
  expect(Object.values(summary.last24Hours)).toEqual([null, null, null, null, null, null]);
  expect(summary.counts).toMatchObject({ vaults: null, runningJobs: null, attention: null, audits: 1 });
  expect(summary.unanswered).toContainEqual(expect.stringContaining('restore-jobs: '));
});

test('where one Region of three refuses, what the others say is the least there is', () => {
  const { text, summary } = viewOf(worldWithout(['backup-jobs'], denied, ['eu-west-1']));
  expect(text).toContain('1+ completed, ? with issues, 1+ failed');
  expect(text).toContain('not counted: backup jobs in eu-west-1 (access denied)');
  expect(text).toContain('Vaults: 3\n');
  expect(summary.last24Hours.completed).toBeNull();
  expect(summary.last24HoursAtLeast).toMatchObject({ completed: 1, failed: 1, running: 3 });
});

test('when a vault was last written to is unknown where a list of jobs is', () => {
  const { text } = viewOf(worldWithout(['copy-jobs'], denied));
  const last = (name: string) =>
    text
      .split('\n')
      .find((line) => line.includes(name))
      ?.trim()
      .split(/\s+/)
      .at(-2);
  expect([last('prod-main'), last('dev ')]).toEqual(['5m00s', '?']);
});

test('an answer of old with a failure since is a count all the same', () => {
  const data = dataOf({ rows: { 'backup-jobs': [job('one', 'us-east-1')] } });
  const failure = { problem: denied, since: now, attempts: 1, retryAt: now };
  const snapshot: Data['snapshot'] = (request) => {
    const response = data.snapshot(request);
    return response && { ...response, failure };
  };
  const { summary } = viewOf({ ...smallWorld, data: withAnswers(data, snapshot) });
  expect(summary.last24Hours.completed).toBe(1);
});

test('without credentials there is the reason, and no zero below it', () => {
  const { identity: _, ...known } = dataOf(smallWorld);
  const problem = { ...denied, kind: 'no-credentials', message: 'No AWS credentials were found.' };
  const { text, summary } = viewOf({
    rows: {},
    data: { ...known, identity: undefined, scopes: [], identityProblem: problem } as never,
  });
  expect(text).toContain('No AWS credentials were found.');
  expect(text.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(Object.values({ ...summary.last24Hours, ...summary.counts }).every((count) => count === null)).toBe(true);
  expect(summary.unanswered).toEqual(['No AWS credentials were found.']);
  expect(summary.regions).toMatchObject(regions.map(() => ({ state: 'failing', problem: { kind: 'no-credentials' } })));
});

test('a lock whose date nobody told is named: its rules were not judged', () => {
  const locked = vault('kept', 'eu-west-1', { locked: true, isLockDateUnknown: true });
  const { summary, text } = viewOf({ rows: { ...smallWorld.rows, vaults: [locked] } });
  expect(summary.vaults).toMatchObject([{ name: 'kept', lock: 'unknown' }]);
  expect(text).toContain('locked (?)');
  expect(summary.unanswered).toEqual(['vaults: mode of a lock not known in 111122223333/eu-west-1']);
});
