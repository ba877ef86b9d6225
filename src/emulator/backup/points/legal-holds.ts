// Legal holds, which keep recovery points beyond their lifecycle:
// https://docs.aws.amazon.com/aws-backup/latest/devguide/legalholds.html
import type {
  CancelLegalHoldInput,
  CreateLegalHoldInput,
  CreateLegalHoldOutput,
  GetLegalHoldInput,
  GetLegalHoldOutput,
  LegalHoldStatus,
  ListLegalHoldsInput,
  ListLegalHoldsOutput,
  ListRecoveryPointsByLegalHoldInput,
  ListRecoveryPointsByLegalHoldOutput,
  LegalHold as WireHold,
} from '@aws-sdk/client-backup';
import { holds, type StoredLegalHold } from '../../estate/overlays/point-overlay.ts';
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidResourceState, limitExceeded, resourceNotFound } from '../../wire/aws-error.ts';
import { newestFirst, pageOf, timeKey } from '../../wire/paging.ts';
import { checkRange, checkTags, required } from '../parameter-checks.ts';
import { toDate } from '../shared-shapes.ts';
import { longestDays } from '../vaults/vault-locks.ts';

const dayMs = 86_400_000;
/** The time that a hold has the status CREATING or CANCELING; creation and cancellation are effective at once. */
const transitionMs = 20_000;
/** https://docs.aws.amazon.com/general/latest/gr/bk.html */
const mostActive = 50;

function statusOf({ createdAt, cancelledAt }: StoredLegalHold, now: number): LegalHoldStatus {
  if (cancelledAt !== undefined) return now < cancelledAt + transitionMs ? 'CANCELING' : 'CANCELED';
  return now < createdAt + transitionMs ? 'CREATING' : 'ACTIVE';
}

const pointsOf = ({ estate }: Call) => estate.overlay.vaultOverlay.points;
/** A cancelled hold stays visible for the requested number of days. */
const knownHolds = (call: Call) =>
  pointsOf(call)
    .holdsIn(call.region)
    .filter(({ retainRecordUntil = Number.POSITIVE_INFINITY }) => call.now < retainRecordUntil);

function findHold(id: string | undefined, call: Call, refuse = resourceNotFound): StoredLegalHold {
  const wanted = required(id, 'LegalHoldId');
  const hold = knownHolds(call).find((candidate) => candidate.id === wanted);
  if (hold === undefined) throw refuse(`Legal hold ${wanted} does not exist.`);
  return hold;
}

export function createLegalHold(input: CreateLegalHoldInput, call: Call): CreateLegalHoldOutput {
  const token = input.IdempotencyToken;
  const known = token === undefined ? undefined : knownHolds(call).find((hold) => hold.token === token);
  if (known !== undefined) return toDetails(known, call.now);
  const hold = newHold(input, call);
  call.estate.overlay.vaultOverlay.setTags(hold.arn, checkTags(input.Tags));
  pointsOf(call).putHold(call.region, { ...hold, oldest: oldestHeld(hold, call) });
  return toDetails(hold, call.now);
}

function newHold(input: CreateLegalHoldInput, call: Call): StoredLegalHold {
  const { estate, region, account, now } = call;
  const title = required(input.Title, 'Title');
  const description = required(input.Description, 'Description');
  const { VaultNames = [], ResourceIdentifiers = [], DateRange } = input.RecoveryPointSelection ?? {};
  const fromAt = DateRange && required(DateRange.FromDate, 'FromDate').getTime();
  const toAt = DateRange && required(DateRange.ToDate, 'ToDate').getTime();
  if (fromAt !== undefined && toAt !== undefined && fromAt > toAt) {
    throw invalidParameter('FromDate must not be after ToDate.');
  }
  if (knownHolds(call).filter(({ cancelledAt }) => cancelledAt === undefined).length >= mostActive) {
    throw limitExceeded(`An account has at most ${mostActive} legal holds.`);
  }
  const id = createRandom(seedOf(estate.seed, 'hold', region, estate.overlay.nextSerial(), now)).uuid();
  return {
    id,
    arn: `arn:aws:backup:${region}:${account}:legal-hold:${id}`,
    title,
    description,
    createdAt: now,
    token: input.IdempotencyToken,
    vaultNames: VaultNames,
    resourceArns: ResourceIdentifiers,
    fromAt,
    toAt,
    oldest: {},
  };
}

