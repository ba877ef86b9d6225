// An engine in the same thread whose messages are cloned as between threads: data that is not plain fails when it is
// sent.
import type { Engine } from '../../src/engine/protocol.ts';

export const clonedEngine = (engine: Engine): Engine => ({
  ...engine,
  send: (command) => engine.send(structuredClone(command)),
  subscribe: (listener) => engine.subscribe((note) => listener(structuredClone(note))),
});
