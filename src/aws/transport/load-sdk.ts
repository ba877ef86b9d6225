// The SDK, and the parts of Node that it needs, take ten frames to load. They are loaded in pieces, so that key presses
// are handled in between.
import type { NextTurn } from '../../lib/process/turns.ts';
import type { Service } from '../operations.ts';

/** The common parts of all clients; each piece needs those before it. */
const pieces: readonly (() => unknown)[] = [
  // Not imported: an import reads all exports of a module, and some of http are browser APIs that take long to load.
  () => process.getBuiltinModule('node:crypto'),
  () => process.getBuiltinModule('node:http'),
  () => process.getBuiltinModule('node:https'),
  () => process.getBuiltinModule('node:zlib'),
  () => process.getBuiltinModule('node:fs/promises'),
  () => import('@smithy/core/schema'),
  () => import('@smithy/core/protocols'),
  () => import('@aws-sdk/core/protocols'),
  () => import('./http-handler.ts'),
];

export const clientModules: Record<Service, () => Promise<unknown>> = {
  backup: () => import('../declared/backup.ts'),
  cloudtrail: () => import('@aws-sdk/client-cloudtrail'),
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  sts: () => import('@aws-sdk/client-sts'),
  account: () => import('@aws-sdk/client-account'),
  organizations: () => import('@aws-sdk/client-organizations'),
  sqs: () => import('@aws-sdk/client-sqs'),
  'resource-explorer-2': () => import('../declared/resource-explorer.ts'),
  tagging: () => import('../declared/tagging.ts'),
  ec2: () => import('../declared/ec2.ts'),
  rds: () => import('../declared/rds.ts'),
  cloudformation: () => import('../declared/cloudformation.ts'),
  kms: () => import('../declared/kms.ts'),
  dynamodb: () => import('../declared/dynamodb.ts'),
  sns: () => import('../declared/sns.ts'),
};

export async function loadSdk(nextTurn: NextTurn): Promise<void> {
  for (const load of pieces) {
    await nextTurn(true);
    await load();
  }
}

/** The clients of the first requests, in a thread that handles no keys. */
export async function loadFirstClients(): Promise<void> {
  await loadSdk(() => Promise.resolve());
  await clientModules.sts();
  await clientModules.backup();
}
