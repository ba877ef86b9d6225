// The same estate in each kind of output: on the live screen, with `--once`, with `check`.

import { renderSnapshot } from '../../components/screens/snapshot.tsx';
import { attentionLines, isAttentionPartial } from '../../src/app/attention/attention-reads.ts';
import { areFindingsSettled } from '../../src/app/attention/unanswered.ts';
import { summarize, toFinding } from '../../src/app/overview/summary.ts';
import type { FindingSummary, Summary } from '../../src/app/overview/summary-shape.ts';
import { listRows } from '../../src/app/state/context.ts';
import type { AttentionCount } from '../../src/app/state/data.ts';
import { isCounted } from '../../src/app/state/lists/gaps.ts';
import { everywhere } from '../../src/app/state/lists/list-requests.ts';
import { currentScreen } from '../../src/app/state/state.ts';
import { type Connection, createAws } from '../../src/aws/aws.ts';
import { hasAllRows } from '../../src/cli/dashboard/snapshot.ts';
import { type LineRow, lineOf } from '../../src/domain/attention/findings/line-row.ts';
import { type AttentionSettings, noSettings } from '../../src/domain/attention/settings.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { type Clock, systemClock } from '../../src/lib/clock.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import type { Runtime, View } from '../../src/runtime/runtime.ts';
import { openMemoryStore } from './memory-store.ts';

export interface Place {
  readonly emulator: Emulator;
  readonly regions: readonly string[];
  /** Epoch ms of the clock. */
  readonly at: number;
  /** With `--org`: a role in each account, and the jobs of all accounts in one list. */
  readonly organization?: boolean;
  /** With `--org`: only the lists of the whole organization. */
  readonly withoutRoles?: boolean;
  /** Objectives and mutes. */
  readonly attention?: AttentionSettings;
}

const base = ({ emulator }: Place): Connection => ({
  id: 'base',
  endpointUrl: emulator.url,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** AWS's rates are waited for, a hundred times shorter; no call ends because of them. */
const hurry = 100;
const scaledCadence = (begun: number): Clock => ({
  now: () => begun + (Date.now() - begun) * hurry,
  setTimeout: (task, ms) => systemClock.setTimeout(task, ms / hurry),
});
const timeouts = {
  connectMs: 60_000,
  requestMs: 60_000,
  callMs: 60_000 * hurry,
};

function open(place: Place, isWatched: boolean) {
  const { regions, at, organization = false, emulator, attention = noSettings } = place;
  // A command sees one moment; a live screen is evaluated again after time has passed.
  const begun = Date.now();
  const clock = {
    ...systemClock,
    now: () => (isWatched ? at + Date.now() - begun : at),
  };
  const connection = base(place);
  const aws = createAws({
    connections: [connection],
    clock: scaledCadence(begun),
    rates: 'unlimited',
    timeouts,
    env: {},
  });
  const roleArn = 'arn:aws:iam::*:role/BackupReader';
  const role = {
    id: roleArn,
    roleArn,
    source: 'base',
    endpointUrl: emulator.url,
  };
  const roles = place.withoutRoles ? {} : { roles: { role, include: [], exclude: [] } };
  const members = organization ? { organization, ...roles } : {};
  const store = openMemoryStore(aws.now, isWatched ? clock : undefined);
  const runtime = createRuntime({
    aws,
    clock,
    connections: [connection],
    regions,
    ...members,
    attention,
    cloudWatch: false,
    size: { columns: 120, rows: 40 },
    copy: () => {},
    repaint: () => {},
    quit: () => {},
    store,
  });
  const close = () => {
    runtime.stop();
    void store.close();
    aws.close();
  };
  return { runtime, store, close };
}

/** Resolves once the view matches. */
function until(runtime: Runtime, fits: (view: View) => boolean): Promise<View> {
  return new Promise((found) => {
    let isFound = false;
    const look = () => {
      // A look that was scheduled before may come after the runtime has been closed.
      if (isFound || !fits(runtime.view())) return;
      isFound = true;
      unsubscribe();
      found(runtime.view());
    };
    const unsubscribe = runtime.subscribe(() => setImmediate(look));
    look();
  });
}

async function once<Seen>(place: Place, see: (view: View) => Seen): Promise<Seen> {
  const { runtime, store, close } = open(place, false);
  try {
    runtime.start();
    return see(await until(runtime, (view) => hasAllRows(view, store)));
  } finally {
    close();
  }
}

export interface OnceLook {
  readonly summary: Summary;
  readonly text: string;
}

export const lookOnce = (place: Place): Promise<OnceLook> =>
  once(place, (view) => {
    const { data, overview } = view;
    return {
      summary: summarize(data, { overview: overview(data) }),
      text: renderSnapshot(view, 120),
    };
  });

export const lookByCheck = (place: Place): Promise<readonly FindingSummary[]> =>
  once(place, ({ data }) => attentionLines(data).map(toFinding));

export interface ScreenLook {
  /** In the panel of the overview. */
  readonly panel: readonly FindingSummary[];
  /** In the list that `:attention` opens. */
  readonly list: readonly FindingSummary[];
  /** In the header. */
  readonly counts: AttentionCount & { readonly isPartial: boolean };
}

/** The screen after everything has arrived. */
export async function lookAtScreen(place: Place): Promise<ScreenLook> {
  const { runtime, store, close } = open(place, true);
  try {
    runtime.start();
    runtime.dispatch({
      type: 'listRequested',
      resource: 'attention',
      params: {},
    });
    await until(runtime, (view) => areFindingsSettled(view.data) && isWholeList(view, store, 'attention'));
    const { data, overview } = runtime.view();
    const toFindings = (rows: Iterable<unknown>) => [...rows].map((row) => toFinding(lineOf(row as LineRow, data.now)));
    return {
      panel: toFindings(overview(data).panels.attention.rows),
      list: toFindings(rowsOf(runtime.view())),
      counts: { ...data.attention.counts(data), isPartial: isAttentionPartial(data) },
    };
  } finally {
    close();
  }
}

/** The rows of a derived list, from the lists of the organization alone if there is one. */
export async function lookAtList(place: Place, list: ResourceId): Promise<readonly unknown[]> {
  const { runtime, store, close } = open({ ...place, withoutRoles: true }, true);
  try {
    runtime.start();
    runtime.dispatch({ type: 'listRequested', resource: list, params: {} });
    await until(runtime, (view) => areFindingsSettled(view.data) && isWholeList(view, store, list));
    return [...rowsOf(runtime.view())];
  } finally {
    close();
  }
}

function rowsOf(view: View) {
  const screen = currentScreen(view.state);
  if (screen.kind !== 'list') throw new Error('The attention list is not open.');
  return listRows(screen, view).rows;
}

/** The list was evaluated after the last of its sources had arrived. */
function isWholeList(view: View, { evaluation }: ProgramStore, list: ResourceId): boolean {
  const { data, overview } = view;
  const screen = currentScreen(view.state);
  const isBehind = overview(data).isBehind || (screen.kind === 'list' && listRows(screen, view).isBehind);
  return isCounted(everywhere(list, data), data) && evaluation.upTo() >= evaluation.position() && !isBehind;
}
