import { describe, expect, test } from 'vitest';
import { formatFailure, formatReport, type Report, stateOf } from '../../src/cli/check/report.ts';
import type { Alert } from '../../src/domain/alerts/evaluate-alerts.ts';
import type { AttentionLine } from '../../src/domain/attention/findings/attention-line.ts';
import { now, trouble } from '../components/fixtures.ts';

const shop = trouble('shop', 'us-east-1');
const event = trouble('alice', 'eu-west-1', { severity: 'critical', text: 'alice: did a | b' });
const note = trouble('vault', 'eu-west-1', { severity: 'notice' });
const report = (more: Partial<Report> = {}): Report => ({
  at: now,
  items: [],
  muted: 0,
  acknowledged: 0,
  unanswered: [],
  lists: [],
  without: [],
  accounts: new Map(),
  ...more,
});
const unanswered = ['vaults: throttled in x'];

test.each([
  ['nothing', report(), 0],
  ['only notices', report({ items: [note] }), 0],
  ['a warning', report({ items: [shop, note] }), 1],
  ['something critical, though not all answered', report({ items: [event], unanswered }), 2],
  ['a warning, and not all answered', report({ items: [shop, note], unanswered }), 3],
  ['only notices, and not all answered', report({ items: [note], unanswered }), 3],
  ['nothing found, and not all answered', report({ unanswered }), 3],
  ['a list left out by name', report({ without: ['audits'] }), 0],
] as const)('%s', (_, found, state) => {
  expect(stateOf(found)).toBe(state);
});

test('text has a line for each and the sum at the end', () => {
  const accounts = new Map([['111122223333', 'shop-prod']]);
  const lines = formatReport(report({ items: [event, shop], muted: 2, acknowledged: 1, unanswered, accounts }), 'text');
  expect(lines.trimEnd().split('\n')).toEqual([
    'critical  shop-prod/eu-west-1   5m00s  alice: did a | b',
    'warning   shop-prod/us-east-1   5m00s  shop: last run of Daily FAILED: AWS refused access',
    'unknown   vaults: throttled in x',
    'CRITICAL: 1 critical, 1 warning, 0 notice, 2 muted, 1 acknowledged, 1 unanswered, coverage not evaluated',
  ]);
});

test.each(['text', 'nagios'] as const)(
  '%s has the next step below its line, and of what is not known as well',
  (format) => {
    const items = [{ ...event, nextStep: 'ask alice | bob' }, shop];
    const nextSteps = new Map([['vaults: throttled in x', 'wait']]);
    const lines = formatReport(report({ items, unanswered, nextSteps }), format).trimEnd().split('\n');
    const below = (text: string) => lines[lines.findLastIndex((line) => line.includes(text)) + 1];
    expect(below('did a')).toBe(`          Next: Ask alice ${format === 'text' ? '|' : '/'} bob`);
    expect(below('unknown ')).toBe('          Next: Wait');
    expect(lines.filter((line) => line.includes('Next:'))).toHaveLength(2);
    expect(format === 'text' ? lines.at(-1) : lines[0]).toMatch(/CRITICAL: 1 critical/);
  },
);

test('nagios has one pipe, in front of its figures with their thresholds', () => {
  const [first = '', ...rest] = formatReport(report({ items: [event] }), 'nagios')
    .trimEnd()
    .split('\n');
  expect(first).toBe(
    'VAULTOP CRITICAL: 1 critical, 0 warning, 0 notice, coverage not evaluated - alice: did a / b' +
      ' | critical=1;;0;0 warning=0;0;;0 notice=0;;;0 muted=0;;;0 acknowledged=0;;;0 unanswered=0;;;0',
  );
  expect(rest).toEqual(['critical 111122223333/eu-west-1 alice: did a / b']);
  expect(formatReport(report(), 'nagios')).toBe(
    'VAULTOP OK: 0 critical, 0 warning, 0 notice, coverage not evaluated' +
      ' | critical=0;;0;0 warning=0;0;;0 notice=0;;;0 muted=0;;;0 acknowledged=0;;;0 unanswered=0;;;0\n',
  );
});

test('nagios is told first why nothing is known', () => {
  const text = formatReport(report({ items: [shop], unanswered }), 'nagios');
  expect(text).toMatch(
    /^VAULTOP UNKNOWN: .*, 1 unanswered, coverage not evaluated - vaults: throttled in x \| .* unanswered=1;;;0\n/,
  );
  expect(formatFailure('--format takes | text,\n json.')).toBe('VAULTOP UNKNOWN: --format takes / text, json.\n');
});

test.each(['text', 'json', 'nagios'] as const)('%s names the lists that were left out', (format) => {
  const text = formatReport(report({ without: ['audits', 'scan-jobs'] }), format);
  expect(text).toMatch(/without.*audits.*scan-jobs/s);
});

test('json tells the state of each list that is not known, and the names of accounts', () => {
  const problem = { kind: 'denied', message: 'No.', nextStep: 'Ask.', retryable: false } as const;
  const lists = [{ list: 'vaults', scope: shop.scope, state: 'refused', asOf: now, problem }] as const;
  const accounts = new Map([['111122223333', 'shop-prod']]);
  const { counts, findings, unansweredLists } = JSON.parse(
    formatReport(report({ items: [shop], unanswered, lists, accounts }), 'json'),
  );
  expect(counts.unanswered).toBe(1);
  expect(findings[0]).toMatchObject({ account: '111122223333', accountName: 'shop-prod' });
  expect(unansweredLists).toEqual([
    {
      list: 'vaults',
      account: '111122223333',
      accountName: 'shop-prod',
      region: 'us-east-1',
      state: 'refused',
      reason: 'access denied',
      message: 'No.',
      nextStep: 'Ask.',
      asOf: new Date(now).toISOString(),
    },
  ]);
});

describe('with --new-only', () => {
  const wave = { ...shop, count: 9 };
  const alerts = new Map<AttentionLine, Alert>([
    [wave, { item: wave, reason: 'grown', countBefore: 3 }],
    [event, { item: event, reason: 'new' }],
  ]);
  const news = (format: 'text' | 'json' | 'nagios') => formatReport(report({ items: [wave, event], alerts }), format);

  test('a line that grew says from how many, another one does not', () => {
    expect(news('text').split('\n').slice(0, 2)).toEqual([
      'warning   grown  111122223333/us-east-1   5m00s  shop: last run of Daily FAILED: AWS refused access, grew from 3 to 9',
      'critical  new    111122223333/eu-west-1   5m00s  alice: did a | b',
    ]);
    expect(news('nagios').split('\n').slice(1, 3)).toEqual([
      'warning 111122223333/us-east-1 shop: last run of Daily FAILED: AWS refused access, grew from 3 to 9',
      'critical 111122223333/eu-west-1 alice: did a / b',
    ]);
  });

  test('json has the count before', () => {
    const [grown, fresh] = JSON.parse(news('json')).findings;
    expect(grown).toMatchObject({ reason: 'grown', count: 9, countBefore: 3 });
    expect(fresh).toMatchObject({ reason: 'new' });
    expect(fresh).not.toHaveProperty('countBefore');
    expect(formatReport(report({ items: [wave] }), 'json')).not.toContain('reason');
  });
});
