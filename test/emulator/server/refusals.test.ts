// An operation refuses only with exceptions that its client documents.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as Backup from '@aws-sdk/client-backup';
import type { NormalizedSchema } from '@smithy/core/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/server.ts';
import { readOperations } from '../../../src/emulator/wire/operations.ts';
import { clientsOf, noon } from '../clients.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: noon });
});
afterAll(() => emulator.close());

const clientFolder = join(dirname(createRequire(import.meta.url).resolve('@aws-sdk/client-backup')), '..');

/** As `@throws` in the command's declaration. */
function documentedOf(operation: string): string[] {
  const text = readFileSync(join(clientFolder, 'dist-types/commands', `${operation}Command.d.ts`), 'utf8');
  return [...text.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name = '']) => name);
}

/** A value of the right type without a meaning. */
function nonsense(schema: NormalizedSchema, depth = 0): unknown {
  if (schema.isTimestampSchema()) return new Date(noon);
  if (schema.isNumericSchema()) return 77;
  if (schema.isBooleanSchema()) return true;
  if (schema.isListSchema()) return depth > 3 ? [] : [nonsense(schema.getValueSchema(), depth + 1)];
  if (schema.isMapSchema()) return { none: nonsense(schema.getValueSchema(), depth + 1) };
  if (!schema.isStructSchema()) return 'none';
  if (depth > 3) return {};
  return Object.fromEntries([...schema.structIterator()].map(([name, one]) => [name, nonsense(one, depth + 1)]));
}

const labelsOf = (schema: NormalizedSchema) =>
  Object.fromEntries(
    [...schema.structIterator()].filter(([, one]) => one.getMergedTraits().httpLabel).map(([name]) => [name, 'none']),
  );

interface Refusal extends Error {
  $metadata: { httpStatusCode?: number };
  $response?: { headers: Record<string, string> };
}

async function refusalOf(operation: string, input: object): Promise<Refusal | undefined> {
  const command = (Backup as unknown as Record<string, new (input: object) => never>)[`${operation}Command`];
  if (!command) throw new Error(`the client has no ${operation}`);
  try {
    await clientsOf(emulator).backup.send(new command(input));
    return undefined;
  } catch (error) {
    return error as Refusal;
  }
}

/** Operations that never refuse. */
const patient = /^(List|DescribeGlobalSettings|DescribeRegionSettings|GetSupportedResourceTypes)/;

/**
 * AWS denies access to a missing vault, although it does not document this exception.
 * https://github.com/boto/boto3/issues/2269
 */
const denying = /^(DescribeBackupVault|(Get|Put|Delete)BackupVaultAccessPolicy)$/;

test.each(readOperations(Backup).map((operation) => [operation.name, operation] as const))(
  '%s',
  async (name, { input }) => {
    const documented = documentedOf(name);
    expect(documented.length).toBeGreaterThan(0);
    const refusals = [await refusalOf(name, labelsOf(input)), await refusalOf(name, nonsense(input) as object)].filter(
      (refusal) => refusal !== undefined,
    );
    if (!patient.test(name)) expect(refusals.length).toBeGreaterThan(0);
    for (const refusal of refusals) {
      const isDenied = denying.test(name) && refusal.name === 'AccessDeniedException';
      if (!isDenied) expect(documented).toContain(refusal.name);
      expect(refusal.$metadata.httpStatusCode).toBe(isDenied ? 403 : 400);
      expect(refusal.$response?.headers['x-amzn-errortype']).toBe(refusal.name);
      expect(refusal.message).not.toBe('');
    }
  },
);
