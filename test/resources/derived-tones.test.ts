// A row of a derived list is never drawn as good while a finding about the same subject says otherwise.
import { describe, expect, test } from 'vitest';
import { evaluateScope } from '../../src/domain/attention/evaluate-scope.ts';
import { findingKinds } from '../../src/domain/attention/findings/finding-kind.ts';
import { severities } from '../../src/domain/attention/findings/severity.ts';
import { type Matter, troublesOf } from '../../src/domain/attention/findings/trouble.ts';
import { copyRoutes } from '../../src/domain/attention/lists/copy-matrix.ts';
import { type Protection, protectionOf } from '../../src/domain/attention/lists/protection.ts';
import { type Lane, laneOf } from '../../src/domain/attention/lists/timeline.ts';
import { createScheduleBook } from '../../src/domain/attention/runs/schedule-book.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import type { Tone } from '../../src/domain/tone.ts';
import type { DerivedId } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { type Example, examples } from '../domain/attention/examples.ts';
import {
  createdBy,
  day,
  type Estate,
  factsOf,
  five,
  hour,
  job,
  nightly,
  noon,
  point,
  restoreTest,
  rule,
  vaultArn,
} from '../domain/attention/facts-of.ts';
import { vaultsOf } from '../support/compute-attention.ts';
import { evaluateData } from '../support/evaluated.ts';
import { withEmbeddedAws } from './embedded-aws.ts';

function rowsOf({ estate, settings = noSettings }: Pick<Example, 'estate' | 'settings'>, now = noon) {
  const facts = factsOf(estate);
  const book = createScheduleBook();
  const { findings, view } = evaluateScope(facts, { vaults: vaultsOf([facts]), settings, now, book });
  const troubles = troublesOf(findings);
  const cases = [...view.cases.values()];
  const context = { view, book, now, objectives: settings.objectives };
  const protections = cases.map((found) => protectionOf(found, context, troubles));
  return {
    findings,
    troubles,
    protections,
    lanes: cases.map((found) => laneOf(found, context, troubles)),
    routes: copyRoutes(protections, now),
  };
}

const toneOf = (resource: ResourceId, column: string, row: unknown, now = noon): Tone =>
  resources[resource].columns.find(({ id }) => id === column)?.tone?.(row, now) ?? 'plain';

/** The column of each list that shows the state. */
const marks: readonly (readonly [resource: ResourceId, column: string, matter: Matter])[] = [
  ['protection', 'status', 'backup'],
  ['protection', 'copies', 'copy'],
  ['protection', 'proven', 'restore'],
  ['timeline', 'state', 'backup'],
];

const all = findingKinds.flatMap((kind) =>
  severities.flatMap((severity) => (examples[kind][severity] ?? []).map((example) => ({ kind, severity, ...example }))),
);

test('each kind of finding about a resource is about its backups, its copies or its restores', () => {
  const matters: Partial<Record<(typeof findingKinds)[number], Matter>> = {
    'point-age': 'backup',
    'continuous-stopped': 'backup',
    'failed-run': 'backup',
    'missed-run': 'backup',
    'late-run': 'backup',
    'opted-out': 'backup',
    issues: 'backup',
    unprotected: 'backup',
    'copy-failed': 'copy',
    'copy-missing': 'copy',
    'copy-late': 'copy',
    'copy-cannot-cross': 'copy',
    'restore-test-failed': 'restore',
    'restore-failed': 'restore',
    'restore-unproven': 'restore',
  };
  const isAbout = (kind: (typeof findingKinds)[number], matter: Matter) =>
    Object.values(examples[kind])
      .flat()
      .every((example) => {
        const { findings, troubles } = rowsOf(example);
        const own = findings.find((finding) => finding.kind === kind);
        const [arn = ''] = own?.resourceArns ?? [own?.resourceArn ?? ''];
        return troubles.of(arn, matter)?.kind === kind;
      });
  for (const kind of findingKinds) {
    const matter = matters[kind];
    if (matter) expect(isAbout(kind, matter), kind).toBe(true);
  }
});

