// The live screen: terminal, runtime and React put together, and taken apart again whatever happens.
import { systemClock } from '../../lib/clock.ts';
import { createRuntime } from '../../runtime/create-runtime.ts';
import { createActionLog } from '../../storage/action-log.ts';
import { detectCapabilities } from '../../terminal/capabilities.ts';
import { copySequence } from '../../terminal/clipboard.ts';
import { createScreenWriter, type ScreenWriter } from '../../terminal/screen-writer.ts';
import { hearStatusReplies } from '../../terminal/status-replies.ts';
import { stateFile } from '../places.ts';
import type { World } from '../world.ts';
import type { DashboardArguments } from './arguments.ts';
import { watchForEnd } from './ending.ts';
import { watchJobControl } from './job-control.ts';

export async function showLive(args: DashboardArguments, world: World): Promise<number> {
  const { stdin, stdout } = process;
  const capabilities = detectCapabilities(process.env, stdout);
  const writer = createScreenWriter({ stdout, capabilities, pacing: { clock: systemClock } });
  const ending = watchForEnd();
  const jobs = watchJobControl({
    async leave() {
      await writer.answered();
      writer.suspend();
      stdin.setRawMode(false);
    },
    comeBack() {
      stdin.setRawMode(true);
      writer.resume();
    },
  });
  // Before anything is drawn: what is typed ahead must not be echoed into the screen.
  stdin.setRawMode(true);
  writer.open();
  const runtime = createRuntime({
    ...{ ...world.place, aws: world.aws, clock: systemClock },
    ...(world.origin ? { origin: world.origin } : {}),
    giveMfaCode: world.mfa.give,
    cloudWatch: args.cloudWatch,
    size: { columns: stdout.columns, rows: stdout.rows },
    copy: (text) => copy(text, writer, capabilities.multiplexer),
    repaint: () => writer.repaint(),
    suspend: jobs.suspend,
    quit: () => ending.end({ code: 0 }),
    actionLog: createActionLog(stateFile('actions.jsonl')),
    dryRun: args.dryRun,
  });
  const { mountScreen } = await import('../../../components/mount.tsx');
  const look = { unicode: capabilities.unicode, color: capabilities.colors > 0 };
  const screen = mountScreen({
    runtime,
    stdout: writer.stdout,
    look,
    failed: (error) => ending.end({ code: 1, error }),
  });
  const stopHearing = hearStatusReplies(stdin, writer.acknowledged);
  runtime.start();
  try {
    const { code, error } = await ending.reached;
    if (error !== undefined) throw error;
    return code;
  } finally {
    runtime.stop();
    jobs.stopWatching();
    await writer.answered();
    stopHearing();
    screen.unmount();
    writer.close();
    await writer.flush();
    stdin.setRawMode(false);
    ending.stopWatching();
  }
}

function copy(text: string, writer: ScreenWriter, multiplexer: 'none' | 'tmux' | 'screen'): void {
  const sequence = copySequence(text, { multiplexer });
  if (sequence) writer.writeRaw(sequence);
}
