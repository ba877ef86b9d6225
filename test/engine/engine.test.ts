// The engine behind its messages: commands in, notes out, all of them plain data. AWS is a stub.

import { expect, test } from 'vitest';
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import { type PollRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import type { Connection } from '../../src/aws/aws.ts';
import type { Watch, WatchedPlace } from '../../src/engine/access/place.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { EnginePorts } from '../../src/engine/engine-ports.ts';
import type { EngineStore } from '../../src/engine/program-store.ts';
import type { EngineNote, EngineState } from '../../src/engine/protocol.ts';
import { createEngineMirror } from '../../src/runtime/engine-mirror.ts';
import { clonedEngine } from '../support/cloned-engine.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Asked, stubAws } from '../support/stub-aws.ts';

const accountId = '111122223333';
const scope = { accountId, region: 'eu-west-1', connection: 'prod' };
const vaults = requestFor('vaults', scope, 0);
const prod: Connection = { id: 'prod', profile: 'prod', write: true };
const lab: WatchedPlace = {
  place: { connections: [{ id: 'lab', profile: 'lab' }], regions: ['us-east-1'], context: 'lab' },
  watch: { cloudWatch: false },
};

function open(feed?: Watch['feed'], ports: Partial<EnginePorts> = {}, more: Partial<EngineStore> = {}) {
  const requested: Asked[] = [];
  const notes: EngineNote[] = [];
  const clock = createFakeClock();
  const mirror = createEngineMirror();
  const engine = clonedEngine(
    createEngine({
      store: { ...openMemoryStore(clock.now), ...more },
      aws: stubAws(requested),
      clock,
      connections: [prod],
      regions: ['eu-west-1'],
      cloudWatch: true,
      contexts: { names: () => ['lab'], open: async () => lab },
      ...(feed ? { feed } : {}),
      newToken: () => 'token',
      dryRun: true,
      nextTurn: async () => {},
      ...ports,
    }),
  );
  engine.subscribe((note) => {
    notes.push(note);
    if (note.type === 'changed') mirror.take(note);
  });
  const calls = (operation: string) => requested.filter((one) => one.operation === operation).length;
  const answer = (question: PollRequest) => mirror.response(requestKey(question));
  return { engine, clock, notes, requested, calls, answer, state: (): EngineState => mirror.state() };
}

test('before the start the state says where it will look, and nothing is asked', async () => {
  const { clock, state, requested } = open();
  await clock.advance(60_000);
  expect(state()).toMatchObject({
    access: { regions: ['eu-west-1'], scopes: [], contexts: ['lab'] },
    cloudWatch: true,
  });
  expect([requested, clock.pending()]).toEqual([[], 0]);
});

test('once signed in, the scopes, the reach and the identity are known', async () => {
  const { engine, clock, state } = open();
  engine.start();
  await clock.advance(1_000);
  expect(state().access.scopes).toEqual([scope]);
  expect(state().reach.get('prod')).toMatchObject({ profile: 'prod', write: true });
  expect(state().identities.get('prod')).toBe('AWS arn:aws:sts::111122223333:assumed-role/A');
  engine.stop();
});

test('once the store can be written again, or is another one, whatever is watched is requested whole', async () => {
  let resumed = () => {};
  const onResumed = (call: () => void) => {
    resumed = call;
  };
  const { engine, clock, calls, answer, notes } = open(undefined, {}, { onResumed });
  engine.start();
  engine.send({ type: 'watch', viewer: 'screen', requests: [vaults] });
  await clock.advance(1_000);
  expect([calls('ListBackupVaults'), answer(vaults)?.loadedAt]).toEqual([1, expect.any(Number)]);
  resumed();
  // Before any later message: the next message may be that another store is open.
  expect(answer(vaults)).toMatchObject({ lost: true });
  expect(answer(vaults)?.loadedAt).toBeUndefined();
  expect(notes.at(-1)).toMatchObject({ type: 'changed', atOnce: true });
  await clock.advance(1_000);
  expect([calls('ListBackupVaults'), answer(vaults)?.loadedAt]).toEqual([2, expect.any(Number)]);
  expect(answer(vaults)?.lost).toBeUndefined();
  engine.stop();
});

test('a feed of which nothing is new sends no note', async () => {
  const journal = { load: async () => [], append: async () => {} };
  const { engine, clock, notes, state } = open({
    queues: ['https://sqs.eu-west-1.amazonaws.com/111122223333/q'],
    journal,
  });
  engine.start();
  await clock.advance(10_000);
  expect(state().feed).toMatchObject({ queues: 1 });
  expect(state().events).toBeDefined();
  const before = notes.length;
  await clock.advance(10_000);
  expect(notes.slice(before)).toEqual([]);
  engine.stop();
});

test('what is watched is asked for and its state sent, what is watched no more is not', async () => {
  const { engine, clock, calls, answer } = open();
  engine.start();
  await clock.advance(1_000);
  engine.send({ type: 'watch', viewer: 'screen', requests: [vaults] });
  expect(answer(vaults)?.askingSince).toBeDefined();
  await clock.advance(1_000);
  expect(answer(vaults)).toMatchObject({ loadedAt: expect.any(Number) });
  expect(calls('ListBackupVaults')).toBe(1);
  engine.send({ type: 'refresh', requests: [vaults] });
  await clock.advance(1_000);
  expect(calls('ListBackupVaults')).toBe(2);
  engine.send({ type: 'watch', viewer: 'screen', requests: [] });
  await clock.advance(3_600_000);
  expect(calls('ListBackupVaults')).toBe(2);
  engine.stop();
});

test('a list that nobody is asked for says so, and one that is asked for is left', async () => {
  const { engine, clock, notes, answer } = open();
  engine.start();
  await clock.advance(1_000);
  const said = () => notes.flatMap((note) => (note.type === 'notice' ? note.text : []));
  engine.send({ type: 'stop', requests: [vaults] });
  engine.send({ type: 'watch', viewer: 'screen', requests: [vaults] });
  engine.send({ type: 'stop', requests: [vaults] });
  expect(said()).toEqual(['No request is pending.', 'Requests stopped; r sends them again']);
  expect(answer(vaults)?.halted).toBe(true);
  engine.stop();
});

test('the old place is left before the state tells of the new one, of which it knows no list', async () => {
  const { engine, clock, notes, state, answer } = open();
  engine.start();
  await clock.advance(1_000);
  engine.send({ type: 'watch', viewer: 'screen', requests: [vaults] });
  await clock.advance(1_000);
  const from = notes.length;
  engine.send({ type: 'context', name: 'lab' });
  await clock.advance(1_000);
  const tells = (note: EngineNote) => note.type === 'changed' && note.state.access?.context === 'lab';
  const later = notes.slice(from);
  expect(later.findIndex(({ type }) => type === 'placeLeft')).toBeLessThan(later.findIndex(tells));
  expect(state()).toMatchObject({ access: { context: 'lab', regions: ['us-east-1'] }, cloudWatch: false });
  expect([state().reach.has('prod'), state().reach.get('lab')?.write]).toEqual([false, undefined]);
  expect(answer(vaults)).toBeUndefined();
  engine.stop();
});

test('an action is loaded, checked and run by plain data, and each answer names its request', async () => {
  const { engine, clock, notes, state } = open();
  engine.start();
  await clock.advance(1_000);
  const row = { scope, id: 'job-1', state: 'RUNNING' };
  const common = { resource: 'backup-jobs', action: 'stop' } as const;
  engine.send({ type: 'loadAction', ...common, request: 7, targets: [{ scope, row }] });
  await clock.advance(0);
  expect(notes.at(-1)).toEqual({ type: 'actionLoaded', request: 7, token: 'token', facts: [undefined] });
  const context = { row, scope, facts: undefined, values: {}, now: 0, token: 'token-0-0' };
  engine.send({ type: 'verifyAction', ...common, request: 8, context });
  await clock.advance(0);
  expect(notes.at(-1)).toEqual({ type: 'actionVerified', request: 8, problems: {} });
  engine.send({ type: 'runAction', ...common, run: 'r', jobs: [{ key: 'k', label: 'job-1', scope, requests: [] }] });
  expect(notes.at(-1)).toEqual({ type: 'runChanged', run: 'r' });
  expect(state().runs.get('r')).toMatchObject({ dry: true, targets: [{ key: 'k', outcome: 'done' }] });
  engine.stop();
});

const stopJobs = (count: number) => ({
  ...({ type: 'runAction', resource: 'backup-jobs', action: 'stop', run: 'r' } as const),
  jobs: Array.from({ length: count }, (_, index) => ({
    key: `k${index}`,
    label: `job-${index}`,
    scope,
    requests: [{ service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: `job-${index}` } } as const],
  })),
});