function heldPoints(hold: StoredLegalHold, { estate, region, now }: Call): EstatePoint[] {
  return estate
    .vaults(region)
    .flatMap(({ name }) => estate.points(region, name, now))
    .filter(({ vault, backup, createdAt }) => holds(hold, { vault, resourceArn: backup.resource.arn, createdAt }));
}

function oldestHeld(hold: StoredLegalHold, call: Call): Record<string, number> {
  const oldest = new Map<string, number>();
  for (const { vault, backup } of heldPoints(hold, call)) {
    oldest.set(vault, Math.min(backup.createdAt, oldest.get(vault) ?? backup.createdAt));
  }
  return Object.fromEntries(oldest);
}

const toListed = (hold: StoredLegalHold, now: number): WireHold => ({
  Title: hold.title,
  Status: statusOf(hold, now),
  Description: hold.description,
  LegalHoldId: hold.id,
  LegalHoldArn: hold.arn,
  CreationDate: new Date(hold.createdAt),
  CancellationDate: toDate(hold.cancelledAt),
});

const toDetails = (hold: StoredLegalHold, now: number): GetLegalHoldOutput => ({
  ...toListed(hold, now),
  CancelDescription: hold.cancelDescription,
  RetainRecordUntil: toDate(hold.retainRecordUntil),
  RecoveryPointSelection: {
    VaultNames: hold.vaultNames,
    ResourceIdentifiers: hold.resourceArns,
    ...(hold.fromAt !== undefined && { DateRange: { FromDate: toDate(hold.fromAt), ToDate: toDate(hold.toAt) } }),
  },
});

export const getLegalHold = (input: GetLegalHoldInput, call: Call): GetLegalHoldOutput =>
  toDetails(findHold(input.LegalHoldId, call), call.now);

export function listLegalHolds(input: ListLegalHoldsInput, call: Call): ListLegalHoldsOutput {
  const timeOf = ({ createdAt }: StoredLegalHold) => createdAt;
  const all = knownHolds(call).toSorted(newestFirst(timeOf, ({ id }) => id));
  const { items, nextToken } = pageOf(all, input, (hold) => timeKey(hold.createdAt, hold.id));
  return { LegalHolds: items.map((hold) => toListed(hold, call.now)), NextToken: nextToken };
}

export function cancelLegalHold(input: CancelLegalHoldInput, call: Call): object {
  const hold = findHold(input.LegalHoldId, call);
  const cancelDescription = required(input.CancelDescription, 'CancelDescription');
  const { RetainRecordInDays } = input;
  checkRange(RetainRecordInDays, 'RetainRecordInDays', [0, longestDays]);
  if (hold.cancelledAt !== undefined) throw invalidResourceState(`Legal hold ${hold.id} is cancelled already.`);
  const retainRecordUntil = RetainRecordInDays === undefined ? undefined : call.now + RetainRecordInDays * dayMs;
  pointsOf(call).putHold(call.region, { ...hold, cancelledAt: call.now, cancelDescription, retainRecordUntil });
  return {};
}

export function listRecoveryPointsByLegalHold(
  input: ListRecoveryPointsByLegalHoldInput,
  call: Call,
): ListRecoveryPointsByLegalHoldOutput {
  // This operation has no ResourceNotFoundException.
  const hold = findHold(input.LegalHoldId, call, invalidParameter);
  const timeOf = ({ createdAt }: EstatePoint) => createdAt;
  const idOf = ({ vault, arn }: EstatePoint) => `${vault} ${arn}`;
  const points = hold.cancelledAt === undefined ? heldPoints(hold, call).sort(newestFirst(timeOf, idOf)) : [];
  const { items, nextToken } = pageOf(points, input, (point) => timeKey(point.createdAt, idOf(point)));
  return {
    RecoveryPoints: items.map(({ arn, backup, vault }) => ({
      RecoveryPointArn: arn,
      ResourceArn: backup.resource.arn,
      ResourceType: backup.resource.type,
      BackupVaultName: vault,
    })),
    NextToken: nextToken,
  };
}
