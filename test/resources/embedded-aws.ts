// Resources requested through the real clients, from the embedded AWS at a fixed time.

import {
  AssociateBackupVaultMpaApprovalTeamCommand,
  type BackupClient,
  CreateFrameworkCommand,
  CreateLegalHoldCommand,
  CreateReportPlanCommand,
  CreateRestoreAccessBackupVaultCommand,
  CreateTieringConfigurationCommand,
  ListBackupVaultsCommand,
  ListRecoveryPointsByBackupVaultCommand,
  StartReportJobCommand,
} from '@aws-sdk/client-backup';
import { afterAll, beforeAll } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { CreateBackupAccessPointCommand } from '../../src/aws/declared/backup.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { EstateSize } from '../../src/emulator/estate/organization.ts';
import { type Emulator, type Fault, startEmulator } from '../../src/emulator/server.ts';
import type { Clock } from '../../src/lib/clock.ts';
import type { DerivedId } from '../../src/resources/derived/derived.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource, Params, RequestCalls, RequestContext } from '../../src/resources/resource.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { dataOf } from '../components/fixtures.ts';
import { clientsOf } from '../emulator/clients.ts';
import { type EvaluatedData, evaluateData } from '../support/evaluated.ts';
import { type HeldAnswer, heldReads } from '../support/plain-rows.ts';

/** Thursday noon. */
export const noon = Date.UTC(2026, 0, 15, 12);
export const accountId = '123456789012';
export const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const;

export const scopeOf = (region: string): Scope => ({ accountId, region, connection: '' });

/** The clock advances with each reading, so that no budget waits, and no timer ever comes due. */
function createHurriedClock(from: number): Clock {
  let now = from;
  return { now: () => (now += 60_000), setTimeout: () => () => {} };
}

export interface EmbeddedAws {
  ask(region: string, params?: Params, now?: number): RequestContext;
  /** All rows of a Region, requested once. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  rows(resource: AnyResource, region: string): Promise<any[]>;
  /** What the screen knows after all responses for the attention list. */
  answered(): Promise<Data>;
  /** Operations served since the last time, in order. */
  served(): string[];
  setFaults(faults: Fault[]): void;
  /** The identity-based policy of the caller; undefined: everything is allowed. */
  setPolicy(document: unknown): void;
  /** What the policy refused since the last time, by actions. */
  refused(): string[];
  readonly url: string;
  /** Lets time pass in the embedded AWS. */
  advance(ms: number): Promise<unknown>;
}

/** Opens the newest snapshot of a bucket for reading. */
async function openBucket(backup: ReturnType<typeof clientsOf>['backup'], vaults: readonly string[]): Promise<void> {
  const lists = await Promise.all(
    vaults.map((BackupVaultName) =>
      backup.send(new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName, ByResourceType: 'S3' })),
    ),
  );
  const points = lists.flatMap(({ RecoveryPoints = [] }) => RecoveryPoints);
  const RecoveryPointArn = points.find(({ Status }) => Status === 'COMPLETED')?.RecoveryPointArn ?? '';
  await backup.send(new CreateBackupAccessPointCommand({ Name: 'a-look', RecoveryPointArn }) as never);
}

/** What AWS sets up is ready after this time. */
const settleMs = 300_000;

