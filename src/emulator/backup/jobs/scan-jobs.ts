// Malware scan jobs of recovery points.
import {
  type DescribeScanJobInput,
  type DescribeScanJobOutput,
  type ListScanJobsInput,
  type ListScanJobsOutput,
  MalwareScanner,
  type RecoveryPointByBackupVault,
  type ScanJob,
  type ScanJobCreator,
  type ScanJobState,
  ScanResourceType,
  type ScanResult,
  ScanResultStatus,
  ScanState,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import { type SimulatedScan, scanState, scansBetween, scansOfPoint } from '../../estate/jobs/simulated-scan.ts';
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import type { Call } from '../../protocols/service.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { findNewest, pageNewestFirst } from '../newest-first-page.ts';
import { required } from '../parameter-checks.ts';
import { isWithin, passes, toDate } from '../shared-shapes.ts';
import { checkState, jobWindow, requestedEstates, wholeHistory } from './job-window.ts';

const completedAt = ({ endsAt }: SimulatedScan, now: number) => (endsAt <= now ? endsAt : undefined);
const resultOf = (scan: SimulatedScan, now: number) => (scan.endsAt <= now ? scan.result : undefined);

export function listScanJobs(input: ListScanJobsInput, call: Call): ListScanJobsOutput {
  const { region, now } = call;
  checkState(input.ByState, ScanState);
  checkState(input.ByScanResultStatus, ScanResultStatus);
  checkState(input.ByMalwareScanner, MalwareScanner);
  checkState(input.ByResourceType, ScanResourceType);
  const estates = requestedEstates(input.ByAccountId, call);
  const { items, nextToken } = pageNewestFirst(
    {
      ...jobWindow(input, input.ByState, now),
      fetch: (from, to) => estates.flatMap((estate) => scansBetween(estate, region, { from, to })),
      isMatch: (scan) => isMatch(input, scan, now),
      timeOf: ({ createdAt }) => createdAt,
      idOf: ({ id }) => id,
    },
    input,
  );
  return { ScanJobs: items.map((scan) => toScanJob(scan, now)), NextToken: nextToken };
}

function isMatch(input: ListScanJobsInput, scan: SimulatedScan, now: number): boolean {
  const { backup } = scan;
  return (
    passes(input.ByState, scanState(scan, now)) &&
    passes(input.ByScanResultStatus, resultOf(scan, now)) &&
    passes(input.ByBackupVaultName, backup.vault) &&
    passes(input.ByRecoveryPointArn, backup.pointArn) &&
    passes(input.ByResourceArn, backup.resource.arn) &&
    passes(input.ByResourceType, backup.resource.type) &&
    isWithin(completedAt(scan, now), input.ByCompleteAfter, input.ByCompleteBefore)
  );
}

/** Absent for a scan that a caller started. */
function creatorOf({ backup: { by } }: SimulatedScan): ScanJobCreator | undefined {
  return (
    by && {
      BackupPlanArn: by.plan.arn,
      BackupPlanId: by.plan.id,
      BackupPlanVersion: by.plan.versionId,
      BackupRuleId: by.rule.id,
    }
  );
}

function toScanJob(scan: SimulatedScan, now: number): ScanJob {
  const { backup, span } = scan;
  const result = resultOf(scan, now);
  return {
    AccountId: backup.account,
    BackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    BackupVaultName: backup.vault,
    CompletionDate: toDate(completedAt(scan, now)),
    ContinuousScanStartTime: toDate(span?.from),
    ContinuousScanEndTime: toDate(span?.to),
    CreatedBy: creatorOf(scan),
    CreationDate: toDate(scan.createdAt),
    IamRoleArn: backup.roleArn,
    MalwareScanner: 'GUARDDUTY',
    RecoveryPointArn: backup.pointArn,
    ResourceArn: backup.resource.arn,
    ResourceName: backup.resource.name,
    ResourceType: backup.resource.type as ScanResourceType,
    ScanBaseRecoveryPointArn: scan.basePointArn,
    ScanId: scan.startsAt <= now ? scan.scanId : undefined,
    ScanJobId: scan.id,
    ScanMode: scan.mode,
    ScanResult: result && { ScanResultStatus: result },
    ScannerRoleArn: scan.scannerRoleArn,
    State: scanState(scan, now),
    StatusMessage: scan.endsAt <= now ? scan.message : undefined,
  };
}

export function describeScanJob({ ScanJobId }: DescribeScanJobInput, call: Call): DescribeScanJobOutput {
  const wanted = required(ScanJobId, 'ScanJobId').toLowerCase();
  const history = {
    ...wholeHistory(call.now),
    fetch: (from: number, to: number) => scansBetween(call.estate, call.region, { from, to }),
  };
  const scan = findNewest(history, ({ id }) => id === wanted);
  if (scan === undefined) throw resourceNotFound(`Scan job ${ScanJobId} does not exist.`);
  const { State, ...job } = toScanJob(scan, call.now);
  return { ...job, State };
}

/** The ended scans of a recovery point, latest first. */
export const endedScans = (point: EstatePoint, { estate, now }: Call): SimulatedScan[] =>
  scansOfPoint(estate, point)
    .filter(({ endsAt }) => endsAt <= now)
    .sort((a, b) => b.endsAt - a.endsAt);

const findingsOf = ({ result }: SimulatedScan) => (result === 'THREATS_FOUND' ? (['MALWARE'] as const) : undefined);

export function scanResults(point: EstatePoint, call: Call): ScanResult[] | undefined {
  const scans = endedScans(point, call);
  if (scans.length === 0) return undefined;
  return scans.slice(0, 1).map((scan) => ({
    MalwareScanner: 'GUARDDUTY',
    ScanJobState: scan.outcome as ScanJobState,
    LastScanTimestamp: new Date(scan.endsAt),
    Findings: findingsOf(scan)?.slice(),
  }));
}

export function aggregatedScan(
  point: EstatePoint,
  call: Call,
): RecoveryPointByBackupVault['AggregatedScanResult'] | undefined {
  const [latest] = endedScans(point, call);
  return (
    latest && {
      FailedScan: latest.outcome === 'FAILED',
      Findings: findingsOf(latest)?.slice(),
      LastComputed: new Date(latest.endsAt),
    }
  );
}
