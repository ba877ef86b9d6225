import { shortName } from '../../domain/arn.ts';
import type {
  InventoryName,
  InventoryResource,
  InventoryRow,
  InventorySource,
} from '../../domain/coverage/inventory.ts';
import { scopeKey } from '../../domain/scope.ts';
import { tableOf } from '../../lib/text/table.ts';
import { toDocument } from '../document.ts';
import { ofResource } from '../drill-downs.ts';
import type { DrillDown, Params, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';
import { listInventory } from './list-inventory.ts';

/** Every resource of an account-Region that AWS Backup could protect, and one row that names the inventory. */
export const inventory: Resource<InventoryRow> = {
  id: 'inventory',
  title: 'inventory resource',
  plural: 'inventory',
  aliases: ['inv', 'all-resources'],
  cadence: 'inventory',
  params: {},
  fields: [
    'kind',
    'arn',
    'name',
    'type',
    'tags',
    'containers',
    'createdAt',
    'inventory',
    'viewArn',
    'partial',
    'missingTypes',
    'unknownRelations',
    'refused',
  ],
  list: listInventory,
  key: (row) => `${scopeKey(row.scope)}/${isSource(row) ? 'source' : row.arn}`,
  stored: {
    subject: (row) => (isSource(row) ? undefined : row.arn),
  },
  columns: [
    { id: 'name', title: 'RESOURCE', width: 'grow', keep: 100, text: nameOf, identity: arnOf },
    { id: 'type', title: 'TYPE', width: 14, keep: 97, text: typeText },
    {
      id: 'in',
      title: 'IN',
      width: 18,
      keep: 92,
      text: (row) => (isSource(row) ? '' : containerText(row)),
      tone: () => 'muted',
    },
    { id: 'tags', title: 'TAGS', width: 'grow', keep: 85, text: tagText, tone: () => 'muted' },
    { id: 'arn', title: 'ARN', width: 'grow', keep: 40, text: (row) => arnOf(row) ?? '', tone: () => 'muted' },
  ],
  sort: { column: 'name', descending: false },
  label: nameOf,
  copyText: (row) => arnOf(row) ?? nameOf(row),
  describe: async (_ask, row) => toDocument(row),
  detail: (row, _, now) =>
    isSource(row)
      ? [
          fieldsSection('Inventory', [
            ['Asked', titleOf(row.inventory)],
            ['View', row.viewArn],
            ['Leaves out', row.partial, 'warn'],
            ['Does not list', row.missingTypes.join(', '), 'warn'],
            ['Not told', row.unknownRelations.map((relation) => relationTexts[relation]).join(', '), 'warn'],
            ...row.refused.map(({ inventory: name, reason }) => [`Not ${titleOf(name)}`, reason, 'muted'] as const),
            ...scopeEntries(row.scope),
          ]),
        ]
      : [
          fieldsSection('Resource', [
            ['Name', row.name],
            ['Type', row.type ?? 'not known'],
            ['ARN', row.arn],
            ['Created', timeText(row.createdAt, now)],
            ...row.containers.map(({ relation, arn }) => [containerLabels[relation], arn] as const),
            ...scopeEntries(row.scope),
          ]),
          fieldsSection('Tags', tagEntries(row)),
        ],
  drillDowns: ofResource.map(
    ({ to, title, params }): DrillDown<InventoryRow> => ({
      to,
      title,
      params: (row) => (isSource(row) ? undefined : saidOf(params({ ...row, type: row.type ?? '' }))),
    }),
  ),
};

const isSource = (row: InventoryRow): row is InventorySource => 'inventory' in row;

/** Without unknown parameters. */
const saidOf = (params: Params | undefined): Params | undefined =>
  params && Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''));

const inventoryTitles = tableOf<string>({
  'resource-explorer': 'Resource Explorer',
  tagging: 'Resource Groups Tagging API',
  backup: 'AWS Backup',
} satisfies Record<InventoryName, string>);

const titleOf = (inventory: InventoryName): string => inventoryTitles[inventory] ?? inventory;

const relationTexts = {
  instance: 'which volumes are attached to an instance',
  stack: 'which resources belong to a stack',
  cluster: 'which databases belong to a cluster, and the engines of clusters',
} as const;

const containerLabels = { instance: 'Attached to', stack: 'In the stack', cluster: 'In the cluster' } as const;

function nameOf(row: InventoryRow): string {
  return isSource(row) ? `(${titleOf(row.inventory)})` : row.name;
}

function arnOf(row: InventoryRow): string | undefined {
  return isSource(row) ? row.viewArn : row.arn;
}

function typeText(row: InventoryRow): string {
  return isSource(row) ? 'source' : (row.type ?? 'not known');
}

const containerText = ({ containers }: InventoryResource): string =>
  containers.map(({ relation, arn }) => `${relation} ${shortName(arn)}`).join(', ');

function tagText(row: InventoryRow): string {
  if (isSource(row)) return row.partial ?? '';
  if (row.tags === undefined) return 'not known';
  return Object.entries(row.tags)
    .filter(([key]) => key !== 'Name')
    .map(([key, value]) => `${key}=${value}`)
    .join(' ');
}

function tagEntries({ tags }: InventoryResource): (readonly [string, string])[] {
  if (tags === undefined) return [['Tags', 'not known: the inventory does not have the tags']];
  const entries = Object.entries(tags);
  return entries.length === 0 ? [['Tags', 'none']] : entries;
}
