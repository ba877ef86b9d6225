// An engine in the same thread whose messages pass through what a thread of its own would make of them: whatever is no plain
// data fails where it is sent.
import type { AnySnapshot } from '../../src/app/data.ts';
import type { Engine, EngineNote } from '../../src/engine/protocol.ts';

type Answers = Extract<EngineNote, { type: 'changed' }>['answers'];

/** Rows are in memory still, and the one thing that a thread of its own could not be sent. */
function clonedAnswer(answer: AnySnapshot | undefined): AnySnapshot | undefined {
  if (!answer) return undefined;
  const { rows, changes, ...state } = answer;
  return { ...structuredClone(state), rows, ...(changes ? { changes } : {}) };
}

const clonedAnswers = (answers: Answers): Answers =>
  new Map([...answers].map(([key, answer]) => [key, clonedAnswer(answer)]));

function clonedNote(note: EngineNote): EngineNote {
  if (note.type !== 'changed') return structuredClone(note);
  const { answers, state, ...rest } = note;
  const { events, ...parts } = state;
  const withEvents = 'events' in state ? { events: clonedAnswer(events) } : {};
  return {
    ...structuredClone(rest),
    answers: clonedAnswers(answers),
    state: { ...structuredClone(parts), ...withEvents },
  };
}

export const clonedEngine = (engine: Engine): Engine => ({
  ...engine,
  send: (command) => engine.send(structuredClone(command)),
  subscribe: (listener) => engine.subscribe((note) => listener(clonedNote(note))),
});
