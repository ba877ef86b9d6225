// AWS Backup: the client of the SDK, and what AWS has newer than it. The client drops members and has no operations that
// its schemas do not name, so they are declared here over the client's own protocol. A test fails as soon as the client
// has one of them.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Operations.html
import type {
  DescribeRegionSettingsOutput as ClientRegionSettings,
  UpdateRegionSettingsInput as ClientRegionSettingsChange,
} from '@aws-sdk/client-backup';
import { declareCommands } from './declare-service.ts';
import { flag, inPath, inQuery, listOf, mapOf, number, operation, structure, text, time } from './schema.ts';

// A name that is declared here takes the place of the client's.
export * from '@aws-sdk/client-backup';

const command = declareCommands({ serviceId: 'Backup' });

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html */
export type AccessPointStatus =
  | 'CREATING'
  | 'AVAILABLE'
  | 'DELETING'
  | 'DISASSOCIATING'
  | 'DISASSOCIATED'
  | 'EXPIRED'
  | 'FAILED';

/** `AccessPointInTime`, and once it is AVAILABLE `S3AccessPointArn` and `S3AccessPointAlias`. */
export type AccessPointMetadata = Readonly<Record<string, string>>;

export interface BackupAccessPoint {
  readonly AccessPointArn?: string;
  readonly Name?: string;
  readonly RecoveryPointArn?: string;
  readonly ResourceArn?: string;
  readonly ResourceType?: string;
  readonly BackupVaultName?: string;
  readonly BackupVaultArn?: string;
  readonly CreationTime?: Date;
  readonly Status?: AccessPointStatus;
  readonly StatusMessage?: string;
  readonly AccessPointMetadata?: AccessPointMetadata;
}

const accessPoint = structure({
  AccessPointArn: text,
  Name: text,
  RecoveryPointArn: text,
  ResourceArn: text,
  ResourceType: text,
  BackupVaultName: text,
  BackupVaultArn: text,
  CreationTime: time,
  Status: text,
  StatusMessage: text,
  AccessPointMetadata: mapOf(text),
});

export interface CreateBackupAccessPointInput {
  /** 3 to 50 characters, unique among the access points of S3 as well. */
  readonly Name: string;
  readonly RecoveryPointArn: string;
  /** For a continuous recovery point: `AccessPointInTime`, such as `2021-11-27T03:30:27Z`. */
  readonly AccessPointMetadata?: AccessPointMetadata;
  /** JSON. Absent: the caller's IAM permissions decide. */
  readonly AccessPointPolicy?: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

export interface CreateBackupAccessPointOutput {
  readonly AccessPointArn?: string;
  readonly Status?: AccessPointStatus;
}

export const CreateBackupAccessPoint$ = operation('CreateBackupAccessPoint', {
  input: structure({
    Name: text,
    RecoveryPointArn: text,
    AccessPointMetadata: mapOf(text),
    AccessPointPolicy: text,
    Tags: mapOf(text),
  }),
  output: structure({ AccessPointArn: text, Status: text }),
  route: { method: 'PUT', path: '/backup-access-point/create', status: 201 },
});

interface NamedAccessPoint {
  readonly AccessPointArn: string;
}

const named = structure({ AccessPointArn: inPath(text) });

export const DescribeBackupAccessPoint$ = operation('DescribeBackupAccessPoint', {
  input: named,
  output: accessPoint,
  route: {
    method: 'GET',
    path: '/backup-access-point/{AccessPointArn}',
    status: 200,
  },
});

export const DeleteBackupAccessPoint$ = operation('DeleteBackupAccessPoint', {
  input: named,
  output: structure({}),
  route: {
    method: 'DELETE',
    path: '/backup-access-point/delete/{AccessPointArn}',
    status: 204,
  },
});

interface PageInput {
  /** From 1 to 100. */
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface ListBackupAccessPointsOutput {
  readonly BackupAccessPoints?: readonly BackupAccessPoint[];
  readonly NextToken?: string;
}

const page = { MaxResults: inQuery('MaxResults', number), NextToken: inQuery('NextToken', text) };
const accessPoints = structure({ BackupAccessPoints: listOf(accessPoint), NextToken: text });

export const ListBackupAccessPoints$ = operation('ListBackupAccessPoints', {
  input: structure(page),
  output: accessPoints,
  route: {
    method: 'GET',
    path: '/backup-access-point',
    status: 200,
  },
});

/** For the owner of a shared recovery point also the access points of other accounts. */
export interface ListBackupAccessPointsByRecoveryPointInput extends PageInput {
  readonly RecoveryPointArn: string;
}

export const ListBackupAccessPointsByRecoveryPoint$ = operation('ListBackupAccessPointsByRecoveryPoint', {
  input: structure({ ...page, RecoveryPointArn: inPath(text) }),
  output: accessPoints,
  route: '/backup-access-point/recovery-point/{RecoveryPointArn}',
});

export interface ListBackupAccessPointsByResourceInput extends PageInput {
  readonly ResourceArn: string;
}

export const ListBackupAccessPointsByResource$ = operation('ListBackupAccessPointsByResource', {
  input: structure({ ...page, ResourceArn: inPath(text) }),
  output: accessPoints,
  route: '/backup-access-point/resource/{ResourceArn}',
});

interface IncrementalOptIn {
  /** By type, so far DynamoDB: whether backups are incremental. */
  readonly ResourceTypeOptInIncremental?: Readonly<Record<string, boolean>>;
}

export interface DescribeRegionSettingsOutput extends ClientRegionSettings, IncrementalOptIn {}
export interface UpdateRegionSettingsInput extends ClientRegionSettingsChange, IncrementalOptIn {}

const regionSettings = structure({
  ResourceTypeOptInPreference: mapOf(flag),
  ResourceTypeManagementPreference: mapOf(flag),
  ResourceTypeOptInIncremental: mapOf(flag),
});

export const DescribeRegionSettings$ = operation('DescribeRegionSettings', {
  input: structure({}),
  output: regionSettings,
  route: {
    method: 'GET',
    path: '/account-settings',
    status: 200,
  },
});

export const UpdateRegionSettings$ = operation('UpdateRegionSettings', {
  input: regionSettings,
  output: structure({}),
  route: {
    method: 'PUT',
    path: '/account-settings',
    status: 200,
  },
});

export const CreateBackupAccessPointCommand = command<CreateBackupAccessPointInput, CreateBackupAccessPointOutput>(
  CreateBackupAccessPoint$,
);
export const DescribeBackupAccessPointCommand = command<NamedAccessPoint, BackupAccessPoint>(
  DescribeBackupAccessPoint$,
);
export const DeleteBackupAccessPointCommand = command<NamedAccessPoint, object>(DeleteBackupAccessPoint$);
export const ListBackupAccessPointsCommand = command<PageInput, ListBackupAccessPointsOutput>(ListBackupAccessPoints$);
export const ListBackupAccessPointsByRecoveryPointCommand = command<
  ListBackupAccessPointsByRecoveryPointInput,
  ListBackupAccessPointsOutput
>(ListBackupAccessPointsByRecoveryPoint$);
export const ListBackupAccessPointsByResourceCommand = command<
  ListBackupAccessPointsByResourceInput,
  ListBackupAccessPointsOutput
>(ListBackupAccessPointsByResource$);
export const DescribeRegionSettingsCommand = command<object, DescribeRegionSettingsOutput>(DescribeRegionSettings$);
export const UpdateRegionSettingsCommand = command<UpdateRegionSettingsInput, object>(UpdateRegionSettings$);
