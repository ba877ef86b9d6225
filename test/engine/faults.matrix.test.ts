// Every fault of the embedded AWS on every list and document: what the screen shows, what it keeps, and how it
// recovers.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capabilityRestMs } from '../../config/budgets.ts';
import type { PollRequest } from '../../src/app/state/lists/poll-request.ts';
import { problemWord } from '../../src/app/state/region-state.ts';
import { type FaultKind, faultKinds } from '../../src/emulator/faults.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { sampled } from '../support/matrix.ts';
import { type Simulation, startSimulation } from '../support/simulation.ts';

const second = 1_000;
const minute = 60 * second;
/** Every account has to turn it on, so that "not recognized" means the Region and not the keys. */
const region = 'ap-southeast-2';
let world: Simulation;
let requests: PollRequest[];

beforeAll(async () => {
  // Each is requested once by command, and once more by itself after a refusal.
  const rare = {
    refreshMs: 60 * minute,
    idleMs: 60 * minute,
    backgroundMs: 0,
    slowestMs: minute,
    firstRetryMs: minute,
  };
  world = await startSimulation({ regions: [region], cadenceOf: () => rare, inventories: true });
  const lists = world.requests((Object.keys(resources) as ResourceId[]).filter((id) => !asksNothing(id)));
  world.polls.watchExactly(lists);
  await world.clock.advance(2 * minute);
  const documents = lists.flatMap((request): PollRequest[] => {
    if (!opened.includes(request.resource)) return [];
    const [found] = world.rows(request);
    const { resource, scope, priority } = request;
    return found ? [{ kind: 'document', resource, scope, priority, key: found[0], row: found[1] }] : [];
  });
  requests = [...lists, ...documents];
  world.polls.watchExactly(requests);
  await world.clock.advance(minute);
  expect(cells()).toEqual(all('ok'));
});
afterAll(() => world.close());

const nameOf = ({ kind, resource }: PollRequest) => `${resource} ${kind}`;
const all = (word: string) => Object.fromEntries(requests.map((request) => [nameOf(request), word]));
const problemOf = (request: PollRequest) => world.polls.snapshot(request)?.failure?.problem;

/** What is shown in place of each list and document. */
const cells = () =>
  Object.fromEntries(
    requests.map((request) => {
      const problem = problemOf(request);
      return [nameOf(request), problem ? problemWord(problem) : 'ok'];
    }),
  );

const rowKeys = (request: PollRequest): unknown[] =>
  request.kind === 'list' ? [...world.rows(request).keys()] : [world.polls.snapshot(request)?.document !== undefined];

/** Derived from other responses, or our own log: nothing is requested. */
const asksNothing = (id: ResourceId) => resources[id].derivedFrom !== undefined || id === 'actors';
/** Of these the document is opened too: one call, several together, a list within, and none at all. */
const opened: readonly ResourceId[] = ['backup-jobs', 'vaults', 'plans', 'audits'];
const needNoCall = { 'audits document': 'ok' };
/** Answers without pages. */
const unpaged = Object.fromEntries(
  ['region-settings list', 'global-settings list', ...opened.map((resource) => `${resource} document`)].map((name) => [
    name,
    'ok',
  ]),
);

/** The fault does not change a response without a list; the document of a plan contains lists. */
const { 'plans document': _, ...withoutLists } = unpaged;

const said: Readonly<Record<FaultKind, string>> = {
  deny: 'access denied',
  'deny-explicit': 'access denied',
  'deny-scp': 'access denied',
  'deny-boundary': 'access denied',
  'deny-endpoint': 'access denied',
  'expired-token': 'credentials expired',
  'invalid-token': 'no credentials',
  'clock-skew': 'ok',
  'region-off': 'no credentials',
  'not-offered': 'not offered',
  throttle: 'throttled',
  'error-500': 'AWS failed',
  'error-503': 'AWS failed',
  slow: 'ok',
  hang: 'no answer',
  reset: 'unreachable',
  truncated: 'answer unreadable',
  malformed: 'answer unreadable',
  html: 'unreachable',
  'repeat-token': 'failed',
  'empty-page': 'ok',
  'changing-page': 'ok',
  empty: 'answer unreadable',
  'no-content': 'answer unreadable',
  'no-members': 'answer unreadable',
  'text-row': 'rows unreadable',
  array: 'answer unreadable',
  number: 'answer unreadable',
  'object-list': 'answer unreadable',
};

function unharmed(kind: FaultKind): Readonly<Record<string, string>> {
  if (kind === 'repeat-token') return unpaged;
  if (kind === 'text-row') return { ...withoutLists, 'plans document': 'answer unreadable' };
  return kind === 'object-list' ? withoutLists : {};
}

/** Where four are out at a time and each waits for its deadline, or the budget has been halved. */
const lasting: ReadonlySet<FaultKind> = new Set(['hang', 'throttle']);

/** In the same order as all of them: calls that hung slow down those that follow. */
const kinds = faultKinds.filter((kind) => sampled(faultKinds, 6).includes(kind));

test.each(kinds)('%s', async (kind: FaultKind) => {
  const { polls, emulator, clock } = world;
  const known = requests.map(rowKeys);
  emulator.setFaults([{ kind, region }]);
  for (const request of requests) polls.refresh(request);
  await clock.advance(lasting.has(kind) ? 5 * minute : 50 * second);
  // A new client takes real time, for which the simulated clock does not wait.
  const afterAMoment = async () => {
    await clock.advance(100);
    return cells();
  };
  await expect.poll(afterAMoment).toEqual({ ...all(said[kind]), ...needNoCall, ...unharmed(kind) });
  requests.forEach((request, index) => {
    const problem = problemOf(request);
    if (!problem) return;
    // The new rows of a response that was read in part are there too.
    const kept = problem.isPartial ? expect.arrayContaining(known[index] ?? []) : known[index];
    expect(rowKeys(request)).toEqual(kept);
    expect(`${problem.message} ${problem.nextStep}`).not.toMatch(
      /JSON|Unexpected|SyntaxError|Deserialization|undefined/,
    );
  });
  emulator.setFaults([]);
  // An operation that the endpoint does not offer is requested again rarely.
  await clock.advance(said[kind] === 'not offered' ? capabilityRestMs + 2 * minute : 6 * minute);
  expect(cells()).toEqual(all('ok'));
});
