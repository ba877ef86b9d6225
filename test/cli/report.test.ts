// `vaultop report`: what is in the store, in four formats and as a file.

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { help, run } from '../../src/cli/report/report.ts';
import { reportSchema } from '../../src/cli/report/report-schema.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import { arnOf, audit, failed, hour, job, rule, scope, selection } from '../domain/attention/facts-of.ts';
import { newHome } from '../support/built-program.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { environment } from '../support/launch-environment.ts';

/** In November of 2025, with a rule at 05:00. */
const now = Date.UTC(2025, 11, 3, 12);
const run5 = (date: number) => Date.UTC(2025, 10, date, 5, 1);
const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const hostile = '=cmd|"/c calc"!A1<script>alert(1)</script>';

let home: string;
const storeFile = () => join(home, '.local/state/vaultop/stores/aws.sqlite');

beforeEach(() => {
  home = newHome();
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  vi.stubEnv('XDG_STATE_HOME', join(home, '.local/state'));
  vi.stubEnv('XDG_CONFIG_HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'aws-config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'none'));
  vi.stubEnv('LANG', 'C.UTF-8');
  vi.spyOn(systemClock, 'now').mockReturnValue(now);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const dates = Array.from({ length: 30 }, (_, index) => index + 1);
const removed = audit('DeleteRecoveryPoint', { at: run5(20), target: 'arn:aws:rds:…:snapshot:1' });

/** Everything was listed once, on the third of December. */
const rows: Readonly<Record<string, readonly AnyRow[]>> = {
  'backup-jobs': [
    ...dates.map((date) => (date === 7 ? failed('shop', run5(7)) : job('shop', run5(date)))),
    ...dates.filter((date) => date !== 9).map((date) => job(hostile, run5(date), { resourceArn: arnOf('hostile') })),
  ],
  'plan-rules': [rule()],
  selections: [selection({ resources: [arnOf('shop'), arnOf('hostile')], tags: [] })],
  audits: [removed],
  'copy-jobs': [],
  'restore-jobs': [],
  'recovery-points': [],
  vaults: [],
};

function keep(): void {
  mkdirSync(dirname(storeFile()), { recursive: true, mode: 0o700 });
  const place = { path: storeFile(), isNamed: false, isShared: false, notices: [] };
  const { database, close } = openStore(place, { now: () => now, parents: [] });
  const writer = createStoreWriter({ database, shapes: createRowShapes(() => now), now: () => now });
  const { accountId, region } = scope;
  const stored = { identity: 'AWS arn:aws:sts::111122223333:assumed-role/reader', accountId, region };
  for (const [resource, listed] of Object.entries(rows)) {
    const response = writer.begin({
      resource,
      scope: stored,
      params: '[]',
      requestedAt: now - hour,
      scopeOf: () => stored,
    });
    response.page(listed);
    response.whole();
  }
  close();
}

async function report(...words: readonly string[]) {
  const out = captureWrites(process.stdout);
  const err = captureWrites(process.stderr);
  try {
    const code = await run(words, environment, log);
    const textOf = (writes: typeof out) => writes.mock.calls.map(([chunk]) => String(chunk)).join('');
    return { code, text: textOf(out), complaints: textOf(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe('formats', () => {
  test('JSON follows the published schema', async () => {
    keep();
    const { code, text } = await report('--month', '2025-11', '--format', 'json');
    const document = reportSchema.parse(JSON.parse(text));
    expect(code).toBe(0);
    expect(document).toMatchObject({ month: '2025-11', timeZone: 'UTC', from: '2025-11-01T00:00:00.000Z' });
    expect(document.totals.runs).toMatchObject({ scheduled: 60, met: 58, failed: 1, missed: 1, unknown: 0 });
    expect(document.changes).toMatchObject([{ event: 'DeleteRecoveryPoint', actor: 'Admin/mallory' }]);
    expect(document.days[6]).toMatchObject({ day: '2025-11-07', runs: { scheduled: 2, met: 1, failed: 1 } });
  });

  test('CSV has no formulas', async () => {
    keep();
    const { text } = await report('--format', 'csv');
    const [head = '', ...lines] = text.trimEnd().split('\r\n');
    expect(head.split(',').slice(3, 8)).toEqual(['account', 'region', 'arn', 'name', 'type']);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain(`,"'=cmd|""/c calc""!A1`);
    expect(lines[1]).toContain(',30,29,0,1,0,0,0,');
  });

  test('HTML is one file without scripts and references, and Markdown has no markup of names', async () => {
    keep();
    const html = (await report('--format', 'html')).text;
    expect(html).toContain('<svg');
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toMatch(/<script|<link|<img|\bsrc=|\bhref=|url\(|@import/i);
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
    const { text } = await report();
    expect(text).toContain('# AWS Backup: report of 2025-11');
    expect(text).toContain('\\<script\\>alert\\(1\\)');
    expect(text).toContain('1 × AWS refused access');
    expect(text).toMatch(/DeleteRecoveryPoint \|.*\| Admin\/mallory \|/);
  });

  test('the month of a time zone, which the report names', async () => {
    keep();
    const document = JSON.parse((await report('--timezone', 'new york', '--format', 'json')).text);
    expect(document).toMatchObject({ timeZone: 'America/New_York', from: '2025-11-01T04:00:00.000Z' });
    // Clocks went back on the second of November.
    expect(document.to).toBe('2025-12-01T05:00:00.000Z');
    expect((await report('--timezone', 'new york')).text).toContain('time zone America/New_York');
  });
});

describe('a file', () => {
  test('is for its owner only, and replaces another one only by force', async () => {
    keep();
    const path = join(home, 'october.json');
    expect(await report('--output', path)).toMatchObject({ code: 0, text: '' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8')).month).toBe('2025-11');
    writeFileSync(path, 'mine');
    await expect(report('--output', path)).rejects.toThrow(`Not written: ${path} exists already: --force replaces it`);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await report('--output', path, '--force', '--format', 'md');
    expect(readFileSync(path, 'utf8')).toMatch(/^# AWS Backup/);
  });

  test('cannot be in a directory that does not exist', async () => {
    keep();
    await expect(report('--output', join(home, 'none/report.md'))).rejects.toThrow(/there is no directory/);
  });
});

describe('what is not known', () => {
  test('is said on stderr and in the report', async () => {
    keep();
    const { text, complaints } = await report();
    expect(complaints).toContain('Part of the month is not known');
    expect(text).toMatch(/## What is not known\n\n.*\n.*\n(.*\n)*.*audits.*not watched/);
  });

  test('no store, and a store without these accounts', async () => {
    await expect(report()).rejects.toThrow('There is no store yet');
    keep();
    await expect(report('--account', '444455556666')).rejects.toThrow('The store has no rows of these');
  });

  test.each([
    [['--month', '2025-13'], '"2025-13" is not a month: write it as 2026-10.'],
    [['--month', '2026-01'], '2026-01 has not begun.'],
    [['--timezone', 'atlantis'], 'There is no time zone atlantis.'],
    [['--format', 'pdf'], '--format takes csv, json, html or md, not "pdf".'],
    [['--force'], '--force requires --output.'],
    [['--demo'], 'use :report in the dashboard of --demo'],
    [['--no-store'], 'cannot be used with --no-store'],
  ])('%s is refused', async (words, sentence) => {
    await expect(report(...words)).rejects.toThrow(sentence);
  });
});

test('the help names each format', () => {
  for (const format of ['md', 'html', 'csv', 'json']) expect(help()).toContain(format);
});