/** Another vault through which an air-gapped one can be restored from, where there is one. */
async function giveAccess(backup: BackupClient): Promise<void> {
  const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
  const vault = BackupVaultList.find(({ VaultType }) => VaultType === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT');
  if (vault === undefined) return;
  const MpaApprovalTeamArn = `arn:aws:mpa:us-east-1:${accountId}:approval-team/backup-approvers`;
  const { BackupVaultName, BackupVaultArn: SourceBackupVaultArn } = vault;
  await backup.send(new AssociateBackupVaultMpaApprovalTeamCommand({ BackupVaultName, MpaApprovalTeamArn }));
  await backup.send(new CreateRestoreAccessBackupVaultCommand({ SourceBackupVaultArn, BackupVaultName: 'recovery' }));
}

/** Puts one of each thing there that the estate has none of by itself, in every Region. */
async function furnish(emulator: Emulator): Promise<void> {
  const places = regions.map((region) => clientsOf(emulator, region).backup);
  const inAll = (send: (backup: (typeof places)[number]) => Promise<unknown>) => Promise.all(places.map(send));
  await inAll(async (backup) => {
    const vaults = await backup.send(new ListBackupVaultsCommand({}));
    const vault = vaults.BackupVaultList?.find(({ NumberOfRecoveryPoints }) => NumberOfRecoveryPoints);
    await openBucket(
      backup,
      (vaults.BackupVaultList ?? []).flatMap(({ BackupVaultName }) => BackupVaultName ?? []),
    );
    await backup.send(
      new CreateLegalHoldCommand({
        Title: 'case 7',
        Description: 'subpoena',
        RecoveryPointSelection: { VaultNames: [vault?.BackupVaultName ?? ''] },
      }),
    );
    await backup.send(
      new CreateFrameworkCommand({ FrameworkName: 'ours', FrameworkControls: [{ ControlName: control }] }),
    );
    await backup.send(
      new CreateReportPlanCommand({
        ReportPlanName: 'nightly',
        ReportDeliveryChannel: { S3BucketName: 'reports', Formats: ['CSV'] },
        ReportSetting: { ReportTemplate: 'BACKUP_JOB_REPORT' },
      }),
    );
    await backup.send(
      new CreateTieringConfigurationCommand({
        TieringConfiguration: {
          TieringConfigurationName: 'cheaper',
          BackupVaultName: vault?.BackupVaultName,
          ResourceSelection: [{ ResourceType: 'S3', Resources: ['*'], TieringDownSettingsInDays: 90 }],
        },
      }),
    );
  });
  await inAll(giveAccess);
  await moveClock(emulator, settleMs - 60_000);
  await inAll((backup) => backup.send(new StartReportJobCommand({ ReportPlanName: 'nightly' })));
  await moveClock(emulator, 60_000);
}

const control = 'BACKUP_RECOVERY_POINT_ENCRYPTED';

const moveClock = (emulator: Emulator, ms: number) =>
  fetch(`${emulator.url}/_vaultop/clock`, { method: 'POST', body: JSON.stringify({ advanceSeconds: ms / 1_000 }) });

export interface EmbeddedAwsOptions {
  /** Has one of each thing that the estate lacks. */
  readonly furnished?: boolean;
  /** Epoch ms. */
  readonly startedAt?: number;
  readonly estate?: EstateSize;
  readonly write?: boolean;
  /** The Regions of `answered`. */
  readonly answering?: readonly string[];
}

interface OwnAws extends EmbeddedAws {
  open(): Promise<void>;
  close(): Promise<void>;
}

/** One embedded AWS for all tests of a file. */
export function withEmbeddedAws(options: EmbeddedAwsOptions = {}): EmbeddedAws {
  const own = createEmbeddedAws(options);
  beforeAll(own.open);
  afterAll(own.close);
  return own;
}

type ReadAws = Pick<EmbeddedAws, 'ask' | 'rows' | 'answered'>;

/** By the options. */
const shared = new Map<string, { readonly aws: OwnAws; readonly opened: Promise<void> }>();

/** One embedded AWS for all files of a worker that only read it: their rows are requested once. It ends with the worker. */
export function withSharedAws(options: EmbeddedAwsOptions = {}): ReadAws {
  const key = JSON.stringify(options);
  let known = shared.get(key);
  if (known === undefined) {
    const aws = createEmbeddedAws(options);
    known = { aws, opened: aws.open() };
    shared.set(key, known);
  }
  const { aws, opened } = known;
  beforeAll(() => opened);
  return aws;
}

function createEmbeddedAws(options: EmbeddedAwsOptions): OwnAws {
  const { furnished = false, startedAt = noon, answering = regions, estate = 'small', write = false } = options;
  let emulator: Emulator;
  let aws: Aws;
  let seen = 0;
  let seenForPolicy = 0;
  const never = new AbortController().signal;
  // biome-ignore lint/suspicious/noExplicitAny: see EmbeddedAws
  const listed = new Map<string, Promise<any[]>>();
  const callsTo = (scope: Scope): RequestCalls => ({
    call: (service, operation, input) => aws.call(scope, { service, operation, input }, { signal: never }),
    pages: (service, operation, input) => aws.pages(scope, { service, operation, input }, { signal: never }),
  });
  const ask = (region: string, params: Params = {}, now = startedAt): RequestContext => ({
    scope: scopeOf(region),
    params,
    now,
    isWhole: () => true,
    ...callsTo(scopeOf(region)),
    callsWith: ({ scope = scopeOf(region) }) => callsTo(scope),
  });
  const open = async () => {
    emulator = await startEmulator({ now: furnished ? startedAt - settleMs : startedAt, account: accountId, estate });
    if (furnished) await furnish(emulator);
    aws = createAws({
      connections: [
        {
          id: '',
          endpointUrl: emulator.url,
          credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'none' },
          write,
        },
      ],
      clock: createHurriedClock(startedAt),
      env: {},
    });
  };
  const close = async () => {
    aws.close();
    await emulator.close();
  };
  const rows = (resource: AnyResource, region: string) => {
    const key = `${resource.id} ${region}`;
    // Nothing of AWS is in such a list.
    if (resource.derivedFrom?.length === 0) return Promise.resolve([]);
    const found =
      listed.get(key) ?? (resource.derivedFrom ? derivedRows(resource, region) : rowsOf(resource, ask(region)));
    listed.set(key, found);
    return found;
  };
  let evaluated: Promise<EvaluatedData> | undefined;
  const derivedRows = async (resource: AnyResource, region: string) => {
    evaluated ??= answered().then((known) => evaluateData(known));
    return [...(await evaluated).rows(resource.id as DerivedId, scopeOf(region))];
  };
  let data: Promise<Data> | undefined;
  /** What the screen would know after all responses for the attention list, from everywhere. */
  const answered = (): Promise<Data> => {
    data ??= responsesOf({ sources: attentionSources, regions: answering, now: startedAt }, rows);
    return data;
  };
  return {
    open,
    close,
    ask,
    rows,
    answered,
    served() {
      const operations = emulator.calls.slice(seen).map(({ operation }) => operation ?? '');
      seen = emulator.calls.length;
      return operations;
    },
    setFaults: (faults) => emulator.setFaults(faults),
    setPolicy: (document) => emulator.setPolicy(document),
    refused() {
      const calls = emulator.calls.slice(seenForPolicy);
      seenForPolicy = emulator.calls.length;
      const refusal = /no identity-based policy allows the (\S+) action/;
      return [...new Set(calls.flatMap(({ error }) => refusal.exec(error?.message ?? '')?.[1] ?? []))];
    },
    get url() {
      return emulator.url;
    },
    advance: (ms) => moveClock(emulator, ms),
  };
}

