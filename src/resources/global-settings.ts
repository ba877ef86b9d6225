import type { DescribeGlobalSettingsOutput } from '@aws-sdk/client-backup';
import { type Scope, scopeKey } from '../domain/scope.ts';
import type { GlobalSetting } from '../domain/setting.ts';
import { tableOf } from '../lib/text/table.ts';
import { ageColumn } from './common-columns.ts';
import { toDocument } from './document.ts';
import { defined, epochOf, wordsOf } from './reading.ts';
import type { Resource } from './resource.ts';
import { fieldsSection, scopeEntries, timeText } from './sections.ts';

/** Only accounts of an organization have global settings. */
export const globalSettings: Resource<GlobalSetting> = {
  id: 'global-settings',
  title: 'global setting',
  plural: 'global settings',
  aliases: ['gs', 'globals'],
  cadence: 'settings',
  scope: 'account',
  params: {},
  fields: ['name', 'value', 'updatedAt'],
  async *list(request) {
    yield toRows(await request.call('backup', 'DescribeGlobalSettings', {}), request.scope);
  },
  key: ({ scope, name }) => `${scopeKey(scope)}/${name}`,
  stored: {},
  columns: [
    { id: 'setting', title: 'SETTING', width: 'grow', keep: 100, text: ({ name }) => settingText(name) },
    {
      id: 'value',
      title: 'VALUE',
      width: 12,
      keep: 100,
      text: ({ value }) => valueText(value),
      tone: ({ value }) => (value === 'true' ? 'good' : 'muted'),
    },
    ageColumn(({ updatedAt }) => updatedAt, { id: 'updated', title: 'CHANGED', width: 7, keep: 90 }),
    { id: 'name', title: 'NAME', width: 'grow', keep: 60, text: ({ name }) => name, tone: () => 'muted' },
  ],
  sort: { column: 'setting', descending: false },
  label: ({ name }) => name,
  copyText: ({ name }) => name,
  describe: async (request) => toDocument(await request.call('backup', 'DescribeGlobalSettings', {})),
  detail: (row, _document, now) => [
    fieldsSection('Global setting', [
      ['Setting', settingText(row.name)],
      ['Value', valueText(row.value)],
      ['Name', row.name],
      ['Changed', timeText(row.updatedAt, now)],
      ...scopeEntries(row.scope),
    ]),
  ],
  drillDowns: [],
};

const settings = tableOf<string>({
  isCrossAccountBackupEnabled: 'cross-account backup',
  isMpaEnabled: 'multi-party approval',
  isDelegatedAdministratorEnabled: 'delegated administrators',
});

const settingText = (name: string): string => settings[name] ?? name;

function valueText(value: string): string {
  if (value === 'true') return 'on';
  return value === 'false' ? 'off' : value;
}

function toRows({ GlobalSettings = {}, LastUpdateTime }: DescribeGlobalSettingsOutput, scope: Scope): GlobalSetting[] {
  return Object.entries(GlobalSettings).map(([name, value]) =>
    defined({ scope, name: wordsOf(name) ?? '', value: wordsOf(value) ?? '', updatedAt: epochOf(LastUpdateTime) }),
  );
}
