// The engine in another thread: what crosses, how often, and what happens when the thread dies.
import type { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { requestFor } from '../../src/app/state/lists/list-requests.ts';
import { type PollRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import { initialEngineState } from '../../src/engine/initial-state.ts';
import type { Engine, EngineCommand, EngineNote, EngineState } from '../../src/engine/protocol.ts';
import { hostEngine } from '../../src/engine/thread/engine-host.ts';
import { createEngineThread } from '../../src/engine/thread/engine-thread.ts';
import { createRemoteEngine } from '../../src/engine/thread/remote-engine.ts';
import type { FromEngine, ToEngine } from '../../src/engine/thread/thread-messages.ts';
import { startWorkerAhead, type WorkerAhead } from '../../src/lib/process/worker-source.ts';
import { createEngineMirror } from '../../src/runtime/engine-mirror.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const place = { connections: [{ id: 'prod' }], regions: ['eu-west-1'] };
const initial = initialEngineState({ place, cloudWatch: true, contexts: [], queues: [] });
const scope = { accountId: '111122223333', region: 'eu-west-1', connection: 'prod' };
const vaults = requestFor('vaults', scope, 0);
const plans = requestFor('plans', scope, 2);

/** Both ends in one thread, with what a thread would make of the messages in between. */
function connect() {
  const clock = createFakeClock();
  const commands: EngineCommand[] = [];
  const [toEngine, fromEngine]: [ToEngine[], FromEngine[]] = [[], []];
  let emit: (note: EngineNote) => void = () => {};
  const engine: Engine = {
    send: (command) => commands.push(command),
    subscribe(listener) {
      emit = listener;
      return () => {};
    },
    now: () => clock.now() + 3_600_000,
    start: () => {},
    stop: () => {},
  };
  const obey = hostEngine({
    engine,
    clock,
    speed: () => 60,
    written: () => 0,
    storeCommand() {},
    mfaCode() {},
    close: async () => {},
    port: {
      post(message) {
        const cloned = structuredClone(message);
        fromEngine.push(cloned);
        if (cloned.type === 'notes') remote.receive(cloned);
      },
    },
  });
  const port = {
    post(message: ToEngine) {
      const cloned = structuredClone(message);
      toEngine.push(cloned);
      obey(cloned);
    },
  };
  const remote = createRemoteEngine({ port, clock, initial });
  const mirror = createEngineMirror();
  const notes: EngineNote[] = [];
  remote.subscribe((note) => {
    notes.push(note);
    if (note.type === 'changed') mirror.take(note);
  });
  notes.length = 0;
  const changed = (state: Partial<EngineState>, responses: ReadonlyMap<string, unknown> = new Map()) =>
    emit({ type: 'changed', state, responses: responses as never, isNews: false });
  const watch = (...requests: PollRequest[]) => remote.send({ type: 'watch', viewer: 'screen', requests });
  return {
    clock,
    commands,
    toEngine,
    fromEngine,
    remote,
    mirror,
    notes,
    changed,
    watch,
    emit: (n: EngineNote) => emit(n),
  };
}

test('what the engine has said before anybody listens is not lost', () => {
  const clock = createFakeClock();
  const remote = createRemoteEngine({ port: { post() {} }, clock, initial });
  const note: EngineNote = { type: 'changed', state: { callsPerMinute: 9 }, responses: new Map(), isNews: false };
  remote.receive({ type: 'notes', notes: [note], now: 0, speed: 1, written: 0 });
  const heard: EngineNote[] = [];
  remote.subscribe((one) => heard.push(one));
  expect(heard).toEqual([{ ...note, state: initial }, note]);
});

test('before the engine says anything, the place that it will look at is known', () => {
  const { mirror, remote } = connect();
  expect(mirror.state()).toMatchObject({ access: { regions: ['eu-west-1'], scopes: [] }, cloudWatch: true });
  expect(remote.place()).toBeUndefined();
});

test('the first note goes at once, those of the next 50 ms in one message, changes joined and in order', async () => {
  const { clock, changed, emit, fromEngine, notes } = connect();
  changed({ callsPerMinute: 1 });
  expect(notes).toHaveLength(1);
  changed({ callsPerMinute: 2 });
  changed({ cloudWatch: false });
  emit({ type: 'notice', text: 'Requests sent again', tone: 'busy' });
  changed({ callsPerMinute: 3 });
  await clock.advance(49);
  expect(fromEngine).toHaveLength(1);
  await clock.advance(1);
  expect(fromEngine).toHaveLength(2);
  expect(notes.slice(1)).toMatchObject([
    { type: 'changed', state: { callsPerMinute: 2, cloudWatch: false } },
    { type: 'notice' },
    { type: 'changed', state: { callsPerMinute: 3 } },
  ]);
});

test('a note that must not be overtaken takes with it those that wait, in order', async () => {
  const { clock, changed, emit, fromEngine, notes } = connect();
  changed({ callsPerMinute: 1 });
  emit({ type: 'notice', text: 'Requests sent again', tone: 'busy' });
  emit({ type: 'changed', state: { callsPerMinute: 2 }, responses: new Map(), isNews: true, atOnce: true });
  expect(fromEngine).toHaveLength(2);
  expect(notes.slice(1)).toMatchObject([{ type: 'notice' }, { type: 'changed', state: { callsPerMinute: 2 } }]);
  changed({ callsPerMinute: 3 });
  expect(fromEngine).toHaveLength(2);
  await clock.advance(50);
  expect(fromEngine).toHaveLength(3);
});

test('of what is watched only the difference is sent, and the engine has the whole list', () => {
  const { commands, toEngine, watch } = connect();
  watch(vaults, plans);
  watch(vaults, plans);
  watch({ ...vaults, priority: 2 }, plans);
  watch(plans);
  expect(toEngine.map((message) => message.type === 'watch' && [message.wanted, message.left])).toEqual([
    [[vaults, plans], []],
    [[{ ...vaults, priority: 2 }], []],
    [[], [requestKey(vaults)]],
  ]);
  expect(commands.map((command) => command.type === 'watch' && command.requests)).toEqual([
    [vaults, plans],
    [{ ...vaults, priority: 2 }, plans],
    [plans],
  ]);
});

test("AWS's clock goes on between two messages, as fast as it goes there", async () => {
  const { clock, changed, remote } = connect();
  changed({ callsPerMinute: 1 });
  const then = clock.now() + 3_600_000;
  expect(remote.now()).toBe(then);
  await clock.advance(1_000);
  expect(remote.now()).toBe(then + 60_000);
});

test('of what a dead engine was answered the rows stay, as old as they are: nobody asks, and nothing failed', () => {
  const { changed, remote, mirror } = connect();
  const failure = { problem: { kind: 'denied' }, since: 1, attempts: 2, retryAt: 3 };
  const answered = { version: 3, loadedAt: 7, askedAt: 8, wholeAt: 6, lacks: 'mode of a lock' };
  changed(
    {},
    new Map<string, unknown>([
      ['answered', { ...answered, askingSince: 9, heardAt: 9, failure }],
      ['asked', { version: 2, askingSince: 9, failure }],
    ]),
  );
  expect(mirror.response('answered')).toMatchObject({ askingSince: 9, failure });
  remote.restarted();
  const { askedAt: _, ...kept } = answered;
  expect(mirror.response('answered')).toEqual({ ...kept, version: 4, restored: true });
  expect(mirror.response('asked')).toBeUndefined();
});

test('another engine is told what is watched; of what was being sent nobody knows whether it was done', () => {
  const { changed, commands, mirror, notes, remote, watch } = connect();
  const target = { key: 'k', label: 'job-1', scope, outcome: 'running', responses: [] } as const;
  const done = { ...target, key: 'l', outcome: 'done' } as const;
  remote.start();
  watch(vaults);
  changed({ runs: new Map([['r', { id: 'r', title: 'stop', targets: [target, done], dry: false }]]) });
  [commands.length, notes.length] = [0, 0];
  remote.restarted();
  expect(commands).toEqual([{ type: 'watch', viewer: 'screen', requests: [vaults] }]);
  expect(notes.at(-1)).toEqual({ type: 'runChanged', run: 'r' });
  const outcomes = () =>
    mirror
      .state()
      .runs.get('r')
      ?.targets.map(({ outcome }) => outcome);
  expect(outcomes()).toEqual(['unknown', 'done']);
  // The new thread knows none.
  changed({ runs: new Map() });
  expect(outcomes()).toEqual(['unknown', 'done']);
});

const worker = new URL('../support/failing-engine-worker.ts', import.meta.url);

function start({ ahead }: { readonly ahead?: WorkerAhead } = {}) {
  const clock = createFakeClock();
  const said: string[] = [];
  const deaths: boolean[] = [];
  let news = Promise.withResolvers<void>();
  const happened = () => {
    news.resolve();
    news = Promise.withResolvers();
  };
  const thread = createEngineThread({
    source: worker,
    ahead,
    clock,
    initial,
    written() {},
    storeNews() {},
    programGroups() {},
    promptForMfaCode: async () => '123456',
    workerData: async (resumed) => ({ resumed }),
    say(text) {
      said.push(text);
      happened();
    },
    died(_, isOver) {
      deaths.push(isOver);
      happened();
    },
  });
  onTestFinished(() => thread.terminate());
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await news.promise;
  };
  const addRegion = (region: string) => thread.engine.send({ type: 'addRegion', region });
  return { clock, thread, said, deaths, until, addRegion };
}

test('a thread that dies is started again where it looked last; one that dies again within a minute is not', async () => {
  const { clock, thread, said, deaths, until, addRegion } = start();
  await thread.run();
  const { receive } = thread.engine;
  const there = { ...place, regions: ['us-west-2'], queues: [] };
  receive({
    type: 'notes',
    notes: [{ type: 'changed', state: { place: there }, responses: new Map(), isNews: false }],
    now: 0,
    speed: 1,
    written: 0,
  });
  thread.engine.start();
  thread.engine.send({ type: 'watch', viewer: 'screen', requests: [vaults] });
  addRegion('none');
  await until(() => deaths.length === 1);
  await until(() => said.some((text) => text.includes('"resumed":["us-west-2"]') && text.includes('"start"')));
  expect(said.filter((text) => text.includes('"watch"'))).toHaveLength(2);
  await clock.advance(61_000);
  addRegion('none');
  await until(() => deaths.length === 2);
  addRegion('none');
  await until(() => deaths.length === 3);
  expect(deaths).toEqual([false, false, true]);
  // No third one is started.
  const before = said.length;
  addRegion('us-west-2');
  await thread.close();
  expect(said).toHaveLength(before);
});

test('what is sent before it runs arrives, and its end is waited for', async () => {
  const { thread, said, addRegion } = start();
  addRegion('us-west-2');
  await thread.run();
  await thread.close();
  expect(said.map((text) => JSON.parse(text).type)).toEqual(['command', 'close']);
});

test('it is not started by a command', async () => {
  const { clock, thread, said, addRegion } = start();
  addRegion('us-west-2');
  await clock.advance(60_000);
  await thread.close();
  expect(said).toEqual([]);
});

test('a thread that ends by itself has died', async () => {
  const { thread, deaths, until, addRegion } = start();
  await thread.run();
  addRegion('ends');
  await until(() => deaths.length === 1);
  expect(deaths).toEqual([false]);
});

test('the first engine runs in the thread that was started ahead, the next in one of its own', async () => {
  const { thread, said, deaths, until, addRegion } = start({
    ahead: startWorkerAhead(worker, { workerData: { isAhead: true } }),
  });
  addRegion('us-west-2');
  await thread.run();
  addRegion('none');
  await until(() => deaths.length === 1);
  addRegion('eu-west-1');
  await thread.close();
  const commands = said.map((text) => JSON.parse(text)).filter(({ type }) => type === 'command');
  expect(commands.map(({ command, isAhead }) => [command.region, isAhead])).toEqual([
    ['us-west-2', true],
    ['eu-west-1', undefined],
  ]);
});

test('a thread that was started ahead and has ended is not waited for', async () => {
  const exited = Promise.withResolvers<void>();
  process.once('worker', (one: Worker) => one.once('exit', () => exited.resolve()));
  const ahead = startWorkerAhead(() => 'process.exit(1)', {});
  await exited.promise;
  const { thread, said, addRegion } = start({ ahead });
  addRegion('us-west-2');
  await thread.run();
  await thread.close();
  expect(said.map((text) => JSON.parse(text).type)).toEqual(['command', 'close']);
});
