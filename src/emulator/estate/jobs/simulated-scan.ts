// Simulated malware scans of recovery points: those that follow backups by their rule, and those that callers start.
import type { ScanMode, ScanResultStatus, ScanState } from '@aws-sdk/client-backup';
import { type Interval, longestDelayMs } from '../backup-timeline.ts';
import type { Estate } from '../estate.ts';
import type { ForcedEnding } from '../overlays/forced-endings.ts';
import type { EstatePoint } from '../points/estate-point.ts';
import { createRandom, type Random, seedOf } from '../random.ts';
import { longestJobMs, type RuleSeries } from '../timeline.ts';
import type { JobFault } from './job-fault.ts';
import { leavesPoint, type SimulatedBackup } from './simulated-backup.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export const scannableTypes: ReadonlySet<string> = new Set(['EBS', 'EC2', 'S3']);

export interface SimulatedScan {
  id: string;
  /** GuardDuty's id of the scan. */
  scanId: string;
  /** The scanned point as a backup in the vault of the point. */
  backup: SimulatedBackup;
  mode: ScanMode;
  scannerRoleArn: string;
  /** For an incremental scan: the recovery point that it compares with. */
  basePointArn?: string | undefined;
  /** For a continuous recovery point: the scanned time range. */
  span?: { from: number; to: number } | undefined;
  createdAt: number;
  startsAt: number;
  endsAt: number;
  outcome: Exclude<ScanState, 'CREATED' | 'RUNNING'>;
  result?: ScanResultStatus | undefined;
  message: string;
}

const sentences = {
  COMPLETED: 'An AWS Backup scan job was successful completed.',
  COMPLETED_WITH_ISSUES: 'Scan job partially completed. View more details in Amazon GuardDuty',
  CANCELED: 'Scan job was stopped by user.',
  FAILED: 'The scanner role does not have permission to read the recovery point.',
} as const;

type End = Pick<SimulatedScan, 'outcome' | 'result' | 'message'>;

const endedAs = (outcome: keyof typeof sentences, result?: ScanResultStatus): End => ({
  outcome,
  result,
  message: sentences[outcome],
});

function endOf(random: Random): End {
  const roll = random.next();
  const result = random.chance(0.03) ? 'THREATS_FOUND' : 'NO_THREATS_FOUND';
  if (roll < 0.92) return endedAs('COMPLETED', result);
  if (roll < 0.96) return endedAs('COMPLETED_WITH_ISSUES', result);
  return endedAs(roll < 0.99 ? 'FAILED' : 'CANCELED');
}

const plantedEnd = ({ scan }: JobFault): End =>
  scan === 'COMPLETED_WITH_ISSUES'
    ? endedAs(scan, 'NO_THREATS_FOUND')
    : endedAs('COMPLETED', scan ?? 'NO_THREATS_FOUND');

interface ScanRequest {
  backup: SimulatedBackup;
  mode: ScanMode;
  scannerRoleArn: string;
  basePointArn?: string | undefined;
  span?: SimulatedScan['span'];
}

/** The scan without its end. */
function simulateRun(request: ScanRequest, createdAt: number, random: Random): Omit<SimulatedScan, keyof End> {
  const startsAt = createdAt + random.whole(15_000, 4 * minuteMs);
  return {
    ...request,
    id: random.uuid(),
    scanId: random.hex(32),
    createdAt,
    startsAt,
    endsAt: startsAt + Math.round(random.between(4, 55) * minuteMs),
  };
}

/** The scan that a caller starts at `now`. */
export const manualScan = (request: ScanRequest, now: number, serial: number): SimulatedScan => ({
  ...simulateRun(request, now, createRandom(seedOf('scan by hand', request.backup.pointArn, now, serial))),
  ...endedAs('COMPLETED', 'NO_THREATS_FOUND'),
});