test.each([
  ['before the first call', 'sending', 1, 0],
  ['before a call', 'sending', 5, 4],
  ['after a call', 'done', 1, 4],
])(
  'where the log of actions fails %s, nothing more is sent, and what was sent is said',
  async (_, event, nth, sent) => {
    let count = 0;
    const append = (entry: { readonly event: string }) => {
      if (entry.event === event) count += 1;
      if (count >= nth) throw new Error('The disk is full.');
    };
    const { engine, clock, calls, state, notes } = open(undefined, { dryRun: false, actionLog: { append } });
    engine.start();
    await clock.advance(1_000);
    engine.send(stopJobs(8));
    await clock.advance(60_000);
    const targets = state().runs.get('r')?.targets ?? [];
    expect(targets.map(({ outcome }) => outcome)).toEqual([
      ...Array(sent).fill('done'),
      ...Array(8 - sent).fill('refused'),
    ]);
    const nextStep = sent === 0 ? 'Nothing was sent.' : 'Sent: job-0, job-1, job-2, job-3. Nothing more was sent.';
    expect(targets.at(-1)?.problem).toMatchObject({ message: 'The disk is full.', nextStep });
    expect(notes.findLast(({ type }) => type === 'notice')).toMatchObject({
      text: `stop: The disk is full. ${nextStep}`,
      tone: 'bad',
    });
    expect(calls('StopBackupJob')).toBe(sent);
    engine.stop();
  },
);

