// `--once`, and the demo without a terminal: waits until every Region has responded or failed, prints, and ends.
import type { WhereToLook } from '../../app/attention/unanswered.ts';
import { isWhole, summarize } from '../../app/overview/summary.ts';
import type { Summary } from '../../app/overview/summary-shape.ts';
import type { Data } from '../../app/state/data.ts';
import { everywhere } from '../../app/state/lists/list-requests.ts';
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import type { ScreenSettings } from '../../app/state/settings.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { createRuntime } from '../../runtime/create-runtime.ts';
import type { Runtime, View } from '../../runtime/runtime.ts';
import { openTemporaryStore } from '../open-program-store.ts';
import { inLocale } from '../options/in-locale.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print } from '../output/output.ts';
import type { World } from '../world.ts';
import type { DashboardArguments } from './arguments.ts';

/** A list without a response after this time is named in the output. */
const patienceMs = 120_000;
const widthOfFiles = 120;

export interface SnapshotWorld extends World {
  /** With `--at` or other identities: the store that is read. */
  readonly store?: ProgramStore;
  readonly settings?: ScreenSettings;
  readonly otherIdentities?: readonly string[];
}

export async function writeSnapshot(args: DashboardArguments, world: SnapshotWorld): Promise<number> {
  const { aws, place, origin } = world;
  const width = Math.min(widthOfFiles, process.stdout.columns || widthOfFiles);
  const store = world.store ?? openTemporaryStore(aws.now);
  const runtime = createRuntime({
    store,
    ...place,
    aws,
    clock: systemClock,
    ...(origin ? { origin } : {}),
    attention: args.attention,
    cloudWatch: args.cloudWatch,
    otherIdentities: world.otherIdentities,
    size: { columns: width, rows: 50 },
    ...(args.at === undefined ? {} : { firstTime: args.at, isStoreOnly: true }),
    ...(world.settings ? { settings: world.settings } : {}),
    copy: () => {},
    repaint: () => {},
    quit: () => {},
  });
  runtime.start();
  try {
    await settled(runtime, store, systemClock);
    const view = runtime.view();
    await print(args.json ? asJson(view, place) : await asText(view, width));
    return hasResponses(view) ? exitCodes.fine : exitCodes.failed;
  } finally {
    runtime.stop();
    await store.close();
  }
}

function settled(runtime: Runtime, store: ProgramStore, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.setTimeout(done, patienceMs);
    const unsubscribe = runtime.subscribe(() => hasAllRows(runtime.view(), store) && done());
    function done() {
      cancel();
      unsubscribe();
      resolve();
    }
  });
}

/**
 * Whether every list has a response or a refusal, and the evaluation is complete. Without a signed-in connection there
 * are no rows.
 */
export function hasAllRows({ data, overview }: View, { evaluation }: Pick<ProgramStore, 'evaluation'>): boolean {
  if (!isWhole(data)) return false;
  if (!data.past) evaluation.finish?.();
  return data.scopes.length === 0 || (isAnswered(everywhere('attention', data), data) && !overview(data).isBehind);
}

const isAnswered = (requests: readonly ListRequest[], data: Data): boolean =>
  requests.every((request) => {
    const { loadedAt, failure } = data.snapshot(request) ?? {};
    return loadedAt !== undefined || failure !== undefined;
  });

/** No response at all is a failure; a single Region without one is shown in the snapshot. */
const hasResponses = (view: View): boolean =>
  view.data.scopes.length > 0 && summaryOf(view).regions.some(({ loadedAt, problem }) => loadedAt || !problem);

const summaryOf = ({ data, overview }: View, where: WhereToLook = {}): Summary =>
  summarize(data, { overview: overview(data), where });

const asJson = (view: View, where: WhereToLook): string => `${jsonText(summaryOf(view, where), 2)}\n`;

async function asText(view: View, width: number): Promise<string> {
  const { renderSnapshot } = await import('../../../components/screens/snapshot.tsx');
  return inLocale(`${renderSnapshot(view, width)}\n`);
}
