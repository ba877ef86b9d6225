// The bytes of every response against the service model of the AWS CLI: status, casing, dates, types. What the CLI's
// older model lacks is listed.
import { Readable } from 'node:stream';
import * as Sdk from '@aws-sdk/client-backup';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBackupService } from '../../src/emulator/backup/backup-service.ts';
import { operationTable } from '../../src/emulator/operation-table.ts';
import { usualQuirks } from '../../src/emulator/quirks.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { checkResponse, readServiceModel, type ServiceModel } from './service-model.ts';
import { changingSteps, type Memory, readingSteps, type Step, storyRegion } from './story.ts';

type Send = Parameters<NodeHttpHandler['handle']>;

interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

const stepMs = 180_000;

let emulator: Emulator;
let now = Date.UTC(2026, 0, 15, 12, 7);
let model: ServiceModel;

beforeAll(async () => {
  // The model does not say that the service denies access to what does not exist.
  const quirks = usualQuirks.filter((quirk) => quirk !== 'missing-vault-denied');
  emulator = await startEmulator({ clock: { now: () => now }, quirks });
  model = readServiceModel();
});

afterAll(() => emulator.close());

/** A real client that records the bytes of its responses. */
function listeningClient(region = 'us-east-1') {
  const responses: RawAnswer[] = [];
  const handler = new NodeHttpHandler();
  const requestHandler = {
    metadata: handler.metadata,
    async handle(...sent: Send) {
      const { response } = await handler.handle(...sent);
      const chunks: Buffer[] = [];
      for await (const chunk of response.body as Readable) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString('utf8');
      responses.push({ status: response.statusCode, headers: response.headers, text });
      response.body = Readable.from(chunks);
      return { response };
    },
  };
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const client = new Sdk.BackupClient({
    endpoint: emulator.url,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: requestHandler as never,
  });
  const ask = async (operation: string, input: object) => {
    const command = (Sdk as unknown as Record<string, new (input: object) => never>)[`${operation}Command`];
    if (!command) throw new Error(`the client has no ${operation}`);
    const answer = await client.send(new command(input));
    return { answer, raw: responses.at(-1) as RawAnswer };
  };
  return { ask, responses, close: () => client.destroy() };
}

/** Newer than the CLI's model, and published as samples: https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-dashboards.html */
const summaries: Readonly<Record<string, string>> = {
  ListBackupJobSummaries: 'BackupJobSummaries',
  ListCopyJobSummaries: 'CopyJobSummaries',
  ListRestoreJobSummaries: 'RestoreJobSummaries',
};
const numbersOfSummary = ['Count', 'EndTime', 'StartTime'];

function flawsOfSummary(operation: string, body: unknown): string[] {
  const { [summaries[operation] ?? '']: items = [] } = body as Record<string, Record<string, unknown>[]>;
  const category = operation === 'ListRestoreJobSummaries' ? [] : ['MessageCategory'];
  const texts = ['AccountId', 'Region', 'ResourceType', 'State', ...category];
  const expected = [
    ...numbersOfSummary.map((name) => `${name} number`),
    ...texts.map((name) => `${name} string`),
  ].sort();
  const actual = items.map((item) =>
    Object.entries(item)
      .map(([name, value]) => `${name} ${typeof value}`)
      .sort(),
  );
  const flaws = actual.filter((one) => one.join() !== expected.join()).map((one) => `${operation}: ${one.join()}`);
  return items.length === 0 ? [`${operation}: nothing to check`] : flaws;
}

/**
 * Newer than the CLI's model, and without a published sample: no outside source confirms the form of their responses.
 * They are compared with the client's schemas, and their refusals with the documentation.
 */