describe('no row is green while there is a finding', () => {
  test.each(all)('$kind, $severity', (example) => {
    const { protections, lanes, routes, troubles } = rowsOf(example);
    const rows: Partial<Record<ResourceId, readonly (Protection | Lane)[]>> = {
      protection: protections,
      timeline: lanes,
    };
    for (const [resource, column, matter] of marks) {
      for (const row of rows[resource] ?? []) {
        if (troubles.of(row.arn, matter))
          expect(toneOf(resource, column, row), `${resource} ${column}`).not.toBe('good');
      }
    }
    const isCopyTroubled = protections.some(({ arn, copies }) => copies.length > 0 && troubles.of(arn, 'copy'));
    if (isCopyTroubled) for (const route of routes) expect(toneOf('copy-routes', 'state', route)).not.toBe('good');
  });

  describe.each(['2026-01-15T12:00Z', '2026-02-01T02:45Z'])('in the demo estate, started at %s', (start) => {
    const aws = withEmbeddedAws({ startedAt: Date.parse(start) });

    test('by the list of what needs attention', async () => {
      const data = await aws.answered();
      const view = evaluateData(data);
      const loud = view.items.filter(({ severity }) => severity !== 'notice');
      const kinds: Readonly<Record<Matter, RegExp>> = {
        backup: /^(unprotected|point-age|continuous-stopped|failed-run|missed-run|late-run)$/,
        copy: /^copy-(failed|missing|late)$/,
        restore: /^restore-(test-failed|failed|unproven)$/,
      };
      let looked = 0;
      for (const place of data.scopes) {
        for (const [resource, column, matter] of marks) {
          const rows = view.rows(resource as DerivedId, place);
          for (const item of loud.filter(({ kind }) => kinds[matter].test(kind))) {
            const row = rows.find(({ arn }) => arn === item.resourceArn);
            if (!row || item.scope.region !== place.region) continue;
            looked += 1;
            expect(toneOf(resource, column, row, data.now), `${resource} ${column} ${item.text}`).not.toBe('good');
          }
        }
      }
      expect(looked).toBeGreaterThan(10);
    });
  });
});

const backups = nightly('shop');
const shop = (estate: Estate, now = noon) => {
  const { protections, lanes, routes } = rowsOf({ estate }, now);
  return { protection: protections[0], lane: lanes[0], route: routes[0] };
};

test('an opted-out type is marked in the timeline, by the finding', () => {
  const { lane } = shop({ backups, settings: { optIn: { RDS: false }, fullManagement: {} } });
  expect(lane?.trouble).toEqual({ kind: 'opted-out', severity: 'critical' });
  expect(toneOf('timeline', 'state', lane)).toBe('bad');
  expect(resources.timeline.columns.find(({ id }) => id === 'state')?.text(lane as never, noon)).toBe('opted-out');
  expect(toneOf('timeline', 'state', shop({ backups }).lane)).toBe('good');
});

test('an age past its promise is not green, not even while its next run may be under way', () => {
  const weekly = rule({ id: 'weekly', schedule: 'cron(0 5 ? * THU *)' });
  const weeklyBackups = [0, 7, 14].map((days) => job('shop', five - days * day, { createdBy: createdBy(weekly) }));
  const toneAfter = (ms: number) => {
    const { protection } = shop({ rules: [weekly], backups: weeklyBackups, at: five + ms }, five + ms);
    return toneOf('protection', 'status', protection, five + ms);
  };
  expect(toneAfter(7 * day)).toBe('good');
  expect(['plain', 'warn']).toContain(toneAfter(7 * day + 9 * hour));
  expect(toneAfter(8 * day)).toBe('warn');
  expect(toneAfter(15 * day)).toBe('bad');
});

test('a night in which nothing ran is neither good nor bad', () => {
  const { lane } = shop({ rules: [], backups: [job('shop', noon - 5 * day)] });
  expect(toneOf('timeline', 'state', lane)).toBe('muted');
});

const dr = vaultArn('dr', 'eu-central-1');
const copying = rule({ copies: [{ vaultArn: dr, deleteAfterDays: 35 }] });
const copyOf = (source: ReturnType<typeof job>, more: Partial<ReturnType<typeof job>> = {}) =>
  job('shop', source.createdAt + hour, {
    kind: 'copy',
    id: `copy of ${source.id}`,
    vaultArn: dr,
    vaultName: 'dr',
    ...(source.recoveryPointArn ? { recoveryPointArn: source.recoveryPointArn } : {}),
    ...more,
  });
const age = (row: unknown) =>
  resources.protection.columns.find(({ id }) => id === 'status')?.pieces?.(row as never, noon);
const [today] = backups as [ReturnType<typeof job>];

