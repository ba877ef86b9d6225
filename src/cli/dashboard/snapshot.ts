// `--once`, and the demo without a terminal: waits until every Region has answered or failed, writes, ends.
import type { WhereToLook } from '../../app/attention/unanswered.ts';
import { isWhole, type Summary, summarize } from '../../app/summary.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { createRuntime } from '../../runtime/create-runtime.ts';
import type { Runtime, View } from '../../runtime/runtime.ts';
import { toAscii } from '../../terminal/ascii-fallback.ts';
import { detectCapabilities } from '../../terminal/capabilities.ts';
import { exitCodes } from '../exit-codes.ts';
import type { World } from '../world.ts';
import type { DashboardArguments } from './arguments.ts';

/** A list that has not been answered by then is named as such. */
const patienceMs = 120_000;
const widthOfFiles = 120;

export async function writeSnapshot(args: DashboardArguments, world: World): Promise<number> {
  const { aws, place, origin } = world;
  const width = Math.min(widthOfFiles, process.stdout.columns || widthOfFiles);
  const runtime = createRuntime({
    ...{ ...place, aws, clock: systemClock },
    ...(origin ? { origin } : {}),
    attention: args.attention,
    cloudWatch: args.cloudWatch,
    size: { columns: width, rows: 50 },
    copy: () => {},
    repaint: () => {},
    quit: () => {},
  });
  runtime.start();
  try {
    await settled(runtime, systemClock);
    const view = runtime.view();
    await write(args.json ? asJson(view, place) : await asText(view, width));
    return hasAnswers(view) ? exitCodes.fine : exitCodes.failed;
  } finally {
    runtime.stop();
  }
}

function settled(runtime: Runtime, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.setTimeout(done, patienceMs);
    const unsubscribe = runtime.subscribe(() => isWhole(runtime.view().data) && done());
    function done() {
      cancel();
      unsubscribe();
      resolve();
    }
  });
}

/** Nothing at all from anywhere is a failure; one silent Region is told in the snapshot. */
const hasAnswers = (view: View): boolean =>
  view.data.scopes.length > 0 && summaryOf(view).regions.some(({ loadedAt, problem }) => loadedAt || !problem);

const summaryOf = ({ data, overview, attention }: View, where: WhereToLook = {}): Summary =>
  summarize(data, { overview: overview(data), attention: attention(data), where });

const asJson = (view: View, where: WhereToLook): string => `${JSON.stringify(summaryOf(view, where), null, 2)}\n`;

async function asText(view: View, width: number): Promise<string> {
  const { renderSnapshot } = await import('../../../components/snapshot.tsx');
  const text = `${renderSnapshot(view, width)}\n`;
  // A file or a pipe gets names as they are, whoever reads them; a terminal without UTF-8 would show something else.
  const { isTTY } = process.stdout;
  return isTTY && !detectCapabilities(process.env, process.stdout).unicode ? toAscii(text) : text;
}

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
