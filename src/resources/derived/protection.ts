import { shortName } from '../../domain/arn.ts';
import { severityTone } from '../../domain/attention/findings/severity.ts';
import { ageWordsPast, durationWords } from '../../domain/attention/findings/words.ts';
import {
  ageTone,
  type CopyProtection,
  copiesTone,
  locationsTone,
  locationTone,
  type Protection,
  protectionTone,
  provenTone,
} from '../../domain/attention/lists/protection.ts';
import type { LocationAge } from '../../domain/attention/points/location-age.ts';
import { locationWords } from '../../domain/attention/points/vault-location.ts';
import { scopeKey } from '../../domain/scope.ts';
import { formatAge } from '../../lib/text/format.ts';
import { ofResource } from '../drill-downs.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';
import { derived } from './derived.ts';

const ageWidth = 7;

/** The age of each resource's newest data, compared with its objective. */
export const protection = derived<Protection>({
  id: 'protection',
  title: 'protection',
  plural: 'protection of resources',
  aliases: ['rpo', 'objectives'],
  fields: [
    'arn',
    'name',
    'type',
    'newestAt',
    'continuous',
    'promisedMs',
    'promiseSource',
    'locations',
    'plans',
    'copies',
    'provenAt',
    'trouble',
    'restoreTrouble',
  ],
  key: ({ scope, arn }) => `${scopeKey(scope)}/${arn}`,
  stored: { keyMember: 'arn', volatile: ['newestAt', 'provenAt', 'copies', 'promisedMs', 'locations'] },
  columns: [
    {
      id: 'status',
      title: 'AGE',
      width: ageWidth,
      keep: 100,
      align: 'right',
      text: ageText,
      sortBy: ({ newestAt }) => newestAt ?? 0,
      // The row's mark includes all objectives, its age column the age alone.
      tone: protectionTone,
      pieces: (row, now) => [{ text: ageText(row, now).padStart(ageWidth), tone: ageTone(row, now) }],
    },
    {
      id: 'promised',
      title: 'OBJECTIVE',
      width: 9,
      keep: 95,
      align: 'right',
      text: ({ promisedMs }) => (promisedMs === undefined ? 'none' : durationWords(promisedMs)),
      sortBy: ({ promisedMs }) => promisedMs,
      tone: ({ promiseSource }) => (promiseSource === 'configured' ? 'accent' : 'muted'),
    },
    { id: 'name', title: 'RESOURCE', width: 'grow', keep: 100, text: ({ name }) => name, identity: ({ arn }) => arn },
    { id: 'type', title: 'TYPE', width: 10, keep: 70, text: ({ type }) => type },
    {
      id: 'copies',
      title: 'COPIES',
      width: 10,
      keep: 80,
      text: ({ copies }) => copiesText(copies),
      tone: ({ copies }, now) => copiesTone(copies, now),
    },
    {
      id: 'elsewhere',
      title: 'ELSEWHERE',
      width: 16,
      keep: 72,
      text: ({ locations }, now) => locationsText(locations, now),
      tone: ({ locations }, now) => locationsTone(locations, now),
    },
    {
      id: 'proven',
      title: 'PROVEN',
      width: 6,
      keep: 75,
      align: 'right',
      text: ({ provenAt }, now) => (provenAt === undefined ? '-' : formatAge(now - provenAt)),
      sortBy: ({ provenAt }) => provenAt,
      tone: provenTone,
    },
    {
      id: 'plans',
      title: 'PLANS',
      width: 'grow',
      keep: 50,
      text: ({ plans }) => plans.join(', '),
      tone: () => 'muted',
    },
  ],
  sort: { column: 'status', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  detail: (row, _, now) => [
    fieldsSection('Protection', [
      ['Resource', row.name],
      ['Type', row.type],
      ['ARN', row.arn],
      ['Newest data', newestText(row, now), ageTone(row, now)],
      [
        'Objective',
        row.promisedMs === undefined ? 'nothing' : `every ${durationWords(row.promisedMs)}, ${sourceText(row)}`,
      ],
      ['By location', agesText(row, now), locationsTone(row.locations, now)],
      ['Plans', row.plans.join(', ') || 'none'],
      ['Needs attention', row.trouble?.kind, row.trouble && severityTone(row.trouble.severity)],
      [
        'Last successful restore',
        timeText(row.provenAt, now) ?? 'none in the restore jobs that AWS lists',
        provenTone(row),
      ],
      ['Needs attention', row.restoreTrouble?.kind, row.restoreTrouble && severityTone(row.restoreTrouble.severity)],
      ...scopeEntries(row.scope),
    ]),
    tableSection('Objectives by location', {
      columns: locationColumns(now),
      rows: row.locations,
      empty: 'No objective is set for a location of its recovery points.',
    }),
    tableSection('Copies', {
      columns: copyColumns(now),
      rows: row.copies,
      empty: 'No rule copies its recovery points.',
    }),
  ],
  drillDowns: [
    ...ofResource,
    { to: 'protected-resources', title: 'resource', single: true, params: ({ arn }) => ({ arn }) },
  ],
});

function ageText({ newestAt, continuous }: Protection, now: number): string {
  if (newestAt === undefined) return 'none';
  return continuous ? 'live' : formatAge(now - newestAt);
}

function newestText(row: Protection, now: number): string {
  return row.continuous ? 'continuous: minutes ago' : (timeText(row.newestAt, now) ?? 'none');
}

const sourceText = ({ promiseSource }: Protection): string =>
  promiseSource === 'configured' ? 'set in the config file' : 'from the schedule of its rules';

const copiesText = (copies: readonly CopyProtection[]): string =>
  copies.length === 0 ? '' : `${copies.filter(({ state }) => state === 'arrived').length} of ${copies.length}`;

/** The worst location: '9 d of 7 d'. */
function locationsText(locations: readonly LocationAge[], now: number): string {
  const tone = locationsTone(locations, now);
  const worst = locations.find((age) => locationTone(age, now) === tone);
  return worst ? `${locationAgeText(worst, now)} of ${durationWords(worst.everyMs)}` : '';
}

function locationAgeText({ newestAt, everyMs, continuous, state }: LocationAge, now: number): string {
  if (continuous) return 'live';
  if (newestAt !== undefined) return ageWordsPast(now - newestAt, everyMs);
  return state === 'unknown' ? 'unknown' : 'none';
}

/** 'newest 4 h, in another account 9 d of 7 d'; undefined: no objective names a location. */
function agesText({ newestAt, continuous, locations }: Protection, now: number): string | undefined {
  if (locations.length === 0) return undefined;
  const newest = continuous ? 'live' : newestAt === undefined ? 'none' : durationWords(now - newestAt);
  const others = locations.map(
    (age) => `${locationWords(age.in)} ${locationAgeText(age, now)} of ${durationWords(age.everyMs)}`,
  );
  return [`newest ${newest}`, ...others].join(', ');
}

const locationColumns = (now: number) => [
  tableColumn('WHERE', 40, (age: LocationAge) => locationWords(age.in)),
  tableColumn('OBJECTIVE', 10, ({ everyMs }: LocationAge) => durationWords(everyMs)),
  tableColumn('NEWEST', 10, (age: LocationAge) => locationAgeText(age, now)),
  tableColumn('STATE', 10, ({ state }: LocationAge) => state),
];

const copyColumns = (now: number) => [
  tableColumn('WHERE', 30, ({ place, vaultArn }: CopyProtection) => place || shortName(vaultArn)),
  tableColumn('STATE', 12, ({ state }: CopyProtection) => state),
  tableColumn('DATA', 10, ({ dataAt }: CopyProtection) =>
    dataAt === undefined ? 'none' : `${formatAge(now - dataAt)} old`,
  ),
  tableColumn('LAG', 8, ({ lagMs }: CopyProtection) => (lagMs === undefined ? '' : formatAge(lagMs))),
];
