// An engine in the same thread whose messages pass through what a thread of its own would make of them: whatever is no plain
// data fails where it is sent.
import type { Engine } from '../../src/engine/protocol.ts';

export const clonedEngine = (engine: Engine): Engine => ({
  ...engine,
  send: (command) => engine.send(structuredClone(command)),
  subscribe: (listener) => engine.subscribe((note) => listener(structuredClone(note))),
});
