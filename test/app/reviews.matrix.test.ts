// Every action with its form filled in: the head of the form, the review, the requests and the AWS CLI lines agree on
// the resource, its account and Region, and the target.
import { expect, test } from 'vitest';
import { emptyInput } from '../../src/app/command-line/text-input.ts';
import { commandLines, requestsOf } from '../../src/app/forms/act-context.ts';
import { type ActOverlay, formOf } from '../../src/app/forms/act-state.ts';
import { confirmationIn, reviewLines } from '../../src/app/forms/review.ts';
import { headLines } from '../../src/app/forms/subject-lines.ts';
import type { Data } from '../../src/app/state/data.ts';
import { isReadOnly } from '../../src/aws/gate.ts';
import { accountOf, regionOf, shortName, vaultNameOf } from '../../src/domain/arn.ts';
import { restoreTarget } from '../../src/domain/restore/restore-target.ts';
import { type ActionRequest, type AnyAction, type AnyContext, isLocal, makesText } from '../../src/resources/action.ts';
import { resources } from '../../src/resources/index.ts';
import { dataOf } from '../components/fixtures.ts';
import { accountId, noon, regions, scopeOf, withEmbeddedAws } from '../resources/embedded-aws.ts';
import { allActions, filledIn, type RegisteredAction, withActionRows } from '../support/all-actions.ts';

const aws = withEmbeddedAws({ furnished: true });
const { known, rowsOf, contextOf } = withActionRows(aws);

const accounts = new Map([[accountId, 'acme-prod']]);

function dataNow(): Data {
  const data = dataOf({ rows: {} });
  return {
    ...data,
    now: noon,
    scopes: regions.map(scopeOf),
    regions,
    accounts,
    listed: ([request]) => (request ? known(request.resource) : []),
    acting: { ...data.acting, reach: () => ({ write: true, profile: 'prod' }) },
  };
}

interface Opened {
  readonly overlay: ActOverlay;
  readonly context: AnyContext;
  readonly data: Data;
}

/** The review of the action on one row; undefined: the action or its form is refused. */
async function openedOn({ resource, action }: RegisteredAction, row: { readonly scope: unknown }) {
  const empty = await contextOf(action, row as never, true);
  if (!empty || (action.on !== 'list' && action.disabled?.(row, empty))) return undefined;
  const context = filledIn(action.fields ?? [], empty);
  if ('problem' in context) return context;
  const data = dataNow();
  const { scope, facts, values, initial = {} } = context;
  const target = { key: 'k', row: context.row, scope, facts, number: 0 };
  const overlay: ActOverlay = {
    kind: 'act',
    resource,
    action: action.id,
    targets: [target],
    leftOut: [],
    stage: 'review',
    token: 'token',
    initial,
    revision: 0,
    forms: [formOf(values)],
    typed: emptyInput,
    top: 0,
    attempts: 0,
    leaving: false,
  };
  return { overlay, context, data };
}

/** The words of a review that stand above its commands. */
function wordsOf({ overlay, data }: Opened): string {
  const lines = reviewLines(overlay, data);
  const commands = lines.findIndex(({ text }) => text.startsWith('Equivalent AWS CLI command'));
  return (commands < 0 ? lines : lines.slice(0, commands)).map(({ text }) => text).join('\n');
}

// biome-ignore lint/suspicious/noExplicitAny: inputs of all operations
type Input = Readonly<Record<string, any>>;

const vaultOf = ({ BackupVaultName }: Input): readonly string[] => [BackupVaultName];

const testingPlanOf = ({ RestoreTestingPlanName }: Input): readonly string[] => [RestoreTestingPlanName];
const testingSelectionOf = ({ RestoreTestingSelectionName, ...plan }: Input): readonly string[] => [
  RestoreTestingSelectionName,
  ...testingPlanOf(plan),
];

