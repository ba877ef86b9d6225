// The moment of a continuous recovery point: the field of a restore, and of an access point.
import { restoreWindow } from '../../../domain/restore/restore-window.ts';
import { isContinuous } from '../../../domain/vaults/point-status.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { AnyContext, FormField } from '../../action.ts';
import { checkTime, timeLines } from './restore-time.ts';

/** Epoch ms: the last moment that AWS has. */
export const latestMoment = (row: RecoveryPoint, now: number): number => restoreWindow(row, now).to;

/** A time within the window, or 'latest'; by default visible for continuous recovery points only. */
export const momentField = (label: string, visible: (context: AnyContext) => boolean = ofContinuous): FormField => ({
  id: 'time',
  label,
  kind: 'time',
  words: ['latest'],
  hint: 'latest, 3h ago, 2026-01-15 12:00Z, yesterday 23:59 Berlin',
  visible,
  initial: () => 'latest',
  check: checkTime,
  preview: (_, context) => timeLines(context),
});

const ofContinuous = ({ row }: AnyContext): boolean => row !== undefined && isContinuous(row);
