// Malware scans that a plan's rules request:
// https://docs.aws.amazon.com/aws-backup/latest/devguide/malware-protection.html
import {
  type BackupRule,
  type BackupRuleInput,
  MalwareScanner,
  ScanMode,
  type ScanSetting,
} from '@aws-sdk/client-backup';
import { scannableTypes } from '../../estate/jobs/simulated-scan.ts';
import type { ScanSpec } from '../../estate/spec.ts';
import { invalidParameter } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { checkRole } from './plan-checks.ts';

export function checkScanner(scanner: string | undefined): void {
  const name = required(scanner, 'MalwareScanner');
  if (!Object.hasOwn(MalwareScanner, name)) throw invalidParameter(`Invalid malware scanner: ${name}.`);
}

export function checkScanMode(mode: string | undefined): ScanMode {
  const name = required(mode, 'ScanMode');
  if (!Object.hasOwn(ScanMode, name)) throw invalidParameter(`Invalid scan mode: ${name}.`);
  return name as ScanMode;
}

export function checkScans(rules: readonly BackupRuleInput[], settings: readonly ScanSetting[] = []): void {
  for (const { MalwareScanner, ScannerRoleArn, ResourceTypes } of settings) {
    checkScanner(MalwareScanner);
    checkRole(ScannerRoleArn, 'ScannerRoleArn');
    const unsupported = (ResourceTypes ?? []).find((type) => type !== 'ALL' && !scannableTypes.has(type));
    if (unsupported !== undefined)
      throw invalidParameter(`Scanning is not supported for resource type ${unsupported}.`);
  }
  for (const { RuleName, ScanActions = [] } of rules) {
    for (const { MalwareScanner, ScanMode } of ScanActions) {
      checkScanner(MalwareScanner);
      checkScanMode(ScanMode);
      if (settings.length === 0) throw invalidParameter(`Rule ${RuleName} scans, but the plan has no ScanSettings.`);
    }
  }
}

export function toScanSpec({ ScanActions = [] }: BackupRule, settings: ScanSetting[] = []): ScanSpec | undefined {
  const [action] = ScanActions;
  const [setting] = settings;
  if (action?.ScanMode === undefined || setting === undefined) return undefined;
  const requested = setting.ResourceTypes ?? ['ALL'];
  return {
    mode: action.ScanMode,
    types: requested.includes('ALL') ? [...scannableTypes] : requested,
    scannerRoleArn: setting.ScannerRoleArn ?? '',
  };
}
