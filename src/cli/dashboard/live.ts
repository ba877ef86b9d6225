// The live dashboard on a terminal, which is restored after any error.
import type { ScreenWriter } from '../../terminal/output/screen-writer.ts';
import { reportFailure, ScreenFailure } from '../output/report-failure.ts';
import type { DashboardArguments } from './arguments.ts';
import type { LiveEngineThread } from './engine/remote-engine.ts';
import { runScreen } from './live-screen.ts';
import type { LiveOptions } from './screen-setup.ts';
import { type Children, createChildren } from './terminal/children.ts';
import { type End, watchForEnd } from './terminal/ending.ts';
import { openTerminal } from './terminal/live-terminal.ts';

/** The terminal is restored after any error while the screen is created, drawn or taken apart. */
export async function showLive(
  args: DashboardArguments,
  thread: LiveEngineThread,
  options: LiveOptions,
): Promise<number> {
  const terminal = openTerminal(args, process, options.debug?.written);
  const { stdin, writer } = terminal;
  const children = createChildren();
  const ending = watchForEnd(endings({ writer, children, ...options }));
  try {
    return await runScreen({ args, thread, options, terminal, ending, children });
  } catch (error) {
    throw new ScreenFailure(error, options.recentEvents.list());
  } finally {
    writer.close();
    await writer.flush();
    stdin.setRawMode(false);
    // Keys are no longer read; an incomplete screen must not keep the process alive for them.
    stdin.unref();
    ending.stopWatching();
  }
}

interface EndingsOptions extends Pick<LiveOptions, 'log' | 'recentEvents'> {
  readonly writer: Pick<ScreenWriter, 'close' | 'flush'>;
  readonly children: Pick<Children, 'kill'>;
}

/** How the process ends if leaving takes too long. */
function endings({ writer, children, log, recentEvents }: EndingsOptions) {
  const endNow = ({ code, error }: End) => {
    children.kill();
    process.stdin.setRawMode(false);
    if (error !== undefined) reportFailure(log, new ScreenFailure(error, recentEvents.list()));
    process.exit(code);
  };
  const overdue = (end: End) => {
    writer.close();
    void writer.flush().then(() => endNow(end));
  };
  return { endNow, overdue };
}
