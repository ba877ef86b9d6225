// Malware scans of recovery points: those that follow backups by their rule, and those that callers start.
import type { ScanMode, ScanResultStatus, ScanState } from '@aws-sdk/client-backup';
import { type BackupFate, leavesPoint } from './backup-fate.ts';
import { createDice, type Dice, seedOf } from './dice.ts';
import type { Estate } from './estate.ts';
import type { ForcedEnding } from './forced-endings.ts';
import type { Mishap } from './mishap.ts';
import { longestDelayMs, longestLifeMs, type Series } from './timeline.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

export const scannableTypes: ReadonlySet<string> = new Set(['EBS', 'EC2', 'S3']);

export interface ScanFate {
  id: string;
  /** GuardDuty's own. */
  scanId: string;
  /** The point it scans, told as a backup that lies where the point does. */
  backup: BackupFate;
  mode: ScanMode;
  scannerRoleArn: string;
  /** Of an incremental scan: the point since which it looks for changes. */
  basePointArn?: string | undefined;
  /** Of a continuous point: the stretch of time it looks at. */
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

type End = Pick<ScanFate, 'outcome' | 'result' | 'message'>;

const endedAs = (outcome: keyof typeof sentences, result?: ScanResultStatus): End => ({
  outcome,
  result,
  message: sentences[outcome],
});

function endOf(dice: Dice): End {
  const roll = dice.next();
  const result = dice.chance(0.03) ? 'THREATS_FOUND' : 'NO_THREATS_FOUND';
  if (roll < 0.92) return endedAs('COMPLETED', result);
  if (roll < 0.96) return endedAs('COMPLETED_WITH_ISSUES', result);
  return endedAs(roll < 0.99 ? 'FAILED' : 'CANCELED');
}

const plantedEnd = ({ scan }: Mishap): End =>
  scan === 'COMPLETED_WITH_ISSUES'
    ? endedAs(scan, 'NO_THREATS_FOUND')
    : endedAs('COMPLETED', scan ?? 'NO_THREATS_FOUND');

interface ScanWish {
  backup: BackupFate;
  mode: ScanMode;
  scannerRoleArn: string;
  basePointArn?: string | undefined;
  span?: ScanFate['span'];
}

function scanFate(wish: ScanWish, createdAt: number, dice: Dice, end: (dice: Dice) => End): ScanFate {
  const startsAt = createdAt + dice.whole(15_000, 4 * minuteMs);
  return {
    ...wish,
    id: dice.uuid(),
    scanId: dice.hex(32),
    createdAt,
    startsAt,
    endsAt: startsAt + Math.round(dice.between(4, 55) * minuteMs),
    ...end(dice),
  };
}

/** A scan that a caller starts at `now`. */
export const scanByHand = (wish: ScanWish, now: number, serial: number): ScanFate =>
  scanFate(wish, now, createDice(seedOf('scan by hand', wish.backup.pointArn, now, serial)), () =>
    endedAs('COMPLETED', 'NO_THREATS_FOUND'),
  );

/** The scan that its rule asks for of a backup. */
export function scanOfBackup(backup: BackupFate, baseOf: (backup: BackupFate) => string | undefined): ScanFate[] {
  const wanted = backup.by?.rule.scan;
  if (!wanted || !leavesPoint(backup) || backup.parent || !wanted.types.includes(backup.resource.type)) return [];
  const dice = createDice(seedOf('scan', backup.id));
  const createdAt = backup.endsAt + dice.whole(20_000, 3 * minuteMs);
  const basePointArn = wanted.mode === 'INCREMENTAL_SCAN' ? baseOf(backup) : undefined;
  const mode = basePointArn === undefined ? 'FULL_SCAN' : wanted.mode;
  const { scannerRoleArn } = wanted;
  const span = backup.continuous ? { from: backup.endsAt - dayMs, to: backup.endsAt } : undefined;
  const end = ({ mishap }: BackupFate) => (mishap === undefined ? endOf : () => plantedEnd(mishap));
  return [scanFate({ backup, mode, scannerRoleArn, basePointArn, span }, createdAt, dice, end(backup))];
}

export const startedScans = ({ overlay }: Pick<Estate, 'overlay'>, region: string): Map<string, ScanFate> =>
  overlay.planSide.shelf<ScanFate>('scan-job', region);

/** Everything created from `from` up to, not including, `to`, in no order. */
export function scansBetween(estate: Estate, region: string, from: number, to: number): ScanFate[] {
  const { timeline } = estate;
  const scheduled = timeline
    .seriesIn(region)
    .filter(({ rule }) => rule.scan !== undefined)
    .flatMap((series) =>
      timeline
        .ofSeries(series, from - longestLifeMs - longestDelayMs, to)
        .flatMap((backup) => scanOfBackup(backup, (one) => pointBefore(one, series, estate))),
    );
  return [...scheduled, ...startedScans(estate, region).values()]
    .filter(({ createdAt }) => createdAt >= from && createdAt < to)
    .map((scan) => endedByForce(scan, estate));
}

/** The scans of one point, by its rule or by hand. */
export function scansOfPoint(estate: Estate, backup: BackupFate, pointArn: string, region: string): ScanFate[] {
  const series = estate.timeline.seriesIn(region).find(({ rule }) => rule.id === backup.by?.rule.id);
  const byRule = series && pointArn === backup.pointArn;
  return [
    ...(byRule ? scanOfBackup(backup, (one) => pointBefore(one, series, estate)) : []),
    ...[...startedScans(estate, region).values()].filter((scan) => scan.backup.pointArn === pointArn),
  ].map((scan) => endedByForce(scan, estate));
}

function pointBefore({ createdAt, resource }: BackupFate, series: Series, { timeline }: Estate): string | undefined {
  return timeline
    .ofSeries(series, createdAt - 2 * series.pieceMs, createdAt)
    .filter((other) => other.resource.arn === resource.arn && other.createdAt < createdAt && leavesPoint(other))
    .reduce<BackupFate | undefined>((best, one) => (best && best.createdAt > one.createdAt ? best : one), undefined)
    ?.pointArn;
}

function endedByForce(scan: ScanFate, { overlay }: Estate): ScanFate {
  const ending = overlay.endings.endingOf(scan.id);
  return ending === undefined ? scan : { ...scan, ...forcedEnd(ending), endsAt: ending.at };
}

function forcedEnd({ outcome, message }: ForcedEnding): End {
  const asked =
    outcome === 'THREATS_FOUND' ? endedAs('COMPLETED', outcome) : endedAs(asState(outcome), resultOf(outcome));
  return message === undefined ? asked : { ...asked, message };
}

const asState = (outcome: string): keyof typeof sentences =>
  Object.hasOwn(sentences, outcome) ? (outcome as keyof typeof sentences) : 'FAILED';
const resultOf = (outcome: string): ScanResultStatus | undefined =>
  outcome.startsWith('COMPLETED') ? 'NO_THREATS_FOUND' : undefined;

export function scanState({ createdAt, startsAt, endsAt, outcome }: ScanFate, now: number): ScanState | undefined {
  if (now < createdAt) return undefined;
  if (now >= endsAt) return outcome;
  return now < startsAt ? 'CREATED' : 'RUNNING';
}
