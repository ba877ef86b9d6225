import type {
  TieringConfiguration as RawTiering,
  ResourceSelection,
  TieringConfigurationsListMember,
} from '@aws-sdk/client-backup';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import type { Tiering } from '../../domain/vaults/tiering.ts';
import { ageColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { Column, RequestContext, Resource } from '../resource.ts';
import { days, fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';

export const tiering: Resource<Tiering> = {
  id: 'tiering',
  title: 'tiering configuration',
  plural: 'tiering configurations',
  aliases: ['tier', 'tiers', 'tiering-configurations'],
  cadence: 'settings',
  params: { name: 'one configuration', vaultName: 'of one vault, and of all vaults' },
  paramsDeciding: { name: [] },
  fields: ['name', 'arn', 'vaultName', 'createdAt', 'updatedAt'],
  async *list(request) {
    const { name, vaultName } = request.params;
    if (name !== undefined)
      return yield [await getTiering(request, name)].flatMap((raw) => (raw ? [toRow(raw, request.scope)] : []));
    for await (const page of request.pages('backup', 'ListTieringConfigurations', { MaxResults: pageSize })) {
      const rows = (page.TieringConfigurations ?? []).map((raw) => toRow(raw, request.scope));
      yield rows.filter((row) => vaultName === undefined || row.vaultName === '*' || row.vaultName === vaultName);
    }
  },
  key: ({ scope, name }) => `${scopeKey(scope)}/${name}`,
  stored: { memberOfParam: { name: 'name' } },
  columns: [
    {
      id: 'name',
      title: 'CONFIGURATION',
      width: 14,
      keep: 100,
      text: ({ name }) => name,
      identity: ({ name }) => name,
    },
    { id: 'vault', title: 'VAULT', width: 'grow', keep: 96, text: ({ vaultName }) => vaultText(vaultName) },
    ageColumn(({ createdAt }) => createdAt, { keep: 80 }),
    ageColumn(({ updatedAt }) => updatedAt, { id: 'updated', title: 'CHANGED', width: 7, keep: 90 }),
    { id: 'arn', title: 'ARN', width: 'grow', keep: 40, text: ({ arn }) => arn, tone: () => 'muted' },
  ],
  sort: { column: 'name', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  describe: async (request, { name }) => toDocument(await getTiering(request, name)),
  detail(row, document, now) {
    const raw = document as RawTiering | undefined;
    return [
      fieldsSection('Tiering configuration', [
        ['Name', row.name],
        ['Vault', vaultText(row.vaultName)],
        ['Created', timeText(row.createdAt, now)],
        ['Changed', timeText(row.updatedAt, now)],
        ['ARN', row.arn],
        ...scopeEntries(row.scope),
      ]),
      ...(raw
        ? [tableSection('Moves', { columns: moveColumns, rows: raw.ResourceSelection ?? [], empty: 'Moves nothing.' })]
        : []),
    ];
  },
  drillDowns: [
    {
      to: 'vaults',
      title: 'vault',
      single: true,
      params: ({ vaultName }) => (vaultName === '*' || vaultName === '' ? undefined : { name: vaultName }),
    },
  ],
};

const moveColumns: readonly Column<ResourceSelection>[] = [
  tableColumn('TYPE', 10, ({ ResourceType }: ResourceSelection) => ResourceType),
  tableColumn('AFTER', 10, ({ TieringDownSettingsInDays }) => days(TieringDownSettingsInDays)),
  tableColumn('RESOURCES', 60, ({ Resources }) => Resources?.join(', ')),
];

const vaultText = (name: string): string => (name === '*' ? 'all vaults' : name);

async function getTiering(request: RequestContext, name: string): Promise<RawTiering | undefined> {
  const response = await request.call('backup', 'GetTieringConfiguration', { TieringConfigurationName: name });
  return response.TieringConfiguration;
}

function toRow(raw: TieringConfigurationsListMember, scope: Scope): Tiering {
  const name = wordsOf(raw.TieringConfigurationName) ?? '';
  return defined({
    scope,
    name,
    arn: wordsOf(raw.TieringConfigurationArn) ?? name,
    vaultName: wordsOf(raw.BackupVaultName) ?? '',
    createdAt: epochOf(raw.CreationTime),
    updatedAt: epochOf(raw.LastUpdatedTime),
  });
}
