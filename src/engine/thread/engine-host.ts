// Runs the engine in its thread: carries out commands, and sends its notes.
import type { Clock } from '../../lib/clock.ts';
import { unknownType } from '../../lib/unknown-type.ts';
import type { Engine } from '../protocol.ts';
import type { StoreCommand } from '../store/store-protocol.ts';
import { createNoteBatches } from './note-batches.ts';
import type { EnginePort, FromEngine, ToEngine } from './thread-messages.ts';
import { createWatchedLists } from './watch-changes.ts';

export interface EngineHostOptions {
  readonly port: EnginePort<FromEngine>;
  readonly engine: Engine;
  readonly clock: Clock;
  /** How many seconds pass on AWS's clock in one second. */
  speed(): number;
  /** The number of writes that the store was asked for. */
  written(): number;
  /** Queries and evaluation requests of the store's readers. */
  storeCommand(command: StoreCommand): void;
  /** The answer to a prompt for an MFA code. */
  mfaCode(request: number, code: string | undefined): void;
  /** Closes what the engine uses, the store last. */
  close(): Promise<void>;
}

/** Returns the function that takes incoming messages. */
export function hostEngine(options: EngineHostOptions): (message: ToEngine) => void {
  const { port, engine, clock, speed, written } = options;
  const listsOf = createWatchedLists();
  const batches = createNoteBatches(clock, (notes) =>
    port.post({
      type: 'notes',
      notes,
      now: engine.now(),
      speed: speed(),
      written: written(),
    }),
  );
  engine.subscribe(batches.add);

  const close = async () => {
    engine.stop();
    batches.stop();
    await options.close();
    port.post({ type: 'closed' });
  };

  return (message) => {
    switch (message.type) {
      case 'start':
        engine.start();
        return;
      case 'stop':
        engine.stop();
        return;
      case 'close':
        void close();
        return;
      case 'watch':
        engine.send({ type: 'watch', viewer: message.viewer, requests: listsOf(message) });
        return;
      case 'command':
        engine.send(message.command);
        return;
      case 'store':
        options.storeCommand(message.command);
        return;
      case 'mfaCode':
        options.mfaCode(message.request, message.code);
        return;
      default:
        unknownType('A message to the engine', message);
    }
  };
}
