// Each kind of finding in each severity that it can have.
import { describe, expect, test } from 'vitest';
import { findingKinds } from '../../../src/domain/attention/findings/finding-kind.ts';
import { severities } from '../../../src/domain/attention/findings/severity.ts';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { examples } from './examples.ts';
import {
  attentionOf,
  audit,
  createdBy,
  day,
  five,
  hour,
  job,
  minute,
  nightly,
  noon,
  rule,
  textsOf,
} from './facts-of.ts';

const all = findingKinds.flatMap((kind) =>
  severities.flatMap((severity) =>
    (examples[kind][severity] ?? []).map((example, index) => ({ kind, severity, index, ...example })),
  ),
);

test('every kind has an example', () => {
  expect(findingKinds.filter((kind) => !all.some((example) => example.kind === kind))).toEqual([]);
});

describe('is found', () => {
  test.each(all)('$kind, $severity ($index)', ({ kind, severity, subject, estate, settings }) => {
    const { items } = attentionOf(estate, settings);
    const own = items.filter((item) => item.subject === subject && item.kind === kind);
    expect(own.map((item) => item.severity)).toEqual([severity]);
  });

  test('and no severity of an example is without an entry in the table', () => {
    const found = all.flatMap(({ estate, settings }) => attentionOf(estate, settings).items);
    const unlisted = found.filter(({ kind, severity }) => examples[kind][severity] === undefined);
    expect(unlisted.map(({ kind, severity }) => `${kind} ${severity}`)).toEqual([]);
  });
});

describe('a job that somebody stopped', () => {
  const stopped = (at: number) => {
    const { createdBy: _, ...rest } = job('shop', at, { state: 'ABORTED', completedAt: at });
    return rest;
  };

  test('is a finding for a day where no plan repeats it', () => {
    expect(textsOf({ rules: [], backups: [stopped(noon - 23 * hour)] })).toHaveLength(1);
    expect(textsOf({ rules: [], backups: [stopped(noon - 25 * hour)] })).toEqual([]);
  });

  test('names who stopped it, where the trail knows', () => {
    const last = stopped(noon - hour);
    const touched = { backupJobId: last.id.toLowerCase() };
    const audits = [audit('StopBackupJob', { actor: 'Ops/bob', risk: 'none', touched })];
    expect(textsOf({ rules: [], backups: [last], audits })).toEqual([
      'shop: last on-demand backup ABORTED: the job was stopped, by bob (Ops)',
    ]);
  });

  test('is made up for by a later one', () => {
    expect(textsOf({ rules: [], backups: [job('shop', noon - minute), stopped(noon - hour)] })).toEqual([]);
  });
});

test('of two rules of one plan that keep as long and meet, one run is enough', () => {
  const twin = rule({ id: 'twin', name: 'Twin' });
  const backups = [...nightly('shop', 10), ...nightly('shop', 10, { createdBy: createdBy(twin) }).slice(1)];
  const of = (jobs: typeof backups) => textsOf({ rules: [rule(), twin], backups: jobs }, noSettings);
  expect(of(backups)).toEqual([]);
  const neither = backups.filter(({ createdAt }) => createdAt < five - hour);
  expect(
    of([...neither, ...nightly('other'), job('other', five - day, { id: 'x', createdBy: createdBy(twin) })]),
  ).not.toEqual([]);
});
