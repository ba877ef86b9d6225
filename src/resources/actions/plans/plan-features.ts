// Fields of a plan's form beyond its schedule and retention: a logically air-gapped target, archive, index and scans.
import type { BackupPlanInput, BackupRuleInput, Lifecycle, ScanSetting } from '@aws-sdk/client-backup';
import { parseArn, vaultNameOf } from '../../../domain/arn.ts';
import { airGappedType } from '../../../domain/vaults/lock.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { type AnyContext, type FormField, type FormValues, itemsOf, type Option, textOf } from '../../action.ts';
import { checkRetention, checkRole, words } from '../checks.ts';
import { given, textField, vaultsHere } from '../fields.ts';

const none = 'none';
const airGappedHere = (context: AnyContext): readonly Vault[] =>
  vaultsHere(context).filter(({ type }) => type === airGappedType);

/** The days come before this field in the form. */
function checkAirGapped(text: string, context: AnyContext): string | undefined {
  const { accountId, region } = context.scope;
  const arn = parseArn(text);
  if (arn?.service !== 'backup' || vaultNameOf(text) === '') return 'Enter the ARN of a logically air-gapped vault.';
  if (arn.region !== region || arn.accountId !== accountId)
    return `The vault must be in ${region} of account ${accountId}, as the plan is.`;
  const vaults = airGappedHere(context);
  const vault = vaults.find((one) => one.arn === text);
  if (vaults.length > 0 && !vault) return `There is no logically air-gapped vault ${vaultNameOf(text)} in ${region}.`;
  const days = textOf(context.values, 'delete-after');
  if (days === '') return 'A logically air-gapped vault requires "delete after" of each backup.';
  return checkRetention(Number(days), vault);
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html */
export const airGappedField: FormField = {
  id: 'air-gapped',
  label: 'Air-gapped vault',
  kind: 'pick',
  optional: true,
  hint: 'empty: none; the ARN of one in this Region',
  options: (context) => airGappedHere(context).map(({ arn, name }) => ({ value: arn, label: name })),
  check: checkAirGapped,
  preview: (text, { values }) =>
    text.trim() === ''
      ? []
      : [
          'fully managed types are backed up there directly; of others a recovery point',
          `stays in ${textOf(values, 'vault') || 'the vault'} until it is copied: DELETE_AFTER_COPY`,
        ],
};

export const archiveField: FormField = {
  id: 'archive',
  label: 'Archive EBS',
  kind: 'toggle',
  hint: 'EBS Snapshots Archive as cold storage, for plans that run monthly or less often',
};

/** The values of AWS's model, and the one that the rule already has. */
const withOwn = (options: readonly Option[], own: string): readonly Option[] =>
  own === '' || options.some(({ value }) => value === own) ? options : [...options, { value: own }];

export const indexField: FormField = {
  id: 'index',
  label: 'Index',
  kind: 'choice',
  hint: 'search in backups: AWS indexes one type for each rule',
  options: ({ values }) =>
    withOwn([{ value: none, label: 'no index' }, { value: 'EBS' }, { value: 'S3' }], textOf(values, 'index')),
};

export const scanField: FormField = {
  id: 'scan',
  label: 'Malware scan',
  kind: 'choice',
  hint: 'Amazon GuardDuty scans backups of EBS, EC2 and S3',
  options: ({ values }) =>
    withOwn(
      [
        { value: none, label: 'no scan' },
        { value: 'INCREMENTAL_SCAN', label: 'what changed' },
        { value: 'FULL_SCAN', label: 'everything' },
      ],
      textOf(values, 'scan'),
    ),
};

export const archiveValue = (lifecycle: Lifecycle | undefined): string =>
  String(lifecycle?.OptInToArchiveForSupportedResources ?? false);

export const featureValues = (rule: BackupRuleInput): FormValues => ({
  'air-gapped': rule.TargetLogicallyAirGappedBackupVaultArn ?? '',
  index: rule.IndexActions?.[0]?.ResourceTypes?.join(' ') || none,
  scan: rule.ScanActions?.[0]?.ScanMode ?? none,
});

/** `before`: the rule's own, of which other members stay. */
export function indexActions(before: BackupRuleInput['IndexActions'], values: FormValues): unknown {
  const type = textOf(values, 'index');
  return type === none ? undefined : [{ ...before?.[0], ResourceTypes: words(type) }];
}

export function scanActions(before: BackupRuleInput['ScanActions'], values: FormValues): unknown {
  const ScanMode = textOf(values, 'scan');
  return ScanMode === none ? undefined : [{ MalwareScanner: 'GUARDDUTY', ...before?.[0], ScanMode }];
}

const scans = (values: FormValues): boolean =>
  itemsOf(values, 'rules').some((rule) => ![none, ''].includes(textOf(rule, 'scan')));

const firstScan = (plan: BackupPlanInput | undefined): ScanSetting | undefined => plan?.ScanSettings?.[0];
const typesOf = (plan: BackupPlanInput | undefined): string => firstScan(plan)?.ResourceTypes?.join(' ') || 'ALL';
const roleOf = (plan: BackupPlanInput | undefined): string => firstScan(plan)?.ScannerRoleArn ?? '';

/** Types that AWS scans: https://docs.aws.amazon.com/aws-backup/latest/devguide/malware-protection.html */
const scanned = ['ALL', 'EBS', 'EC2', 'S3'];

/** Shown as soon as a rule scans: AWS refuses a scan without them. */
export const scanFields: readonly FormField[] = [
  textField('scan-types', 'Scan types', {
    visible: ({ values }) => scans(values),
    hint: 'ALL, or any of EBS EC2 S3',
    initial: ({ facts }) => typesOf(facts?.plan),
    check(text, { facts }) {
      const taken = [...scanned, ...words(typesOf(facts?.plan))];
      const wrong = words(text).find((word) => !taken.includes(word));
      return wrong === undefined
        ? undefined
        : `AWS does not scan ${wrong}: enter ALL, or any of ${scanned.slice(1).join(', ')}.`;
    },
  }),
  textField('scan-role', 'Scanner role', {
    visible: ({ values }) => scans(values),
    hint: 'the ARN of the role with which GuardDuty reads the backups',
    initial: ({ facts }) => roleOf(facts?.plan),
    check: checkRole,
  }),
];

/** The settings of the form; those of a plan whose rules do not scan stay as they are. */
export function scanSettings(values: FormValues, before: BackupPlanInput | undefined): Record<string, unknown> {
  const [first, ...others] = before?.ScanSettings ?? [];
  const [types, ScannerRoleArn] = [textOf(values, 'scan-types'), textOf(values, 'scan-role')];
  const isUnchanged = types === typesOf(before) && ScannerRoleArn === roleOf(before);
  if (!scans(values) || isUnchanged) return given('ScanSettings', before?.ScanSettings);
  const changed = { MalwareScanner: 'GUARDDUTY', ...first, ResourceTypes: words(types), ScannerRoleArn };
  return { ScanSettings: [changed, ...others] };
}
