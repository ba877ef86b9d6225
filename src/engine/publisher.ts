// Publishes changes: the state before any note about it, and nothing that was published before.
import type { Clock } from '../lib/clock.ts';
import type { EngineNote, EngineState } from './protocol.ts';

export interface PublisherOptions {
  readonly clock: Pick<Clock, 'setTimeout'>;
  /** The present state: a part that has not changed is the same object, or the same number, as before. */
  state(): EngineState;
  takeChanged(): Extract<EngineNote, { type: 'changed' }>['responses'];
  /** Called after changes were published. */
  published(): void;
}

export interface Publisher {
  subscribe(listener: (note: EngineNote) => void): () => void;
  /** Publishes the changes. `isNews`: the screen should show them now. */
  publish(isNews: boolean): void;
  /** Publishes the changes before the next note. */
  publishAtOnce(): void;
  /** Several calls in a row are published together. */
  soon(): void;
  /** Publishes the changes, and then the note. */
  emit(note: EngineNote): void;
  stop(): void;
}

export function createPublisher({ clock, state, takeChanged, published }: PublisherOptions): Publisher {
  const listeners = new Set<(note: EngineNote) => void>();
  let sent: EngineState | undefined;
  let cancel: (() => void) | undefined;
  let isStopped = false;

  const send = (note: EngineNote) => {
    for (const listener of [...listeners]) listener(note);
  };

  const publish = (isNews: boolean, more: { readonly atOnce?: true } = {}) => {
    if (isStopped) return;
    const hasNews = isNews || cancel !== undefined;
    cancel?.();
    cancel = undefined;
    const now = state();
    const others = changedParts(sent, now);
    sent = now;
    const responses = takeChanged();
    if (hasNews || responses.size > 0 || Object.keys(others).length > 0) {
      send({ type: 'changed', state: others, responses, isNews: hasNews, ...more });
    }
    if (hasNews) published();
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      sent = state();
      listener({ type: 'changed', state: sent, responses: new Map(), isNews: false });
      return () => listeners.delete(listener);
    },
    publish: (isNews) => publish(isNews),
    publishAtOnce: () => publish(true, { atOnce: true }),
    soon() {
      if (isStopped) return;
      cancel ??= clock.setTimeout(() => publish(true), 0);
    },
    emit(note) {
      if (isStopped) return;
      publish(false);
      send(note);
    },
    stop() {
      isStopped = true;
      cancel?.();
      listeners.clear();
    },
  };
}

function changedParts(before: EngineState | undefined, now: EngineState): Partial<EngineState> {
  if (!before) return now;
  const names = (Object.keys(now) as (keyof EngineState)[]).filter((name) => now[name] !== before[name]);
  return Object.fromEntries(names.map((name) => [name, now[name]]));
}
