// The state of the engine from its notes, kept on the screen's side.
import type { AnySnapshot } from '../app/state/data.ts';
import type { EngineNote, EngineState } from '../engine/protocol.ts';
import { defined } from '../lib/defined.ts';

export interface EngineMirror {
  state(): EngineState;
  /** undefined: nothing is known of the request. */
  response(key: string): AnySnapshot | undefined;
  take(note: Extract<EngineNote, { type: 'changed' }>): void;
}

export function createEngineMirror(): EngineMirror {
  const responses = new Map<string, AnySnapshot>();
  let state: EngineState | undefined;
  const take = (changed: ReadonlyMap<string, AnySnapshot | undefined>) => {
    for (const [key, response] of changed) {
      if (response) responses.set(key, response);
      else responses.delete(key);
    }
  };
  return {
    state() {
      if (!state) throw new Error('The engine has sent no note yet.');
      return state;
    },
    response: (key) => responses.get(key),
    take(note) {
      // The first note has the whole state.
      state = { ...state, ...note.state } as EngineState;
      if (note.isRestart) take(new Map([...responses].map(([key, response]) => [key, outlived(response)])));
      take(note.responses);
    },
  };
}

/**
 * The part of a snapshot that stays valid when its engine has died: its rows with their age. No request is in flight,
 * waiting or stopped.
 */
function outlived({ version, loadedAt, wholeAt, lacks, document }: AnySnapshot): AnySnapshot | undefined {
  if (loadedAt === undefined) return undefined;
  return { version: version + 1, restored: true, ...defined({ loadedAt, wholeAt, lacks, document }) };
}
