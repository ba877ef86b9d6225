// The engine as the screen's side sees it, while it runs in another thread.
import { isOver, type Run, type RunTarget } from '../../app/forms/run.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Engine, EngineNote, EngineState, PlainPlace } from '../protocol.ts';
import type { EnginePort, FromEngine, ToEngine } from './thread-messages.ts';
import { createWatchChanges } from './watch-changes.ts';

export interface RemoteEngineOptions {
  readonly port: EnginePort<ToEngine>;
  readonly clock: Pick<Clock, 'now'>;
  /** The state until the engine sends more. */
  readonly initial: EngineState;
}

export interface RemoteEngine extends Engine {
  receive(message: Extract<FromEngine, { type: 'notes' }>): void;
  /** The place in the engine's newest note; undefined: there is no note yet. */
  place(): PlainPlace | undefined;
  /** A new engine replaced the previous one: the watched lists are sent to it. */
  restarted(): void;
}

export function createRemoteEngine({ port, clock, initial }: RemoteEngineOptions): RemoteEngine {
  const listeners = new Set<(note: EngineNote) => void>();
  /** Notes from before the first subscriber. */
  const waiting: EngineNote[] = [];
  const changes = createWatchChanges();
  let time = { now: clock.now(), at: clock.now(), speed: 1 };
  /** The last list of each viewer. */
  const watched = new Map<string, Extract<Parameters<Engine['send']>[0], { type: 'watch' }>>();
  let place: PlainPlace | undefined;
  let runs: ReadonlyMap<string, Run> = new Map();
  /** Runs of engines that died. */
  let lostRuns: ReadonlyMap<string, Run> = new Map();
  let isStarted = false;
  let isStopped = false;

  const send: Engine['send'] = (command) => {
    if (isStopped) return;
    if (command.type !== 'watch') {
      port.post({ type: 'command', command });
      return;
    }
    watched.set(command.viewer, command);
    const message = changes.of(command.requests, command.viewer);
    if (message) port.post(message);
  };

  const pass = (note: EngineNote) => {
    if (listeners.size === 0) waiting.push(note);
    for (const listener of [...listeners]) listener(note);
  };

  const take = (note: EngineNote) => {
    if (note.type !== 'changed') {
      pass(note);
      return;
    }
    const { state } = note;
    place = state.place ?? place;
    if (state.runs) runs = new Map([...lostRuns, ...state.runs]);
    pass(state.runs ? { ...note, state: { ...state, runs } } : note);
  };

  /** Runs that were in progress when the engine died: their outcome is unknown. */
  const loseRuns = () => {
    const open = [...runs.values()].filter((run) => !isOver(run));
    runs = new Map([...runs, ...open.map((run) => [run.id, lostRun(run)] as const)]);
    lostRuns = runs;
    pass({ type: 'changed', state: { runs }, responses: new Map(), isNews: true, isRestart: true });
    for (const { id } of open) pass({ type: 'runChanged', run: id });
  };

  return {
    place: () => place,
    send,
    subscribe(listener) {
      listeners.add(listener);
      listener({ type: 'changed', state: initial, responses: new Map(), isNews: false });
      for (const note of waiting.splice(0)) listener(note);
      return () => listeners.delete(listener);
    },
    now: () => time.now + (clock.now() - time.at) * time.speed,
    start() {
      if (isStopped) return;
      isStarted = true;
      port.post({ type: 'start' });
    },
    stop() {
      isStopped = true;
      listeners.clear();
      port.post({ type: 'stop' });
    },
    receive({ notes, now, speed }) {
      time = { now, at: clock.now(), speed };
      for (const note of notes) take(note);
    },
    restarted() {
      changes.forget();
      loseRuns();
      for (const command of watched.values()) send(command);
      if (isStarted) port.post({ type: 'start' });
    },
  };
}

const lost: AwsProblem = {
  kind: 'unknown',
  message: 'The engine failed before AWS answered: the change may have been made.',
  nextStep: 'Check the list before you repeat the action.',
  retryable: false,
};

function lostRun(run: Run): Run {
  const ended = (target: RunTarget): RunTarget =>
    isOver({ targets: [target] }) ? target : { ...target, outcome: 'unknown', problem: lost };
  return { ...run, targets: run.targets.map(ended) };
}