interface Answering {
  readonly sources: readonly ResourceId[];
  readonly regions: readonly string[];
  readonly now: number;
}

async function responsesOf({ sources, regions, now }: Answering, rowsIn: EmbeddedAws['rows']): Promise<Data> {
  const snapshots = new Map<string, HeldAnswer>();
  for (const id of sources) {
    for (const region of regions) {
      const rows = await rowsIn(resources[id], region);
      const keyed = new Map(rows.map((row) => [resources[id].key(row), row]));
      snapshots.set(`${id} ${region}`, { rows: keyed, version: 1, loadedAt: now });
    }
  }
  return {
    ...dataOf({ rows: {} }),
    now,
    scopes: regions.map(scopeOf),
    regions,
    ...heldReads(({ resource, scope }) => snapshots.get(`${resource} ${scope.region}`)),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export async function collect(pages: AsyncGenerator<any[]>): Promise<any[]> {
  const rows = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

export const rowsOf = (resource: AnyResource, ask: RequestContext) => collect(resource.list(ask));

/** An SDK output of the shape, for responses that the embedded AWS never sends. */
export function askAnswering(responses: Readonly<Record<string, unknown>>, params: Params = {}): RequestContext {
  const response = (operation: string) => {
    const found = responses[operation];
    if (found === undefined) throw new Error(`${operation} was not expected`);
    if (found instanceof Error) throw found;
    return found as never;
  };
  const calls: RequestCalls = {
    call: async (_service, operation) => response(operation),
    async *pages(_service, operation) {
      yield response(operation);
    },
  };
  return {
    scope: scopeOf('eu-west-1'),
    params,
    now: noon,
    isWhole: () => true,
    ...calls,
    callsWith: () => calls,
  };
}