/** The scan that the backup's rule requests. */
export function scanOfBackup(
  backup: SimulatedBackup,
  baseOf: (backup: SimulatedBackup) => string | undefined,
): SimulatedScan[] {
  const wanted = backup.by?.rule.scan;
  if (!wanted || !leavesPoint(backup) || backup.parent || !wanted.types.includes(backup.resource.type)) return [];
  const random = createRandom(seedOf('scan', backup.id));
  const createdAt = backup.endsAt + random.whole(20_000, 3 * minuteMs);
  const basePointArn = wanted.mode === 'INCREMENTAL_SCAN' ? baseOf(backup) : undefined;
  const mode = basePointArn === undefined ? 'FULL_SCAN' : wanted.mode;
  const { scannerRoleArn } = wanted;
  const span = backup.continuous ? { from: backup.endsAt - dayMs, to: backup.endsAt } : undefined;
  const run = simulateRun({ backup, mode, scannerRoleArn, basePointArn, span }, createdAt, random);
  return [{ ...run, ...(backup.jobFault === undefined ? endOf(random) : plantedEnd(backup.jobFault)) }];
}

export const startedScans = ({ overlay }: Pick<Estate, 'overlay'>, region: string): Map<string, SimulatedScan> =>
  overlay.planOverlay.collection<SimulatedScan>('scan-job', region);

/** All scans created from `from` (inclusive) to `to` (exclusive), unsorted. */
export function scansBetween(estate: Estate, region: string, { from, to }: Interval): SimulatedScan[] {
  const { timeline } = estate;
  const scheduled = timeline
    .seriesIn(region)
    .filter(({ rule }) => rule.scan !== undefined)
    .flatMap((series) =>
      timeline
        .ofSeries(series, from - longestJobMs - longestDelayMs, to)
        .flatMap((backup) => scanOfBackup(backup, (candidate) => pointBefore(candidate, series, estate))),
    );
  return [...scheduled, ...startedScans(estate, region).values()]
    .filter(({ createdAt }) => createdAt >= from && createdAt < to)
    .map((scan) => endedByForce(scan, estate));
}

/** The scans of one recovery point, by its rule or by callers. */
export function scansOfPoint(
  estate: Estate,
  { backup, arn, region }: Pick<EstatePoint, 'backup' | 'arn' | 'region'>,
): SimulatedScan[] {
  const series = estate.timeline.seriesIn(region).find(({ rule }) => rule.id === backup.by?.rule.id);
  const byRule = series && arn === backup.pointArn;
  return [
    ...(byRule ? scanOfBackup(backup, (candidate) => pointBefore(candidate, series, estate)) : []),
    ...[...startedScans(estate, region).values()].filter((scan) => scan.backup.pointArn === arn),
  ].map((scan) => endedByForce(scan, estate));
}

function pointBefore(
  { createdAt, resource }: SimulatedBackup,
  series: RuleSeries,
  { timeline }: Estate,
): string | undefined {
  return timeline
    .ofSeries(series, createdAt - 2 * series.pieceMs, createdAt)
    .filter((other) => other.resource.arn === resource.arn && other.createdAt < createdAt && leavesPoint(other))
    .reduce<SimulatedBackup | undefined>(
      (best, candidate) => (best && best.createdAt > candidate.createdAt ? best : candidate),
      undefined,
    )?.pointArn;
}

function endedByForce(scan: SimulatedScan, { overlay }: Estate): SimulatedScan {
  const ending = overlay.endings.endingOf(scan.id);
  return ending === undefined ? scan : { ...scan, ...forcedEnd(ending), endsAt: ending.at };
}

function forcedEnd({ outcome, message }: ForcedEnding): End {
  const requested =
    outcome === 'THREATS_FOUND' ? endedAs('COMPLETED', outcome) : endedAs(asState(outcome), resultOf(outcome));
  return message === undefined ? requested : { ...requested, message };
}

const asState = (outcome: string): keyof typeof sentences =>
  Object.hasOwn(sentences, outcome) ? (outcome as keyof typeof sentences) : 'FAILED';
const resultOf = (outcome: string): ScanResultStatus | undefined =>
  outcome.startsWith('COMPLETED') ? 'NO_THREATS_FOUND' : undefined;

export function scanState({ createdAt, startsAt, endsAt, outcome }: SimulatedScan, now: number): ScanState | undefined {
  if (now < createdAt) return undefined;
  if (now >= endsAt) return outcome;
  return now < startsAt ? 'CREATED' : 'RUNNING';
}
