// Creates the engine in its thread: its AWS clients, its place, and its store.
import { createAws } from '../../../aws/aws.ts';
import { cliCacheDirectory, createRoleSessions } from '../../../aws/sign-in/role-sessions.ts';
import { loadFirstClients } from '../../../aws/transport/load-sdk.ts';
import { createWriteWindow } from '../../../aws/write-window.ts';
import { createEngine } from '../../../engine/create-engine.ts';
import { createFirstRows, type FirstRows } from '../../../engine/polls/first-rows.ts';
import type { StoreCommand } from '../../../engine/store/store-protocol.ts';
import { openThreadStore, type ThreadStore } from '../../../engine/store/thread-store.ts';
import { hostEngine } from '../../../engine/thread/engine-host.ts';
import type { FromEngine, ToEngine } from '../../../engine/thread/thread-messages.ts';
import { createActionLog } from '../../../journal/action-log.ts';
import { systemClock } from '../../../lib/clock.ts';
import { createLog } from '../../../lib/files/log.ts';
import { createMfaCodes, signInWithMfa } from '../../mfa-codes.ts';
import { openFeed } from '../../open-feed.ts';
import { demoPlace, demoRates, findPlace } from '../../options/place-of-where.ts';
import { logFile, stateFile } from '../../options/places.ts';
import { recorderOf } from '../../recording.ts';
import { createSkewNews } from '../../skew-news.ts';
import { contextsOf } from '../contexts.ts';
import type { EngineStart } from './engine-start.ts';

export interface EngineThreadSide {
  post(message: FromEngine): void;
  /** From now on messages are handled. */
  opened(obey: (message: ToEngine) => void): void;
  ended(): void;
}

/** The first list of the screen. */
const firstList = 'vaults';

/** Loads the code for the first requests while the place is not known yet. */
export const loadFirst = loadFirstClients;

export async function openEngine(start: EngineStart, side: EngineThreadSide): Promise<void> {
  if (start.extract) {
    const { openExtractEngine } = await import('./open-extract-engine.ts');
    return openExtractEngine(start, start.extract, side);
  }
  return openEngineOfAws(start, side);
}

async function openEngineOfAws(start: EngineStart, { post, opened, ended }: EngineThreadSide): Promise<void> {
  const { where, demoUrl, watch, runFlags } = start;
  const log = createLog({ path: logFile(), maxBytes: 5_000_000, clock: systemClock, level: start.logLevel });
  process.on('warning', (warning) => log.warn('process warning', { warning }));
  const codes = createCodeRequests(post);
  const mfa = createMfaCodes(demoUrl === undefined ? codes.ask : undefined);
  const skew = createSkewNews();
  const writing = createWriteWindow(systemClock);
  const note = (text: string) => post(noteOf(text));
  const recorder = await recorderOf(where, log, note);
  const noteOf = (text: string): FromEngine => ({
    type: 'notes',
    notes: [{ type: 'notice', text, tone: 'warn' }],
    now: aws.now(),
    speed: aws.speed(),
    written: store.position(),
  });
  const aws = createAws({
    connections: [],
    clock: systemClock,
    log,
    onClockSkew: skew.found,
    hasScreen: true,
    writing,
    recorder,
    sessions: createRoleSessions(cliCacheDirectory()),
    mfaCode: mfa.code,
    programGroups: (groups) => post({ type: 'programs', groups }),
    ...(demoUrl === undefined ? {} : demoRates(where)),
  });
  const found = demoUrl === undefined ? await findPlace(where, aws) : demoPlace(where, demoUrl, aws);
  const { cadences, queues, ...resumed } = start.resumed ?? { ...watch };
  const place = { ...found, ...(start.resumed ? resumed : {}) };
  let { contexts } = start;
  const store = openThreadStore({ ...start.store, now: aws.now, clock: systemClock, post });
  const firstRows = start.isHurried
    ? createFirstRows({ clock: systemClock, list: firstList, written: store.notifyWritten })
    : undefined;
  const engine = createEngine({
    ...place,
    aws,
    clock: systemClock,
    store: firstRows ? { ...store.store, writer: firstRows.observe(store.store.writer) } : store.store,
    firstRows,
    dryRun: start.dryRun,
    writing,
    ...(start.context === undefined ? {} : { context: start.context }),
    ...(demoUrl === undefined ? { contexts: contextsOf(() => ({ config: { contexts } }), runFlags, aws) } : {}),
    cloudWatch: watch.cloudWatch,
    cadences,
    feed: openFeed(queues),
    ...(start.isHurried ? { early: [{ resource: firstList }] } : {}),
    configure(next) {
      contexts = next;
    },
    actionLog: createActionLog(stateFile('actions.jsonl')),
    giveMfaCode: mfa.give,
  });
  const obey = hostEngine({
    port: { post },
    engine,
    clock: systemClock,
    speed: aws.speed,
    storeCommand: firstRows ? (command) => commandAfter(firstRows, store, command) : store.command,
    written: store.position,
    mfaCode: codes.response,
    async close() {
      aws.close();
      store.close();
      ended();
    },
  });
  opened(obey);
  skew.listen(note);
  if (demoUrl === undefined) {
    const say = (text: string) => post({ type: 'said', text });
    await signInWithMfa(aws, place, say);
  }
  mfa.screenOpens();
  post({ type: 'ready' });
}

/** Nothing is evaluated before there are rows. */
function commandAfter(firstRows: FirstRows, store: ThreadStore, command: StoreCommand): void {
  if (command.type === 'evaluate') {
    void firstRows.over.then(() => store.command(command));
    return;
  }
  store.command(command);
  if (command.query.kind === 'ids') firstRows.read(command.query.query.resource);
}

/** Codes are typed in the other thread. */
function createCodeRequests(post: (message: FromEngine) => void) {
  const waiting = new Map<number, PromiseWithResolvers<string>>();
  let last = 0;
  return {
    ask(prompt: string): Promise<string> {
      last += 1;
      const code = Promise.withResolvers<string>();
      waiting.set(last, code);
      post({ type: 'mfaCodeWanted', request: last, prompt });
      return code.promise;
    },
    response(request: number, code: string | undefined): void {
      const one = waiting.get(request);
      waiting.delete(request);
      if (code === undefined) one?.reject(new Error('There is no terminal to enter an MFA code.'));
      else one?.resolve(code);
    },
  };
}