test.each([
  ['arrived', [copyOf(today)], 'good', 'good', []],
  ['failed', [copyOf(today, { state: 'FAILED' })], 'bad', 'bad', ['shop failed']],
  ['under way', [copyOf(today, { state: 'RUNNING' })], 'busy', 'busy', []],
  ['missing', [], 'bad', 'bad', ['shop missing']],
  [
    'under way, with the last that arrived two days old',
    [copyOf(today, { state: 'RUNNING' }), ...backups.slice(2).map((one) => copyOf(one))],
    'warn',
    'warn',
    ['shop under way'],
  ],
  [
    'under way, with the last that arrived too old',
    [copyOf(today, { state: 'RUNNING' }), ...backups.slice(3).map((one) => copyOf(one))],
    'warn',
    'warn',
    ['shop under way'],
  ],
] as const)('a copy that is %s', (_, copies, copiesTone, routeTone, which) => {
  const { protection, route } = shop({ rules: [copying], backups, copies });
  expect(toneOf('protection', 'copies', protection)).toBe(copiesTone);
  // The row has the tone of its worst value; an age within its objective has its own tone.
  if (copiesTone !== 'busy') expect(toneOf('protection', 'status', protection)).toBe(copiesTone);
  expect(age(protection)?.[0]?.tone).toBe('good');
  expect(toneOf('copy-routes', 'state', route)).toBe(routeTone);
  expect(resources['copy-routes'].columns.find(({ id }) => id === 'which')?.text(route as never, noon)).toBe(
    which.join(', '),
  );
});

test('a copy that waits for its backup is not green', () => {
  const justDone = [{ ...today, completedAt: noon - hour }];
  const { protection, route } = shop({ rules: [copying], backups: justDone });
  expect(toneOf('protection', 'copies', protection)).toBe('busy');
  expect(toneOf('copy-routes', 'state', route)).toBe('busy');
});

test('the detail of a route lists what is not as promised', () => {
  const { route } = shop({ rules: [copying], backups, points: [point('shop', five)] });
  const section = resources['copy-routes'].detail(route as never, undefined, noon).find(({ kind }) => kind === 'table');
  const cells =
    section?.kind === 'table' ? section.rows.map((row) => section.columns.map(({ text }) => text(row, noon))) : [];
  expect(cells).toEqual([['shop', 'missing', 'none', 'dr in eu-central-1']]);
});

test('a restore that worked is not green once a later test failed', () => {
  const restores = [restoreTest('shop', five, { validationStatus: 'FAILED' }), restoreTest('shop', five - day)];
  const { protection } = shop({ backups, restores });
  expect(protection?.provenAt).toBe(five - day + 30 * 60_000);
  expect(toneOf('protection', 'proven', protection)).toBe('warn');
  expect(toneOf('protection', 'proven', shop({ backups, restores: restores.slice(1) }).protection)).toBe('good');
});

test('a location without a point in time is not green, and the detail says how old each is', () => {
  const estate = { backups: nightly('shop', 25), points: [point('shop', five)] };
  const objectives = [
    { everyMs: 7 * 24 * hour, in: 'other-account' },
    { everyMs: 24 * hour, in: 'main' },
  ];
  const { protections } = rowsOf({ estate, settings: { objectives, mutes: [] } });
  const [row] = protections as [Protection];
  const text = resources.protection.columns.find(({ id }) => id === 'elsewhere')?.text(row, noon);
  expect([text, toneOf('protection', 'elsewhere', row), toneOf('protection', 'status', row)]).toEqual([
    'none of 7 d',
    'bad',
    'bad',
  ]);
  const sections = resources.protection.detail(row, undefined, noon);
  const table = sections.find(({ title }) => title === 'Objectives by location');
  if (table?.kind !== 'table') throw new Error('There is no such table.');
  expect(table.rows.map((one) => table.columns.map((column) => column.text(one, noon)))).toEqual([
    ['in another account', '7 d', 'none', 'missed'],
    ['in vault main', '24 h', '7 h', 'met'],
  ]);
  const inWords = (shown: Protection, now: number) =>
    resources.protection
      .detail(shown, undefined, now)
      .flatMap((section) => (section.kind === 'fields' ? section.fields : []))
      .find(({ label }) => label === 'By location');
  expect(inWords(row, noon)).toEqual({
    label: 'By location',
    tone: 'bad',
    text: 'newest 7 h, in another account none of 7 d, in vault main 7 h of 24 h',
  });
  // An excess that is smaller than the unit of its text is written in more detail.
  expect(inWords(row, five + 24 * hour + 20 * 60_000)?.text).toMatch(/in vault main 24 h 20 min of 24 h$/);
  expect(inWords({ ...row, locations: [] }, noon)).toBeUndefined();
});