test('a call that is on its way when the log of actions fails keeps the outcome that AWS answers', async () => {
  const append = (entry: { readonly event: string; readonly target?: string }) => {
    if (entry.event === 'sending' && entry.target === 'job-4') throw new Error('The disk is full.');
  };
  const late = Promise.withResolvers<never>();
  const aws = stubAws([]);
  const call: typeof aws.call = (scope, request, options) =>
    JSON.stringify(request.input).includes('job-1') ? late.promise : aws.call(scope, request, options);
  const ports = { dryRun: false, actionLog: { append }, aws: { ...aws, call } };
  const { engine, clock, state } = open(undefined, ports);
  engine.start();
  await clock.advance(1_000);
  engine.send(stopJobs(6));
  await clock.advance(1_000);
  const outcomes = () =>
    state()
      .runs.get('r')
      ?.targets.map(({ outcome }) => outcome);
  expect(outcomes()).toEqual(['done', 'running', 'done', 'done', 'waiting', 'waiting']);
  late.resolve({} as never);
  await clock.advance(1_000);
  expect(outcomes()).toEqual(['done', 'done', 'done', 'done', 'refused', 'refused']);
  engine.stop();
});

const arnOf = (role: string) => `arn:aws:sts::${accountId}:assumed-role/${role}/session`;

test.each([
  ['another role', { Account: accountId, Arn: arnOf('B') }, arnOf('A'), 0],
  ['another account', { Account: '444455556666', Arn: 'arn:aws:iam::444455556666:user/me' }, undefined, 0],
  ['the same role in another session', { Account: accountId, Arn: arnOf('A') }, arnOf('A').replace('session', 'x'), 3],
])('what the credentials act as when an action is run is asked once: %s', async (_, answer, identity, sent) => {
  let found: object = { Account: accountId, Arn: arnOf('A') };
  const requested: Asked[] = [];
  const aws = stubAws(requested);
  const call: typeof aws.call = async (scope, request, options) => {
    const response = await aws.call(scope, request, options);
    return request.service === 'sts' ? (found as never) : response;
  };
  const logged: object[] = [];
  const actionLog = { append: (entry: object) => logged.push(entry) };
  const { engine, clock, state } = open(undefined, { dryRun: false, actionLog, aws: { ...aws, call } });
  engine.start();
  await clock.advance(1_000);
  found = answer;
  requested.length = 0;
  const { jobs, ...command } = stopJobs(3);
  engine.send({ ...command, jobs: jobs.map((job) => ({ ...job, identity })) });
  await clock.advance(1_000);
  const operations = requested.map(({ operation }) => operation);
  expect(operations.filter((one) => one === 'GetCallerIdentity')).toHaveLength(1);
  expect(operations.filter((one) => one === 'StopBackupJob')).toHaveLength(sent);
  const targets = state().runs.get('r')?.targets ?? [];
  const problem = { kind: 'refused-by-gate', message: expect.stringContaining(answer.Arn) };
  for (const target of targets) {
    expect(target).toMatchObject(sent > 0 ? { outcome: 'done' } : { outcome: 'refused', problem });
  }
  expect(new Set(logged.map((entry) => (entry as { event: string }).event))).toEqual(
    new Set(sent > 0 ? ['sending', 'done'] : ['refused']),
  );
  engine.stop();
});

test('after the end it takes no command, asks nothing and sends nothing', async () => {
  const { engine, clock, notes, requested } = open();
  engine.start();
  await clock.advance(1_000);
  engine.send({ type: 'context', name: 'lab' });
  engine.stop();
  const before = [notes.length, requested.length];
  engine.send({ type: 'watch', viewer: 'screen', requests: [vaults] });
  engine.send({ type: 'addRegion', region: 'us-west-2' });
  engine.start();
  await clock.advance(3_600_000);
  expect([notes.length, requested.length]).toEqual(before);
  expect(clock.pending()).toBe(0);
});
