import type { DescribeRegionSettingsOutput } from '../aws/declared/backup.ts';
import { type Scope, scopeKey } from '../domain/scope.ts';
import type { RegionSetting } from '../domain/setting.ts';
import { settingActions } from './actions/settings-actions.ts';
import { toDocument } from './document.ts';
import { defined, wordsOf } from './reading.ts';
import type { Resource } from './resource.ts';
import { fieldsSection, scopeEntries } from './sections.ts';

export const regionSettings: Resource<RegionSetting> = {
  id: 'region-settings',
  title: 'Region setting',
  plural: 'Region settings',
  aliases: ['rs', 'opt-in', 'settings'],
  cadence: 'settings',
  params: {},
  fields: ['type', 'optedIn', 'managed', 'incremental'],
  async *list(request) {
    yield toRows(await request.call('backup', 'DescribeRegionSettings', {}), request.scope);
  },
  key: ({ scope, type }) => `${scopeKey(scope)}/${type}`,
  stored: {},
  columns: [
    { id: 'type', title: 'TYPE', width: 'grow', keep: 100, text: ({ type }) => type },
    {
      id: 'opted-in',
      title: 'BACKED UP',
      width: 12,
      keep: 100,
      text: ({ optedIn }) => (optedIn === undefined ? '' : optedIn ? 'yes' : 'opted out'),
      tone: ({ optedIn }) => (optedIn === undefined ? 'muted' : optedIn ? 'good' : 'warn'),
    },
    {
      id: 'managed',
      title: 'FULL MANAGEMENT',
      width: 15,
      keep: 95,
      text: ({ managed }) => (managed === undefined ? '' : managed ? 'yes' : 'no'),
      tone: ({ managed }) => (managed ? 'plain' : 'muted'),
    },
    {
      id: 'incremental',
      title: 'INCREMENTAL',
      width: 11,
      keep: 94,
      text: ({ incremental }) => (incremental === undefined ? '' : incremental ? 'opted in' : 'no'),
      tone: ({ incremental }) => (incremental ? 'plain' : 'muted'),
    },
  ],
  sort: { column: 'type', descending: false },
  label: ({ type }) => type,
  copyText: ({ type }) => type,
  describe: async (request) => toDocument(await request.call('backup', 'DescribeRegionSettings', {})),
  detail: (row) => [
    fieldsSection('Region setting', [
      ['Type', row.type],
      [
        'Backed up',
        row.optedIn === false ? 'opted out: AWS Backup skips this type' : 'yes, where a plan selects it',
        row.optedIn === false ? 'warn' : 'good',
      ],
      [
        'Full management',
        row.managed === undefined
          ? undefined
          : row.managed
            ? 'yes: AWS Backup stores the recovery points itself'
            : 'no',
      ],
      [
        'Incremental backups',
        row.incremental === undefined
          ? undefined
          : row.incremental
            ? 'opted in'
            : 'not opted in: each backup is a full backup',
      ],
      ...scopeEntries(row.scope),
    ]),
  ],
  drillDowns: [],
  actions: settingActions,
};

function toRows(raw: DescribeRegionSettingsOutput, scope: Scope): RegionSetting[] {
  const { ResourceTypeOptInPreference: optIn = {}, ResourceTypeManagementPreference: management = {} } = raw;
  const { ResourceTypeOptInIncremental: incremental = {} } = raw;
  const types = new Set([...Object.keys(optIn), ...Object.keys(management), ...Object.keys(incremental)]);
  return [...types].map((type) =>
    defined({
      scope,
      type: wordsOf(type) ?? '',
      optedIn: optIn[type],
      managed: management[type],
      incremental: incremental[type],
    }),
  );
}
