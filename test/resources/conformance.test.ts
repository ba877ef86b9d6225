// Rules that every registered resource obeys.
import { describe, expect, test } from 'vitest';
import { columnGap, narrowestGrow } from '../../config/layout.ts';
import { cadences } from '../../config/polling.ts';
import { initialValues, problemsOf } from '../../src/app/forms/form.ts';
import { machineRow } from '../../src/app/list/machine-row.ts';
import { displayWidth, sanitize } from '../../src/lib/text/text.ts';
import { resourceByName, resources } from '../../src/resources/index.ts';
import type { AnyResource, Column, DetailSection } from '../../src/resources/resource.ts';
import { resourceIds } from '../../src/resources/resource-id.ts';
import { noon, regions, withSharedAws } from './embedded-aws.ts';

const aws = withSharedAws({ furnished: true });
const all: readonly AnyResource[] = Object.values(resources);
/** No rule of the estate requires scans there, and the row of an account is in the first of its Regions. */
const hasNone = (id: string, region: string) =>
  (id === 'scan-jobs' && region === 'ap-southeast-2') || (id === 'accounts' && region !== 'us-east-1');
const tones = ['plain', 'good', 'busy', 'warn', 'bad', 'muted', 'accent'];

test('ids, aliases, titles and plurals name one resource each', () => {
  expect(Object.keys(resources)).toEqual([...resourceIds]);
  const names = all.flatMap(({ id, aliases, title, plural }) => [...new Set([id, ...aliases, title, plural])]);
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  for (const name of names) expect(resourceByName(name.toUpperCase())).toBeDefined();
  expect(resourceByName('no such thing')).toBeUndefined();
});

/**
 * Rows that no response gives: events come out of a queue (events.test.ts), and what a search shows out of the store
 * (test/runtime/find.test.ts); groups are made of other rows (test/cli/coverage.test.ts).
 */
const isFed = (id: string) => ['events', 'found', 'resource-pages', 'coverage-groups', 'mutes', 'changes'].includes(id);

describe.each(all.map((resource) => [resource.id, resource] as const))('%s', (id, resource) => {
  test('is wired to what exists', () => {
    expect(resource.id).toBe(id);
    expect(Object.keys(cadences)).toContain(resource.cadence);
    for (const { to, params } of resource.drillDowns) {
      expect(resourceIds).toContain(to);
      expect(params).toBeTypeOf('function');
    }
    const fields = resource.fields.map((field) => field.split('.').at(-1));
    expect(fields.length).toBeGreaterThan(0);
    expect(new Set(['account', 'region', ...fields]).size).toBe(fields.length + 2);
    const ways = resource.drillDowns.map(({ to, title }) => `${to} ${title}`);
    expect(new Set(ways).size).toBe(ways.length);
    expect(resource.columns.map((column) => column.id)).toContain(resource.sort.column);
    expect(new Set(resource.columns.map((column) => column.id)).size).toBe(resource.columns.length);
  });

  test('shows what matters in 80 columns beside a Region', () => {
    const kept = resource.columns.filter(({ keep }) => keep >= 90);
    const region = 14 + columnGap;
    expect(widthOf(kept) + region).toBeLessThanOrEqual(78);
    for (const { title, width } of resource.columns) {
      expect(displayWidth(title)).toBeLessThanOrEqual(width === 'grow' ? narrowestGrow : width);
    }
  });

  test.skipIf(isFed(id)).each(regions)('lists, draws and describes what is in %s', async (region) => {
    const rows = await aws.rows(resource, region);
    if (hasNone(id, region)) return expect(rows).toEqual([]);
    expect(rows.length, `rows of ${id} in ${region}: \`furnish\` in embedded-aws.ts makes them`).toBeGreaterThan(0);
    const keys = rows.map(resource.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(rows.flatMap((row) => faultsOf(resource, row))).toEqual([]);
    const [first] = rows;
    const document = await resource.describe(aws.ask(region), first);
    expect(document).toEqual(JSON.parse(JSON.stringify(document)));
    for (const known of [undefined, document]) {
      const texts = textsOf(resource.detail(first, known, noon));
      expect(texts.length).toBeGreaterThan(1);
      expect(texts.filter((text) => !isClean(text))).toEqual([]);
    }
  });

  test.skipIf(isFed(id) || resource.derivedFrom).each(['constructor', '__proto__'])(
    'draws and offers actions where AWS says %s',
    async (word) => {
      const [first] = await aws.rows(resource, 'us-east-1');
      const row = saying(word, first) as never;
      expect(strangeCells(resource, row)).toEqual([]);
      const context = { row, scope: first.scope, facts: undefined, values: {}, now: noon, token: 't', known: () => [] };
      for (const { disabled, fields = [] } of resource.actions ?? []) {
        expect(['string', 'undefined']).toContain(typeof disabled?.(row, context));
        const problems = problemsOf(fields, { ...context, values: initialValues(fields, context) }, true);
        for (const problem of Object.values(problems)) expect(problem).toBeTypeOf('string');
      }
    },
  );

  test.skipIf(isFed(id))('keys hold the scope', async () => {
    const [row] = await aws.rows(resource, 'us-east-1');
    const elsewhere = { ...row, scope: { ...row.scope, region: 'eu-west-1' } };
    expect(resource.key(elsewhere)).not.toBe(resource.key(row));
  });
});

const widthOf = (columns: readonly Column<never>[]): number =>
  columns.reduce((sum, { width }) => sum + (width === 'grow' ? narrowestGrow : width), 0) +
  columnGap * (columns.length - 1);

/** Members whose texts are ours and not AWS's. */
const ours = ['scope', 'risk'];

/** The row with the word for every text of AWS: a vault may be named constructor, and so may be what AWS adds next year. */
function saying(word: string, value: unknown): unknown {
  if (typeof value === 'string') return word;
  if (Array.isArray(value)) return value.map((item) => saying(word, item));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([name, item]) => [name, ours.includes(name) ? item : saying(word, item)]));
}

