// The whole screen behind the writer on a terminal of its own, with every byte that would be sent.
import { EventEmitter } from 'node:events';
import { mountScreen } from '../../components/mount.tsx';
import type { TerminalCapabilities } from '../../src/terminal/capabilities.ts';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { type HandRuntime, handRuntime, type World } from '../components/fixtures.ts';
import { createFakeTty, xtermCapabilities } from '../terminal/fake-tty.ts';
import { createReplay, type Replay } from '../terminal/terminal-replay.ts';

export interface AppOnTerminal {
  readonly runtime: HandRuntime;
  readonly shown: Replay;
  readonly firstFrameBytes: number;
  /** The number of frames that Ink has drawn. */
  frames(): number;
  /** The number of bytes that were written when the result of `act` is drawn. */
  bytesOf(act: () => void): Promise<number>;
  press(...keys: readonly string[]): Promise<number>;
  close(): void;
}

interface Options {
  readonly columns?: number;
  readonly rows?: number;
  readonly capabilities?: TerminalCapabilities;
}

export async function appOnTerminal(world: World, options: Options = {}): Promise<AppOnTerminal> {
  const { columns = 200, rows = 50, capabilities = xtermCapabilities } = options;
  const tty = createFakeTty(columns, rows);
  const writer = createScreenWriter({ stdout: tty, capabilities });
  const shown = createReplay(columns, rows);
  const runtime = handRuntime(world, columns, rows);
  let frames = 0;
  writer.open();
  const screen = mountScreen({
    runtime,
    stdout: writer.stdout,
    stdin: silentStdin(),
    look: { unicode: capabilities.unicode, color: capabilities.colors > 0 },
    onFrame: () => {
      frames += 1;
    },
    failed: (error) => {
      throw error;
    },
  });
  const bytesOf = async (act: () => void): Promise<number> => {
    const before = writer.bytesWritten;
    act();
    await screen.drawn();
    shown.write(tty.taken());
    return writer.bytesWritten - before;
  };
  await bytesOf(() => {});
  const firstFrameBytes = writer.bytesWritten;
  return {
    runtime,
    shown,
    firstFrameBytes,
    frames: () => frames,
    bytesOf,
    async press(...keys) {
      let bytes = 0;
      for (const key of keys) bytes += await bytesOf(() => runtime.dispatch({ type: 'key', key }));
      return bytes;
    },
    close() {
      screen.unmount();
      writer.close();
    },
  };
}

function silentStdin(): NodeJS.ReadStream {
  const nothing = () => stdin;
  const methods = {
    setRawMode: nothing,
    setEncoding: nothing,
    resume: nothing,
    pause: nothing,
    ref: nothing,
    unref: nothing,
  };
  const stdin = Object.assign(new EventEmitter(), { isTTY: true, read: () => null, ...methods });
  return stdin as unknown as NodeJS.ReadStream;
}
