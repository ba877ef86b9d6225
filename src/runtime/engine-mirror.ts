// The engine's state as its notes tell it, kept on the screen's side.
import type { AnySnapshot } from '../app/state/data.ts';
import type { EngineNote, EngineState } from '../engine/protocol.ts';

export interface EngineMirror {
  state(): EngineState;
  /** undefined: nothing is known of it. */
  answer(key: string): AnySnapshot | undefined;
  take(note: Extract<EngineNote, { type: 'changed' }>): void;
}

export function createEngineMirror(): EngineMirror {
  const answers = new Map<string, AnySnapshot>();
  let state: EngineState | undefined;
  return {
    state() {
      if (!state) throw new Error('The engine has sent no note yet.');
      return state;
    },
    answer: (key) => answers.get(key),
    take(note) {
      // The first note is about the whole state.
      state = { ...state, ...note.state } as EngineState;
      for (const [key, answer] of note.answers) {
        if (answer) answers.set(key, answer);
        else answers.delete(key);
      }
    },
  };
}
