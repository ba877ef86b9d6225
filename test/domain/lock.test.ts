import { expect, test } from 'vitest';
import { lockSentence, lockState } from '../../src/domain/vaults/lock.ts';

const now = Date.UTC(2026, 0, 15, 12);
const day = 86_400_000;
const standard = 'BACKUP_VAULT';
const airGapped = 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT';

test.each([
  ['no lock', { type: standard, locked: false }, 'none', 'none', 'muted', /Not locked/],
  ['governance', { type: standard, locked: true }, 'governance', 'governance', 'accent', /can remove the lock/],
  [
    'a date that nobody told',
    { type: standard, locked: true, isLockDateUnknown: true },
    ...(['unknown', 'locked (?)', 'warn', /mode not known/] as const),
  ],
  ['grace', { type: standard, locked: true, lockDate: now + 3 * day }, 'grace', 'grace 3d00h', 'warn', /2026-01-18/],
  ['the moment it ends', { type: standard, locked: true, lockDate: now }, 'compliance', 'compliance', 'good', /nobody/],
  ['compliance', { type: standard, locked: true, lockDate: now - day }, 'compliance', 'compliance', 'good', /nobody/],
  [
    'air-gapped',
    { type: airGapped, locked: true, lockDate: now - day },
    'air-gapped',
    'air-gapped',
    'good',
    /stored in an account/,
  ],
  [
    'air-gapped, being made',
    { type: airGapped, locked: false },
    'air-gapped',
    'air-gapped',
    'good',
    /stored in an account/,
  ],
  [
    'a kind unheard of',
    { type: 'VAULT_2030', locked: true },
    'governance',
    'governance',
    'accent',
    /can remove the lock/,
  ],
] as const)('%s', (_, vault, mode, text, tone, sentence) => {
  expect(lockState(vault, now)).toMatchObject({ mode, text, tone });
  expect(text.length).toBeLessThanOrEqual(12);
  expect(lockSentence(vault, now)).toMatch(sentence);
});

test('only the grace time has an end', () => {
  const lockDate = now + day;
  expect(lockState({ type: standard, locked: true, lockDate }, now).until).toBe(lockDate);
  expect(lockState({ type: standard, locked: true, lockDate: now - day }, now).until).toBeUndefined();
});
