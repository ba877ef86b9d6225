// Scans that callers start, and what scans have found in continuous points.
import type {
  GetPITRMalwareScanResultsInput,
  GetPITRMalwareScanResultsOutput,
  StartScanJobInput,
  StartScanJobOutput,
} from '@aws-sdk/client-backup';
import { pointAsBackup, type RecoveryPoint } from '../../estate/recovery-point.ts';
import { type ScanFate, scanByHand, scannableTypes, scansBetween, startedScans } from '../../estate/scan-fates.ts';
import { longestLifeMs } from '../../estate/timeline.ts';
import { invalidParameter, invalidRequest, limitExceeded } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { checkRole } from './plan-checks.ts';
import { checkScanMode, checkScanner } from './plan-scans.ts';
import { findPoint } from './recovery-points.ts';
import { endedScans } from './scan-jobs.ts';
import { required } from './vault-checks.ts';

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
  const scan = estate.overlay.planSide.replay(`StartScanJob ${region}`, input.IdempotencyToken, () => {
    const point = findPoint(vault, arn, call);
    checkScannable(point, call);
    const basePointArn = checkBase(input, point, call);
    const span = spanOf(point, input.ContinuousScanEndTime, call);
    const backup = pointAsBackup(point, roleArn);
    const started = scanByHand({ backup, mode, scannerRoleArn, basePointArn, span }, now, estate.overlay.nextSerial());
    startedScans(estate, region).set(started.id, started);
    return started;
  });
  return { ScanJobId: scan.id, CreationDate: new Date(scan.createdAt) };
}

function checkScannable({ arn, status, backup }: RecoveryPoint, { estate, region, now }: Call): void {
  const { type, arn: resource } = backup.resource;
  if (!scannableTypes.has(type)) throw invalidRequest(`Scanning is not supported for resource type ${type}.`);
  if (status !== 'COMPLETED' && status !== 'AVAILABLE') {
    throw invalidRequest(`Recovery point ${arn} cannot be scanned: it is ${status}.`);
  }
  const running = scansBetween(estate, region, now - longestLifeMs, now + 1).filter(({ endsAt }) => endsAt > now);
  if (running.length >= mostRunning) throw limitExceeded(`There are ${mostRunning} scan jobs running already.`);
  const ofResource = running.filter((scan) => scan.backup.resource.arn === resource);
  if (ofResource.length >= mostOfResource) {
    throw limitExceeded(`There are ${mostOfResource} scan jobs of resource ${resource} running already.`);
  }
}

function checkBase(input: StartScanJobInput, point: RecoveryPoint, call: Call): string | undefined {
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

const isContinuous = ({ backup, copy }: RecoveryPoint) => backup.continuous && copy === undefined;

function spanOf(point: RecoveryPoint, until: Date | undefined, { now }: Call): ScanFate['span'] {
  if (!isContinuous(point)) {
    if (until !== undefined) throw invalidParameter('ContinuousScanEndTime is for continuous recovery points only.');
    return undefined;
  }
  const to = until?.getTime() ?? now;
  checkInside(to, 'ContinuousScanEndTime', point, now);
  return { from: point.createdAt, to };
}

function checkInside(at: number, name: string, { arn, createdAt }: RecoveryPoint, now: number): void {
  if (at >= createdAt && at <= now) return;
  throw invalidParameter(`${name} is not within the time that recovery point ${arn} can restore.`);
}

/** What the latest scan found that looked at the asked moment. */
export function getPITRMalwareScanResults(
  input: GetPITRMalwareScanResultsInput,
  call: Call,
): GetPITRMalwareScanResultsOutput {
  const vault = required(input.BackupVaultName, 'BackupVaultName');
  const point = findPoint(vault, required(input.RecoveryPointArn, 'RecoveryPointArn'), call);
  checkScanner(input.MalwareScanner);
  const asked = required(input.ScanEndTime, 'ScanEndTime');
  if (!isContinuous(point)) throw invalidParameter(`Recovery point ${point.arn} is not a continuous recovery point.`);
  checkInside(asked.getTime(), 'ScanEndTime', point, call.now);
  const scan = endedScans(point, call).find(({ span }) => span && span.from <= +asked && +asked <= span.to);
  return {
    ScanEndTime: asked,
    ScanResult: { ScanResultStatus: scan?.result ?? 'UNKNOWN' },
    LastScanJobTime: scan && new Date(scan.endsAt),
    ScanId: scan?.scanId,
    ScanMode: scan?.mode,
  };
}
