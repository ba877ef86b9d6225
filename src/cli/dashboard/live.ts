// The live screen: terminal, runtime and React put together, and taken apart again whatever happens.
import { systemClock } from '../../lib/clock.ts';
import { createRuntime } from '../../runtime/create-runtime.ts';
import { detectCapabilities } from '../../terminal/capabilities.ts';
import { copySequence } from '../../terminal/clipboard.ts';
import { createScreenWriter, type ScreenWriter } from '../../terminal/screen-writer.ts';
import type { World } from '../world.ts';
import type { DashboardArguments } from './arguments.ts';
import { watchForEnd } from './ending.ts';

export async function showLive(args: DashboardArguments, world: World): Promise<number> {
  const capabilities = detectCapabilities(process.env, process.stdout);
  const writer = createScreenWriter({ stdout: process.stdout, capabilities });
  const ending = watchForEnd();
  // Before anything is drawn: what is typed ahead must not be echoed into the screen.
  process.stdin.setRawMode(true);
  writer.open();
  const runtime = createRuntime({
    ...{ aws: world.aws, connection: world.connection, regions: world.regions, clock: systemClock },
    ...(world.origin ? { origin: world.origin } : {}),
    allRegions: args.allRegions,
    cloudWatch: args.cloudWatch,
    size: { columns: process.stdout.columns, rows: process.stdout.rows },
    copy: (text) => copy(text, writer, capabilities.multiplexer),
    repaint: () => writer.repaint(),
    quit: () => ending.end({ code: 0 }),
  });
  const { mountScreen } = await import('../../../components/mount.tsx');
  const look = { unicode: capabilities.unicode, color: capabilities.colors > 0 };
  const screen = mountScreen({
    runtime,
    stdout: writer.stdout,
    look,
    failed: (error) => ending.end({ code: 1, error }),
  });
  runtime.start();
  try {
    const { code, error } = await ending.reached;
    if (error !== undefined) throw error;
    return code;
  } finally {
    runtime.stop();
    screen.unmount();
    writer.close();
    await writer.flush();
    process.stdin.setRawMode(false);
    ending.stopWatching();
  }
}

function copy(text: string, writer: ScreenWriter, multiplexer: 'none' | 'tmux' | 'screen'): void {
  const sequence = copySequence(text, { multiplexer });
  if (sequence) writer.writeRaw(sequence);
}