/** What a request of the operation acts on: the review names each. The names are AWS's, not the program's. */
const targets: Readonly<Record<string, (input: Input, context: AnyContext) => readonly string[]>> = {
  CreateBackupVault: vaultOf,
  CreateLogicallyAirGappedBackupVault: vaultOf,
  DeleteBackupVault: vaultOf,
  PutBackupVaultLockConfiguration: vaultOf,
  DeleteBackupVaultLockConfiguration: vaultOf,
  AssociateBackupVaultMpaApprovalTeam: vaultOf,
  DisassociateBackupVaultMpaApprovalTeam: vaultOf,
  RevokeRestoreAccessBackupVault: vaultOf,
  CreateRestoreAccessBackupVault: ({ BackupVaultName }) => [BackupVaultName],
  PutBackupVaultAccessPolicy: vaultOf,
  DeleteBackupVaultAccessPolicy: vaultOf,
  PutBackupVaultNotifications: vaultOf,
  DeleteBackupVaultNotifications: vaultOf,
  DeleteRecoveryPoint: vaultOf,
  DisassociateRecoveryPoint: vaultOf,
  DisassociateRecoveryPointFromParent: vaultOf,
  UpdateRecoveryPointLifecycle: vaultOf,
  StopBackupJob: ({ BackupJobId }) => [BackupJobId],
  StartBackupJob: ({ BackupVaultName, ResourceArn }) => [BackupVaultName, shortName(ResourceArn)],
  StartCopyJob: ({ SourceBackupVaultName: from, DestinationBackupVaultArn: to }) => [
    `from vault ${from}`,
    `to vault ${vaultNameOf(to)}, ${regionOf(to)}`,
    accountOf(to),
  ],
  StartRestoreJob: ({ Metadata, ResourceType }) => [restoreTarget(ResourceType, Metadata).name, ResourceType],
  CreateBackupPlan: ({ BackupPlan }) => [BackupPlan.BackupPlanName],
  CreateLegalHold: ({ Title }) => [Title],
  CreateRestoreTestingPlan: ({ RestoreTestingPlan }) => [RestoreTestingPlan.RestoreTestingPlanName],
  UpdateRestoreTestingPlan: testingPlanOf,
  DeleteRestoreTestingPlan: testingPlanOf,
  CreateRestoreTestingSelection: testingPlanOf,
  UpdateRestoreTestingSelection: testingSelectionOf,
  DeleteRestoreTestingSelection: ({ RestoreTestingSelectionName }) => [RestoreTestingSelectionName],
  PutRestoreValidationResult: ({ ValidationStatus }) => [ValidationStatus],
  CreateBackupAccessPoint: ({ Name }) => [Name],
  CreateBackupSelection: ({ BackupSelection }) => [BackupSelection.SelectionName],
  Publish: ({ TopicArn }) => [TopicArn],
};

/** Of operations whose target is an id, or several things: the review names the row, and the command has these. */
const ids: typeof targets = {
  DeleteBackupAccessPoint: ({ AccessPointArn }) => [AccessPointArn],
  DeleteBackupPlan: ({ BackupPlanId }) => [BackupPlanId],
  DeleteBackupSelection: ({ SelectionId }) => [SelectionId],
  CancelLegalHold: ({ LegalHoldId }) => [LegalHoldId],
  UpdateRegionSettings: ({ ResourceTypeOptInPreference }) => Object.keys(ResourceTypeOptInPreference),
  TagResources: ({ ResourceARNList }) => ResourceARNList,
};

