// Scan jobs that callers start, and scan results of continuous recovery points.
import type {
  GetPITRMalwareScanResultsInput,
  GetPITRMalwareScanResultsOutput,
  StartScanJobInput,
  StartScanJobOutput,
} from '@aws-sdk/client-backup';
import {
  manualScan,
  type SimulatedScan,
  scannableTypes,
  scansBetween,
  startedScans,
} from '../../estate/jobs/simulated-scan.ts';
import { type EstatePoint, pointAsBackup } from '../../estate/points/estate-point.ts';
import { longestJobMs } from '../../estate/timeline.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidRequest, limitExceeded } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { checkRole } from '../plans/plan-checks.ts';
import { checkScanMode, checkScanner } from '../plans/plan-scans.ts';
import { findPoint } from '../points/recovery-points.ts';
import { endedScans } from './scan-jobs.ts';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html */
const mostRunning = 150;
const mostOfResource = 5;

export function startScanJob(input: StartScanJobInput, call: Call): StartScanJobOutput {
  const { estate, region, now } = call;
  const vault = required(input.BackupVaultName, 'BackupVaultName');
  const arn = required(input.RecoveryPointArn, 'RecoveryPointArn');
  const roleArn = checkRole(input.IamRoleArn);
  const scannerRoleArn = checkRole(input.ScannerRoleArn, 'ScannerRoleArn');
  checkScanner(input.MalwareScanner);
  const mode = checkScanMode(input.ScanMode);
  const scan = estate.overlay.planOverlay.replay(`StartScanJob ${region}`, input.IdempotencyToken, () => {
    const point = findPoint(vault, arn, call);
    checkScannable(point, call);
    const basePointArn = checkBase(input, point, call);
    const span = spanOf(point, input.ContinuousScanEndTime, call);
    const backup = pointAsBackup(point, roleArn);
    const started = manualScan({ backup, mode, scannerRoleArn, basePointArn, span }, now, estate.overlay.nextSerial());
    startedScans(estate, region).set(started.id, started);
    return started;
  });
  return { ScanJobId: scan.id, CreationDate: new Date(scan.createdAt) };
}

function checkScannable({ arn, status, backup }: EstatePoint, { estate, region, now }: Call): void {
  const { type, arn: resource } = backup.resource;
  if (!scannableTypes.has(type)) throw invalidRequest(`Scanning is not supported for resource type ${type}.`);
  if (status !== 'COMPLETED' && status !== 'AVAILABLE') {
    throw invalidRequest(`Recovery point ${arn} cannot be scanned: it is ${status}.`);
  }
  const running = scansBetween(estate, region, { from: now - longestJobMs, to: now + 1 }).filter(
    ({ endsAt }) => endsAt > now,
  );
  if (running.length >= mostRunning) throw limitExceeded(`There are ${mostRunning} scan jobs running already.`);
  const ofResource = running.filter((scan) => scan.backup.resource.arn === resource);
  if (ofResource.length >= mostOfResource) {
    throw limitExceeded(`There are ${mostOfResource} scan jobs of resource ${resource} running already.`);
  }
}

function checkBase(input: StartScanJobInput, point: EstatePoint, call: Call): string | undefined {
  const base = input.ScanBaseRecoveryPointArn;
  if (input.ScanMode === 'FULL_SCAN') {
    if (base !== undefined) throw invalidParameter('ScanBaseRecoveryPointArn is for incremental scans only.');
    return undefined;
  }
  if (isContinuous(point) && base === undefined) return undefined;
  const earlier = findPoint(point.vault, required(base, 'ScanBaseRecoveryPointArn'), call);
  if (earlier.backup.resource.arn !== point.backup.resource.arn) {
    throw invalidParameter(`Recovery point ${base} is of another resource than ${point.arn}.`);
  }
  if (earlier.createdAt >= point.createdAt) {
    throw invalidParameter(`Recovery point ${base} was not created before ${point.arn}.`);
  }
  return base;
}

const isContinuous = ({ backup, copy }: EstatePoint) => backup.continuous && copy === undefined;

function spanOf(point: EstatePoint, until: Date | undefined, call: Call): SimulatedScan['span'] {
  if (!isContinuous(point)) {
    if (until !== undefined) throw invalidParameter('ContinuousScanEndTime is for continuous recovery points only.');
    return undefined;
  }
  const to = until?.getTime() ?? call.now;
  if (!canRestore(point, to, call)) throw cannotRestore(point, 'ContinuousScanEndTime');
  return { from: point.createdAt, to };
}

/** Whether a continuous recovery point can restore the data of the moment. */
const canRestore = ({ createdAt }: EstatePoint, at: number, { now }: Call) => at >= createdAt && at <= now;

const cannotRestore = ({ arn }: EstatePoint, name: string) =>
  invalidParameter(`${name} is not within the time that recovery point ${arn} can restore.`);

/** The result of the latest scan that covers the requested moment. */
export function getPITRMalwareScanResults(
  input: GetPITRMalwareScanResultsInput,
  call: Call,
): GetPITRMalwareScanResultsOutput {
  const vault = required(input.BackupVaultName, 'BackupVaultName');
  const point = findPoint(vault, required(input.RecoveryPointArn, 'RecoveryPointArn'), call);
  checkScanner(input.MalwareScanner);
  const requested = required(input.ScanEndTime, 'ScanEndTime');
  if (!isContinuous(point)) throw invalidParameter(`Recovery point ${point.arn} is not a continuous recovery point.`);
  if (!canRestore(point, requested.getTime(), call)) throw cannotRestore(point, 'ScanEndTime');
  const scan = endedScans(point, call).find(({ span }) => span && span.from <= +requested && +requested <= span.to);
  return {
    ScanEndTime: requested,
    ScanResult: { ScanResultStatus: scan?.result ?? 'UNKNOWN' },
    LastScanJobTime: scan && new Date(scan.endsAt),
    ScanId: scan?.scanId,
    ScanMode: scan?.mode,
  };
}
