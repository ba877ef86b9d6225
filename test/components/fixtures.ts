// A small fixture: responses of three Regions, and a runtime without polls.

import { toDocumentResponse } from '../../src/app/detail/detail-view.ts';
import { noActing } from '../../src/app/forms/run.ts';
import type { Rows, RowsOf } from '../../src/app/list/rows.ts';
import { createOverview } from '../../src/app/overview/overview-view.ts';
import type { AnySnapshot, AttentionReads, Data } from '../../src/app/state/data.ts';
import type { AppEvent, Effect } from '../../src/app/state/events.ts';
import { type PollRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import { initialState } from '../../src/app/state/state.ts';
import { update } from '../../src/app/state/update.ts';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import type { AttentionLine } from '../../src/domain/attention/findings/attention-line.ts';
import { type LineRow, worstFirst } from '../../src/domain/attention/findings/line-row.ts';
import type { Severity } from '../../src/domain/attention/findings/severity.ts';
import type { Audit } from '../../src/domain/audits/audit.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource } from '../../src/resources/resource.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import type { Runtime, View } from '../../src/runtime/runtime.ts';
import { dayOfRows } from '../support/day-of-rows.ts';
import { plainRows, readsOf } from '../support/plain-rows.ts';

export const now = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;

export const scope = (region: string, accountId = '111122223333'): Scope => ({ accountId, region, connection: '' });
export const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const;

export const vault = (name: string, region: string, more: Partial<Vault> = {}): Vault => ({
  scope: scope(region),
  name,
  arn: `arn:aws:backup:${region}:111122223333:backup-vault:${name}`,
  type: 'BACKUP_VAULT',
  pointCount: 128,
  locked: false,
  ...more,
});

export const job = (id: string, region: string, more: Partial<Job> = {}): Job => ({
  kind: 'backup',
  id,
  scope: scope(region),
  state: 'COMPLETED',
  resourceArn: `arn:aws:ec2:${region}:111122223333:volume/vol-${id}`,
  resourceName: `vol-${id}`,
  resourceType: 'EBS',
  vaultName: 'prod-main',
  vaultArn: `arn:aws:backup:${region}:111122223333:backup-vault:prod-main`,
  createdAt: now - 40 * minute,
  startedAt: now - 30 * minute,
  completedAt: now - 5 * minute,
  sizeBytes: 8 * 1024 ** 3,
  isParent: false,
  ...more,
});

const { completedAt: _, ...unfinished } = job('unfinished', 'us-east-1');

export const runningJob = (id: string, region: string, more: Partial<Job> = {}): Job => ({
  ...unfinished,
  id,
  scope: scope(region),
  resourceName: `db-${id}`,
  resourceType: 'RDS',
  state: 'RUNNING',
  percent: 42.5,
  transferredBytes: 4 * 1024 ** 3,
  ...more,
});

export const audit = (name: string, region: string, more: Partial<Audit> = {}): Audit => ({
  scope: scope(region),
  id: `${region}-${name}`,
  name,
  at: now - 12 * minute,
  actor: 'alice',
  readOnly: false,
  byService: false,
  risk: 'none',
  target: 'prod-main',
  touched: {},
  record: '{}',
  ...more,
});

export const trouble = (subject: string, region: string, more: Partial<AttentionLine> = {}): AttentionLine => ({
  id: `${region}/backup/${subject}`,
  kind: 'failed-run',
  severity: 'warning',
  scope: scope(region),
  subject,
  text: `${subject}: last run of Daily FAILED: AWS refused access`,
  since: now - 5 * minute,
  evidence: { list: 'backup-jobs', params: { id: 'bad' }, scope: scope(region) },
  ...more,
});

/** The same as the store has it: its sentence is made when it is drawn. */
export const troubleRow = (subject: string, region: string, more: Partial<LineRow> = {}): LineRow =>
  ({
    id: `backup/${subject}`,
    kind: 'failed-run',
    severity: 'warning',
    scope: scope(region),
    subject,
    since: now - 5 * minute,
    evidence: { list: 'backup-jobs', params: { id: 'bad' } },
    run: { state: 'failed', ruleName: 'Daily', end: { kind: 'backup', state: 'FAILED', startedAt: now - 6 * minute } },
    message: 'You are not authorized to perform this operation.',
    muted: false,
    ...more,
  }) as LineRow;

export const denied: AwsProblem = {
  kind: 'denied',
  message: 'backup:ListBackupJobs is denied in eu-west-1.',
  nextStep: 'ask for the permission backup:ListBackupJobs, or use another --profile',
  retryable: false,
};

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources
type AnyRow = any;

export interface World {
  readonly rows: Partial<Record<ResourceId, readonly AnyRow[]>>;
  readonly failing?: Readonly<Record<string, AwsProblem>>;
  /** What the document behind any row is. */
  readonly document?: unknown;
  readonly data?: Partial<Data>;
  /** Lines that the config file hides. */
  readonly muted?: number;
}

export const smallWorld: World = {
  rows: {
    vaults: [
      vault('prod-main', 'us-east-1', { locked: true, lockDate: now - 1 }),
      vault('prod-copies', 'eu-west-1', { locked: true, lockDate: now + 3 * 86_400_000 }),
      vault('dev', 'ap-southeast-2'),
    ],
    'backup-jobs': [
      runningJob('r1', 'us-east-1'),
      job('ok', 'us-east-1'),
      job('bad', 'ap-southeast-2', { state: 'FAILED', message: 'Insufficient privileges to create a snapshot' }),
    ],
    'copy-jobs': [runningJob('c1', 'us-east-1', { kind: 'copy', resourceName: 'orders', percent: 99 })],
    'restore-jobs': [runningJob('s1', 'eu-west-1', { kind: 'restore', state: 'PENDING', resourceName: 'photos' })],
    audits: [
      audit('StartBackupJob', 'us-east-1', { actor: 'AWS Backup', byService: true }),
      audit('DeleteRecoveryPoint', 'eu-west-1', { risk: 'critical', riskReason: 'a point is gone' }),
    ],
    attention: [troubleRow('vol-bad', 'ap-southeast-2')],
  },
};

export function dataOf({ rows, failing = {}, document, muted = 0, data = {} }: World): Data {
  const snapshots = new Map<string, AnySnapshot>();
  const rowsIn = ({ resource, scope: { region } }: Pick<PollRequest, 'resource' | 'scope'>): readonly AnyRow[] =>
    failing[region] ? [] : (rows[resource] ?? []).filter((row) => row.scope.region === region);
  const response = (question: PollRequest): AnySnapshot => {
    const { region } = question.scope;
    const failure = failing[region];
    if (failure) {
      return { version: 1, failure: { problem: failure, since: now, attempts: 1, retryAt: now } };
    }
    if (question.kind === 'document') {
      const known = document === undefined ? {} : { document: toDocumentResponse(document) };
      return { version: 1, loadedAt: now - 2_000, ...known };
    }
    const resource: AnyResource = resources[question.resource];
    const lacks = rowsIn(question).map((row) => resource.lacks?.(row));
    const lacking = lacks.find((words) => words !== undefined);
    return { version: 1, loadedAt: now - 2_000, ...(lacking === undefined ? {} : { lacks: lacking }) };
  };
  return {
    now,
    localNow: now,
    version: 1,
    scopes: regions.map((region) => scope(region)),
    regions,
    identity: { accountId: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/Operator/alice' },
    knownRegions: [],
    accounts: new Map(),
    connections: [],
    isListingAccounts: false,
    profiles: [],
    contexts: [],
    reaches: () => true,
    callsPerMinute: 12,
    dollarsPerDay: 0.29,
    cloudWatch: true,
    acting: noActing,
    attention: attentionOf(rows.attention ?? [], muted),
    origin: 'demo',
    ...readsOf((question) => ((data.snapshot ?? snapshot)(question)?.loadedAt === undefined ? [] : rowsIn(question))),
    snapshot,
    ...data,
  };

  function snapshot(question: PollRequest): AnySnapshot {
    const key = `${question.kind} ${question.resource} ${question.scope.region}`;
    const known = snapshots.get(key) ?? response(question);
    snapshots.set(key, known);
    return known;
  }
}

function attentionOf(all: readonly LineRow[], muted: number): AttentionReads {
  const rowsIn = ({ scopes }: Data) => all.filter((row) => scopes.some(({ region }) => region === row.scope.region));
  return {
    counts(data) {
      const count = (severity: Severity) => rowsIn(data).filter((row) => row.severity === severity).length;
      return {
        critical: count('critical'),
        warning: count('warning'),
        notice: count('notice'),
        muted,
        acknowledged: 0,
      };
    },
    rows: (data) => worstFirst(rowsIn(data), data.now),
  };
}

export interface HandRuntime extends Runtime {
  readonly effects: readonly Effect[];
  readonly events: readonly AppEvent[];
  /** The state that the runtime would have, and the time. */
  learn(data: Partial<Data>): void;
}

/** A screen looks at the same rows for each key, and a world has up to 20,000: they change with its data alone. */
function rememberedRows(): RowsOf {
  const known = new WeakMap<Data, Map<string, Rows>>();
  return (request, data) => {
    const { resource, requests, filter, sort } = request;
    const ofData = known.get(data) ?? new Map<string, Rows>();
    known.set(data, ofData);
    const name = JSON.stringify([resource.id, requests.map(requestKey), filter, sort]);
    const rows = ofData.get(name) ?? plainRows(request, data);
    ofData.set(name, rows);
    return rows;
  };
}

export function handRuntime(world: World, columns = 80, rows = 24): HandRuntime {
  const rowsOf = rememberedRows();
  const overviewOf = createOverview(rowsOf, dayOfRows());
  const overview: View['overview'] = (data) => overviewOf(data, view.state.screens[0].sorts);
  const listeners = new Set<() => void>();
  const effects: Effect[] = [];
  const events: AppEvent[] = [];
  let view: View = { state: initialState({ columns, rows }), data: dataOf(world), rowsOf, overview };
  return {
    effects,
    events,
    view: () => view,
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    dispatch(event) {
      events.push(event);
      const step = update(view.state, event, view);
      effects.push(...step.effects);
      if (step.state === view.state) return;
      view = { ...view, state: step.state };
      for (const changed of [...listeners]) changed();
    },
    learn(data) {
      view = { ...view, data: { ...view.data, ...data } };
      for (const changed of [...listeners]) changed();
    },
    configure() {},
    savedStart: () => undefined,
    start() {},
    stop() {},
  };
}