const unconfirmed: readonly string[] = [
  'AssociateBackupVaultMpaApprovalTeam',
  'DisassociateBackupVaultMpaApprovalTeam',
  'CreateLogicallyAirGappedBackupVault',
  'CreateRestoreAccessBackupVault',
  'ListRestoreAccessBackupVaults',
  'RevokeRestoreAccessBackupVault',
  'ListProtectedResourcesByBackupVault',
  'ListRestoreJobsByProtectedResource',
  'GetRecoveryPointIndexDetails',
  'ListIndexedRecoveryPoints',
  'UpdateRecoveryPointIndexSettings',
  'GetRestoreJobMetadata',
  'GetRestoreTestingInferredMetadata',
  'PutRestoreValidationResult',
  'CreateRestoreTestingPlan',
  'DeleteRestoreTestingPlan',
  'GetRestoreTestingPlan',
  'ListRestoreTestingPlans',
  'UpdateRestoreTestingPlan',
  'CreateRestoreTestingSelection',
  'DeleteRestoreTestingSelection',
  'GetRestoreTestingSelection',
  'ListRestoreTestingSelections',
  'UpdateRestoreTestingSelection',
  'CreateTieringConfiguration',
  'DeleteTieringConfiguration',
  'GetTieringConfiguration',
  'ListTieringConfigurations',
  'UpdateTieringConfiguration',
  'DescribeScanJob',
  'GetPITRMalwareScanResults',
  'ListScanJobs',
  'ListScanJobSummaries',
  'StartScanJob',
];

const bodyOf = ({ text }: RawAnswer): unknown => (text === '' ? {} : JSON.parse(text));

test('every answer of the story fits the model', async () => {
  const { ask, close } = listeningClient(storyRegion);
  const memory: Memory = {};
  const wrong: string[] = [];
  const newer: string[] = [];
  const unknown: string[] = [];
  for (const { operation, input, keep, until } of [...readingSteps, ...changingSteps] as Step[]) {
    let { answer, raw } = await ask(operation, input(memory));
    for (let again = 0; again < 500 && until?.(answer) === false; again += 1) {
      now += stepMs;
      ({ answer, raw } = await ask(operation, input(memory)));
    }
    // Waits until the effect of a step is visible; the subject of the comparison must still exist.
    if (!until) now += stepMs;
    keep?.(answer, memory);
    if (!model.operations[operation]) unknown.push(operation);
    if (Object.hasOwn(summaries, operation)) wrong.push(...flawsOfSummary(operation, bodyOf(raw)));
    const findings = checkResponse(model, operation, raw.status, bodyOf(raw));
    wrong.push(...findings.wrong);
    newer.push(...findings.newer);
  }
  close();
  expect(wrong).toEqual([]);
  expect(unknown.sort()).toEqual([...unconfirmed, ...Object.keys(summaries)].sort());
  expect([...new Set(newer)].sort()).toMatchSnapshot('members the CLI does not know');
});

test.each([
  ['DescribeBackupVault', { BackupVaultName: 'nothing' }, 'ResourceNotFoundException'],
  ['CreateBackupVault', { BackupVaultName: 'prod' }, 'AlreadyExistsException'],
  ['DeleteBackupVault', { BackupVaultName: 'prod' }, 'InvalidRequestException'],
  ['DescribeBackupJob', { BackupJobId: 'nothing' }, 'ResourceNotFoundException'],
])('%s is refused as the model says', async (operation, input, name) => {
  const { ask, responses, close } = listeningClient();
  await expect(ask(operation, input)).rejects.toMatchObject({ name });
  close();
  const raw = responses.at(-1) as RawAnswer;
  expect(raw.status).toBe(400);
  expect(raw.headers['x-amzn-errortype']).toMatch(new RegExp(`^${name}`));
  expect(model.operations[operation]?.errors?.map(({ shape }) => shape)).toContain(name);
  expect(checkResponse(model, operation, 200, {}).wrong).toEqual([]);
  expect(
    Object.keys(bodyOf(raw) as object).every((member) =>
      /^(__type|Code|Message|Type|Context|Arn|CreatorRequestId)$/.test(member),
    ),
  ).toBe(true);
});

/** Neither the CLI's model nor the client has them: test/emulator/vaults/access-points.test.ts sends them as declared. */
const ofAccessPoints: readonly string[] = [
  'CreateBackupAccessPoint',
  'DeleteBackupAccessPoint',
  'DescribeBackupAccessPoint',
  'ListBackupAccessPoints',
  'ListBackupAccessPointsByRecoveryPoint',
  'ListBackupAccessPointsByResource',
];

test('the steps cover every operation that is carried out and that the client has', () => {
  const told = new Set([...readingSteps, ...changingSteps].map(({ operation }) => operation));
  const carriedOut = operationTable(createBackupService()).filter(({ support }) => support !== 'not yet');
  const missing = carriedOut.map(({ operation }) => operation).filter((operation) => !told.has(operation));
  expect(missing.sort()).toEqual(ofAccessPoints);
  expect(missing.filter((operation) => Object.hasOwn(Sdk, `${operation}Command`))).toEqual([]);
});
