import { expect, test } from 'vitest';
import { formatReport, type Report, stateOf } from '../../src/cli/check/report.ts';
import { now, trouble } from '../components/fixtures.ts';

const shop = trouble('shop', 'us-east-1');
const deed = trouble('alice', 'eu-west-1', { severity: 'critical', text: 'alice: did a | b' });
const note = trouble('vault', 'eu-west-1', { severity: 'notice' });
const report = (more: Partial<Report> = {}): Report => ({ at: now, items: [], muted: 0, unanswered: [], ...more });

test.each([
  ['nothing', report(), 0],
  ['only notices', report({ items: [note] }), 0],
  ['a warning', report({ items: [shop, note] }), 1],
  ['something critical, though not all answered', report({ items: [deed], unanswered: ['x'] }), 2],
  ['nothing found, and not all answered', report({ items: [note], unanswered: ['x'] }), 3],
] as const)('%s', (_, found, state) => {
  expect(stateOf(found)).toBe(state);
});

test('text has a line for each and the sum at the end', () => {
  const lines = formatReport(report({ items: [deed, shop], muted: 2, unanswered: ['vaults: throttled in x'] }), 'text');
  expect(lines.trimEnd().split('\n')).toEqual([
    'critical  111122223333/eu-west-1   5m00s  alice: did a | b',
    'warning   111122223333/us-east-1   5m00s  shop: last run of Daily FAILED: AWS refused access',
    'unknown   vaults: throttled in x',
    'CRITICAL: 1 critical, 1 warning, 0 notice, 2 muted, 1 unanswered',
  ]);
});

test('nagios has one pipe, in front of its figures', () => {
  const [first = '', ...rest] = formatReport(report({ items: [deed] }), 'nagios')
    .trimEnd()
    .split('\n');
  expect(first).toBe(
    'VAULTOP CRITICAL: 1 critical, 0 warning, 0 notice - alice: did a / b | critical=1 warning=0 notice=0 muted=0',
  );
  expect(rest).toEqual(['critical 111122223333/eu-west-1 alice: did a / b']);
  expect(formatReport(report(), 'nagios')).toBe(
    'VAULTOP OK: 0 critical, 0 warning, 0 notice | critical=0 warning=0 notice=0 muted=0\n',
  );
});