function expectAgreement(opened: Opened, action: AnyAction): void {
  const { overlay, context, data } = opened;
  const words = wordsOf(opened);
  const head = headLines(overlay, data).join('\n');
  const [target] = overlay.targets;
  const requests = target ? requestsOf(overlay, data, target) : [];
  const lines = commandLines(overlay, data);
  for (const text of [words, head]) expect(text).toContain(`${context.scope.region} in acme-prod (${accountId})`);
  if (context.row !== undefined) expect(words).toContain(resources[overlay.resource].label(context.row));
  expect(lines).toHaveLength(action.command ? 1 : requests.length);
  for (const [index, request] of requests.entries()) {
    expectTarget(request, words, { line: lines[index] ?? '', context });
  }
  const { danger, expected } = confirmationIn(overlay, data);
  if (danger === 'type-name') expect(`${words}\n${head}`, 'the name that is typed').toContain(expected);
  if (action.undo) expect(words).toMatch(/(Can|Cannot) be undone: \S/);
}

function expectTarget(
  { operation, input, scope }: ActionRequest,
  words: string,
  { line, context }: { readonly line: string; readonly context: AnyContext },
): void {
  const place = scope ?? context.scope;
  expect(line).toContain(` --region ${place.region} --profile prod`);
  if (isReadOnly(operation)) return;
  const [targetsOf, idsOf] = [targets[operation], ids[operation]];
  if (!targetsOf && !idsOf) throw new Error(`Say in \`targets\` of this file what a request of ${operation} acts on.`);
  for (const id of idsOf?.(input as Input, context) ?? []) expect(line, operation).toContain(id);
  for (const name of targetsOf?.(input as Input, context) ?? []) {
    expect(words, operation).toContain(name);
    expect(line, operation).toContain(name.replace(/^(from|to) vault ([^,]*).*$/, '$2'));
  }
}

test.each(allActions)('$resource $action.id: form, review, requests and commands agree', async (registered) => {
  const { resource, action } = registered;
  const problems: string[] = [];
  let looked = 0;
  const rows = rowsOf(resource, 6);
  expect(rows, 'rows of the embedded AWS').not.toEqual([]);
  for (const row of rows) {
    const opened = await openedOn(registered, row);
    if (opened === undefined) continue;
    if ('problem' in opened) problems.push(opened.problem);
    else {
      looked += 1;
      expectAgreement(opened, action);
    }
  }
  if (looked === 0) expect(problems, 'fields that test/support/all-actions.ts cannot fill in').toEqual([]);
});

const several = allActions.filter(({ action }) => action.many);

test.each(several)('$resource $action.id on several rows: all are listed, and their number is typed', async (one) => {
  const { action, resource } = one;
  const opened: Opened[] = [];
  for (const row of rowsOf(resource, 12)) {
    const found = await openedOn(one, row);
    if (found && !('problem' in found)) opened.push(found);
  }
  const [first] = opened;
  if (!first || opened.length < 2) return;
  const { overlay, data } = first;
  const targets = opened.flatMap((found) => found.overlay.targets);
  const all: ActOverlay = { ...overlay, targets: targets.map((target, number) => ({ ...target, number })) };
  const words = wordsOf({ ...first, overlay: all });
  expect(confirmationIn(all, data)).toEqual({ danger: 'type-name', expected: String(targets.length) });
  expect(words).toContain(`${action.title}: ${targets.length} ${resources[resource].plural}`);
  const more = headLines(all, data).find((line) => line.startsWith('and '));
  expect(more).toBe(targets.length > 2 ? `and ${targets.length - 2} more` : undefined);
  for (const { row, scope } of targets) {
    expect(words).toContain(action.subject?.(row, noon) ?? resources[resource].label(row));
    expect(words).toContain(`${scope.region} in acme-prod (${accountId})`);
  }
});

test('each action that changes something says whether it can be undone', () => {
  const silent = allActions.filter(({ action }) => !makesText(action) && !action.undo);
  expect(silent.map(({ resource, action }) => `${resource} ${action.id}`)).toEqual([]);
});

test('each action says what its outcome is for the row', () => {
  const silent = allActions.filter(
    ({ action }) => !makesText(action) && !isLocal(action) && !action.starts && !action.outcome,
  );
  expect(silent.map(({ resource, action }) => `${resource} ${action.id}`)).toEqual([]);
});
