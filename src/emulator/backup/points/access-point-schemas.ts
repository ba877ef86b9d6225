// The six operations of backup access points, which the installed client does not have. From the model of botocore,
// data/backup/2018-11-15/service-2.json.
import { bound, listOf, mapOf, number, operation, struct, text } from '../../wire/own-schema.ts';

/** Epoch seconds. */
const time = 4;

const accessPoint = struct({
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

const page = {
  MaxResults: bound({ httpQuery: 'MaxResults' }, number),
  NextToken: bound({ httpQuery: 'NextToken' }, text),
};
const named = struct({ AccessPointArn: bound({ httpLabel: 1 }, text) });
const list = struct({ BackupAccessPoints: listOf(accessPoint), NextToken: text });

const creation = struct({
  Name: text,
  RecoveryPointArn: text,
  AccessPointMetadata: mapOf(text),
  AccessPointPolicy: text,
  Tags: mapOf(text),
});

const path = '/backup-access-point';

/** As a client would export them. */
export const accessPointSchemas = {
  CreateBackupAccessPoint$: operation(
    'CreateBackupAccessPoint',
    { method: 'PUT', path: `${path}/create`, status: 201 },
    { input: creation, output: struct({ AccessPointArn: text, Status: text }) },
  ),
  DeleteBackupAccessPoint$: operation(
    'DeleteBackupAccessPoint',
    { method: 'DELETE', path: `${path}/delete/{AccessPointArn}`, status: 204 },
    { input: named, output: 'unit' },
  ),
  DescribeBackupAccessPoint$: operation(
    'DescribeBackupAccessPoint',
    { method: 'GET', path: `${path}/{AccessPointArn}`, status: 200 },
    { input: named, output: accessPoint },
  ),
  ListBackupAccessPoints$: operation(
    'ListBackupAccessPoints',
    { method: 'GET', path, status: 200 },
    { input: struct(page), output: list },
  ),
  ListBackupAccessPointsByRecoveryPoint$: operation(
    'ListBackupAccessPointsByRecoveryPoint',
    `${path}/recovery-point/{RecoveryPointArn}`,
    { input: struct({ ...page, RecoveryPointArn: bound({ httpLabel: 1 }, text) }), output: list },
  ),
  ListBackupAccessPointsByResource$: operation('ListBackupAccessPointsByResource', `${path}/resource/{ResourceArn}`, {
    input: struct({ ...page, ResourceArn: bound({ httpLabel: 1 }, text) }),
    output: list,
  }),
};
