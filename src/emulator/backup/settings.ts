import type {
  DescribeGlobalSettingsOutput,
  DescribeRegionSettingsOutput,
  GetSupportedResourceTypesOutput,
  UpdateGlobalSettingsInput,
  UpdateRegionSettingsInput,
} from '@aws-sdk/client-backup';
import type { Call } from '../protocols/service.ts';
import { invalidParameter, invalidRequest, missingParameter } from '../wire/aws-error.ts';
import { flag, mapOf, operation, struct } from '../wire/own-schema.ts';
import { required } from './parameter-checks.ts';

/** All resource types of AWS Backup, and whether the account has opted in. Some names contain spaces. */
const defaultOptIns: Record<string, boolean> = {
  Aurora: true,
  CloudFormation: true,
  DSQL: true,
  DocumentDB: true,
  DynamoDB: true,
  EBS: true,
  EC2: true,
  EFS: true,
  EKS: false,
  FSx: true,
  Neptune: true,
  RDS: true,
  Redshift: true,
  'Redshift Serverless': false,
  S3: true,
  'SAP HANA on Amazon EC2': false,
  'Storage Gateway': true,
  Timestream: false,
  VirtualMachine: true,
};

export const getSupportedResourceTypes = (): GetSupportedResourceTypesOutput => ({
  ResourceTypes: Object.keys(defaultOptIns),
});

/** AWS: so far DynamoDB alone has incremental backups by opt-in. */
const defaultIncremental: Record<string, boolean> = { DynamoDB: false };

const settings = struct({
  ResourceTypeOptInPreference: mapOf(flag),
  ResourceTypeManagementPreference: mapOf(flag),
  ResourceTypeOptInIncremental: mapOf(flag),
});

/** With the opt-in to incremental backups, which the installed client does not have. */
export const settingsSchemas = {
  DescribeRegionSettings$: operation(
    'DescribeRegionSettings',
    { method: 'GET', path: '/account-settings', status: 200 },
    { input: struct({}), output: settings },
  ),
  UpdateRegionSettings$: operation(
    'UpdateRegionSettings',
    { method: 'PUT', path: '/account-settings', status: 200 },
    { input: settings, output: 'unit' },
  ),
};

interface Incremental {
  ResourceTypeOptInIncremental?: Record<string, boolean>;
}

const defaultManaged: Record<string, boolean> = { CloudFormation: true, DSQL: true, DynamoDB: true, EFS: true };

export function describeRegionSettings(
  _input: object,
  { estate, region }: Call,
): DescribeRegionSettingsOutput & Incremental {
  const changes = estate.overlay.vaultOverlay.settings.changesIn(region);
  return {
    ResourceTypeOptInPreference: Object.assign({}, defaultOptIns, ...changes.map(({ optIns }) => optIns)),
    ResourceTypeManagementPreference: Object.assign({}, defaultManaged, ...changes.map(({ managed }) => managed)),
    ResourceTypeOptInIncremental: Object.assign({}, defaultIncremental, ...changes.map((one) => one.incremental)),
  };
}

function checkTypes(wanted: Record<string, boolean>, known: Record<string, boolean>, name: string): void {
  const unknown = Object.keys(wanted).find((type) => !Object.hasOwn(known, type));
  if (unknown !== undefined) throw invalidParameter(`Resource type ${unknown} is not valid in ${name}.`);
}

/** Schedules skip an opted-out type from now on, without a message. */
export function updateRegionSettings(
  input: UpdateRegionSettingsInput & Incremental,
  { estate, region, now }: Call,
): object {
  const { ResourceTypeOptInPreference: optIns, ResourceTypeManagementPreference: managed } = input;
  const { ResourceTypeOptInIncremental: incremental } = input;
  if (optIns === undefined && managed === undefined && incremental === undefined) {
    throw missingParameter('ResourceTypeOptInPreference or ResourceTypeManagementPreference is required.');
  }
  checkTypes(optIns ?? {}, defaultOptIns, 'ResourceTypeOptInPreference');
  checkTypes(managed ?? {}, defaultManaged, 'ResourceTypeManagementPreference');
  checkTypes(incremental ?? {}, defaultIncremental, 'ResourceTypeOptInIncremental');
  const change = { at: now, optIns: { ...optIns }, managed: { ...managed }, incremental: { ...incremental } };
  estate.overlay.vaultOverlay.settings.changeRegion(region, change);
  return {};
}

const dayMs = 86_400_000;
const defaultGlobalSettings: Record<string, string> = {
  isCrossAccountBackupEnabled: 'true',
  isMpaEnabled: 'false',
  isDelegatedAdministratorEnabled: 'false',
};

export function describeGlobalSettings(_input: object, { estate, now }: Call): DescribeGlobalSettingsOutput {
  const changed = estate.overlay.vaultOverlay.settings.global();
  return {
    GlobalSettings: { ...defaultGlobalSettings, ...changed?.values },
    LastUpdateTime: new Date(changed?.at ?? Math.floor(now / dayMs) * dayMs - 200 * dayMs),
  };
}

export function updateGlobalSettings(input: UpdateGlobalSettingsInput, { estate, account, now }: Call): object {
  const wanted = required(input.GlobalSettings, 'GlobalSettings');
  if (account !== estate.organization.management) {
    throw invalidRequest('Only the management account of an organization may update global settings.');
  }
  for (const [name, value] of Object.entries(wanted)) {
    if (!Object.hasOwn(defaultGlobalSettings, name)) throw invalidParameter(`Invalid global setting ${name}.`);
    if (value !== 'true' && value !== 'false')
      throw invalidParameter(`${name} must be true or false; ${value} is not.`);
  }
  estate.overlay.vaultOverlay.settings.changeGlobal({ ...wanted }, now);
  return {};
}
