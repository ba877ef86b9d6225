// Lines as the store has them: read again, their text is that of the lines of the same findings, for each reader and at
// each time.
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/domain/attention/findings/finding.ts';
import { type LineRow, lineRows, linesOfRows } from '../../../src/domain/attention/findings/line-row.ts';
import { type AttentionSettings, noSettings } from '../../../src/domain/attention/settings.ts';
import { examples } from './examples.ts';
import { factsOf, failed, findingsIn, five, hour, listed, nightly, noon, scope } from './facts-of.ts';
import { otherExamples } from './other-examples.ts';

const stored = (rows: readonly LineRow[]): LineRow[] => JSON.parse(JSON.stringify(rows)) as LineRow[];
const all = [...Object.values(examples).flatMap((kind) => Object.values(kind).flat()), ...otherExamples];

/** Of one account-Region. */
const linesOf = (findings: readonly Finding[], settings: AttentionSettings, now: number) =>
  linesOfRows(lineRows(findings, scope, { ...settings, now }), now);

test('each example says the same when it is read back, then and an hour later', () => {
  for (const { estate, settings = noSettings } of all) {
    const findings = findingsIn(factsOf(estate), settings, { now: noon });
    const rows = stored(lineRows(findings, scope, { ...settings, now: noon }));
    for (const now of [noon, noon + hour]) {
      const alone = findings.map((finding) => finding.id);
      const lines = linesOfRows(rows, now);
      expect(lines).toEqual(linesOf(findings, settings, now));
      expect(lines.reduce((sum, { members }) => sum + (members?.length ?? 1), 0)).toBe(alone.length);
    }
  }
});

const names = ['one', 'two', 'three', 'four', 'five'];
const manyFailed = factsOf({
  backups: names.flatMap((name) => [failed(name, five), ...nightly(name, 10).slice(1)]),
  resources: names.map((name) => listed(name)),
});

test('findings of one cause are one row, with all that the line says', () => {
  const findings = findingsIn(manyFailed, noSettings, { now: noon });
  const rows = stored(lineRows(findings, scope, { ...noSettings, now: noon }));
  expect(rows.some(({ group }) => group?.size === 5)).toBe(true);
  expect(linesOfRows(rows, noon)).toEqual(linesOf(findings, noSettings, noon));
});

test('muted ones are rows of their own', () => {
  const settings: AttentionSettings = { ...noSettings, mutes: [{ name: 'one' }] };
  const findings = findingsIn(manyFailed, settings, { now: noon });
  const rows = lineRows(findings, scope, { ...settings, now: noon });
  expect(rows.filter(({ muted }) => muted).map(({ subject }) => subject)).toContain('one');
  expect(rows.every(({ muted, cause }) => !muted || cause === undefined)).toBe(true);
});

test('whoever reads it has its own connection in it, and in nothing that is stored', () => {
  const findings = findingsIn(manyFailed, noSettings, { now: noon });
  const other = { ...scope, connection: 'another' };
  const rows = lineRows(findings, scope, { ...noSettings, now: noon });
  const { scope: _, ...members } = rows[0] as LineRow;
  expect(JSON.stringify(members)).not.toContain('connection');
  const [line] = linesOfRows(
    rows.map((row) => ({ ...row, scope: other })),
    noon,
  );
  expect(line).toMatchObject({ scope: other, evidence: { scope: other } });
  expect(line?.id).toContain('another/111122223333/eu-west-1/');
});
