import type { GetLegalHoldOutput, LegalHold as RawHold } from '@aws-sdk/client-backup';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { holdTone, type LegalHold } from '../../domain/vaults/legal-hold.ts';
import { holdActions } from '../actions/points/hold-actions.ts';
import { ageColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';

export const legalHolds: Resource<LegalHold> = {
  id: 'legal-holds',
  title: 'legal hold',
  plural: 'legal holds',
  aliases: ['lh', 'holds', 'hold', 'legal-hold'],
  cadence: 'settings',
  params: { id: 'one hold', vaultName: 'of one vault: legal holds on its recovery points, one call each' },
  paramsDeciding: { id: [] },
  fields: ['id', 'arn', 'title', 'status', 'description', 'createdAt', 'cancelledAt'],
  async *list(request) {
    const { id, vaultName } = request.params;
    if (id !== undefined) yield [toRow(await getHold(request, id), request.scope)];
    else if (vaultName !== undefined) yield* listOfVault(request, vaultName);
    else yield* listHolds(request);
  },
  key: ({ scope, id }) => `${scopeKey(scope)}/${id}`,
  stored: { state: ({ status }) => status, memberOfParam: { id: 'id' } },
  columns: [
    {
      id: 'status',
      title: 'STATUS',
      width: 9,
      keep: 100,
      text: ({ status }) => status,
      tone: ({ status }) => holdTone(status),
    },
    {
      id: 'title',
      title: 'TITLE',
      width: 'grow',
      keep: 100,
      text: ({ title }) => title,
      identity: ({ title }) => title,
    },
    { id: 'description', title: 'DESCRIPTION', width: 'grow', keep: 90, text: ({ description }) => description ?? '' },
    ageColumn(({ createdAt }) => createdAt, { keep: 96 }),
    ageColumn(({ cancelledAt }) => cancelledAt, { id: 'cancelled', title: 'CANCELLED', width: 9, keep: 70 }),
    { id: 'id', title: 'ID', width: 36, keep: 40, text: ({ id }) => id, tone: () => 'muted' },
  ],
  sort: { column: 'age', descending: true },
  label: ({ title }) => title,
  copyText: ({ arn }) => arn,
  describe: async (request, { id }) => toDocument(await getHold(request, id)),
  detail(row, document, now) {
    const raw = document as GetLegalHoldOutput | undefined;
    const held = raw?.RecoveryPointSelection;
    return [
      fieldsSection('Legal hold', [
        ['Title', row.title],
        ['Status', row.status, holdTone(row.status)],
        ['Description', row.description],
        ['Created', timeText(row.createdAt, now)],
        ['Cancelled', timeText(row.cancelledAt, now), 'warn'],
        ['Because', wordsOf(raw?.CancelDescription)],
        ['Record kept until', timeText(epochOf(raw?.RetainRecordUntil), now)],
        ['Id', row.id],
        ['ARN', row.arn],
        ...scopeEntries(row.scope),
      ]),
      fieldsSection('Holds', [
        ['Vaults', held?.VaultNames?.join(', ')],
        ['Resources', held?.ResourceIdentifiers?.join(', ')],
        ['Made from', timeText(epochOf(held?.DateRange?.FromDate), now)],
        ['Made until', timeText(epochOf(held?.DateRange?.ToDate), now)],
      ]),
    ].filter((section) => section.kind !== 'fields' || section.fields.length > 0);
  },
  drillDowns: [{ to: 'recovery-points', title: 'recovery points held', params: ({ id }) => ({ legalHoldId: id }) }],
  actions: holdActions,
};

async function* listHolds(request: RequestContext): AsyncGenerator<LegalHold[]> {
  for await (const page of request.pages('backup', 'ListLegalHolds', { MaxResults: pageSize })) {
    yield (page.LegalHolds ?? []).map((raw) => toRow(raw, request.scope));
  }
}

/** The list does not contain the held recovery points. */
async function* listOfVault(request: RequestContext, vaultName: string): AsyncGenerator<LegalHold[]> {
  for await (const holds of listHolds(request)) {
    for (const { id } of holds) {
      const hold = await getHold(request, id);
      yield hold.RecoveryPointSelection?.VaultNames?.includes(vaultName) ? [toRow(hold, request.scope)] : [];
    }
  }
}

const getHold = (request: RequestContext, id: string): Promise<GetLegalHoldOutput> =>
  request.call('backup', 'GetLegalHold', { LegalHoldId: id });

function toRow(raw: RawHold, scope: Scope): LegalHold {
  const id = wordsOf(raw.LegalHoldId) ?? '';
  return defined({
    scope,
    id,
    arn: wordsOf(raw.LegalHoldArn) ?? id,
    title: wordsOf(raw.Title) ?? id,
    status: wordsOf(raw.Status) ?? '',
    description: wordsOf(raw.Description),
    createdAt: epochOf(raw.CreationDate),
    cancelledAt: epochOf(raw.CancellationDate),
  });
}