function strangeCells(resource: AnyResource, row: never): unknown[] {
  const cells = resource.columns.map(({ text, tone }) => [text(row, noon), tone?.(row, noon) ?? 'plain']);
  const fields = resource.detail(row, undefined, noon).flatMap((section) => {
    return section.kind === 'fields' ? section.fields.map(({ text, tone = 'plain' }) => [text, tone]) : [];
  });
  return [...cells, ...fields].filter(([text, tone]) => typeof text !== 'string' || !tones.includes(String(tone)));
}

/** What is wrong with a row, as text: thousands of rows are drawn, and each expect() costs. */
function faultsOf(resource: AnyResource, row: unknown): string[] {
  const texts = resource.columns.map((column) => column.text(row, noon));
  const sortValues = resource.columns.map((column) => column.sortBy?.(row, noon));
  const toned = resource.columns.flatMap((column) => column.tone?.(row, noon) ?? []);
  const params = resource.drillDowns.flatMap((drill) => Object.values(drill.params(row) ?? {}));
  const unheard = resource.drillDowns.flatMap(({ to, params: of }) =>
    Object.keys(of(row) ?? {}).filter((name) => !Object.hasOwn(resources[to].params, name)),
  );
  const told = machineRow(resource, row, noon);
  const raw = rawTimes('', told);
  const untold = Object.keys(resource.exported?.(row as never, noon) ?? (row as object)).filter(
    (name) => !isTold(resource, name),
  );
  return [
    ...[...texts, resource.label(row)].filter((text) => !isClean(text)),
    ...sortValues.filter((value) => Number.isNaN(value) || !['number', 'string', 'undefined'].includes(typeof value)),
    ...toned.filter((tone) => !tones.includes(tone)),
    ...(resource.label(row) === '' ? ['no label'] : []),
    ...(resource.copyText(row, noon) === '' ? ['nothing to copy'] : []),
    ...(params.includes('') ? ['an empty parameter'] : []),
    ...unheard.map((name) => `a way on says ${name}, which its list does not know`),
    ...raw.map((name) => `a program gets ${name} as a bare number`),
    ...untold.map((name) => `a program does not get ${name}`),
  ].map(String);
}

/** Names of numbers that look like epoch ms, however deep they lie. */
function rawTimes(name: string, value: unknown): string[] {
  if (typeof value === 'number') return value > 1e11 && !/[bB]ytes$/.test(name) ? [name] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => rawTimes(Array.isArray(value) ? name : key, item));
}

/** What a row holds for the screen alone. */
const onScreenOnly = ['scope', 'lifecycleUnknown', 'record', 'planArn', 'readOnly'];

const isTold = ({ fields }: AnyResource, name: string): boolean =>
  onScreenOnly.includes(name) || fields.some((field) => field.split('.')[0] === name);

const isClean = (text: string): boolean =>
  typeof text === 'string' && text === sanitize(text) && !/undefined|NaN|\[object/.test(text);

function textsOf(sections: readonly DetailSection[]): string[] {
  return sections.flatMap((section) => [
    section.title,
    ...(section.kind === 'fields'
      ? section.fields.flatMap(({ label, text }) => [label, text])
      : section.rows.flatMap((row) => section.columns.map((column) => column.text(row, noon)))),
  ]);
}
