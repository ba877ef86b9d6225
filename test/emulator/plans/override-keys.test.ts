import { expect, test } from 'vitest';
import { testableTypes } from '../../../src/domain/restore-testing/limits.ts';
import { kindsOfType, overridableKeys } from '../../../src/domain/restore-testing/overridable-keys.ts';
import { withOverrides } from '../../../src/domain/restore-testing/overrides.ts';
import { checkOverrides } from '../../../src/emulator/backup/plans/override-keys.ts';

const cases = testableTypes.flatMap((type) => kindsOfType(type).map((kind) => [kind, type] as const));

test.each(cases)('the embedded AWS takes each key that the form has for %s', (kind, type) => {
  const values = Object.fromEntries((overridableKeys[kind] ?? []).map(({ key }) => [key, '8']));
  const overrides = withOverrides(kind, values);
  expect(Object.keys(overrides)).not.toEqual([]);
  expect(() => checkOverrides(type, overrides)).not.toThrow();
  expect(() => checkOverrides(type, { ...overrides, newFileSystem: 'true' })).toThrow(/newFileSystem cannot be/);
});
