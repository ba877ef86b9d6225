// What a workaround buys is measured by a build without it.
import { afterEach, expect, test, vi } from 'vitest';
import { bundleOptions, launcherOptions } from '../../config/tooling/bundle-options.ts';

afterEach(() => vi.unstubAllEnvs());

const pluginNames = (options = bundleOptions()) => (options.plugins ?? []).map(({ name }) => name);

test('a build has all workarounds but those that are left out', () => {
  const all = pluginNames();
  vi.stubEnv('VAULTOP_WITHOUT', 'share-graphemes,late-builtins');
  expect(pluginNames()).toEqual(all.filter((name) => name !== 'share-graphemes' && name !== 'late-builtins'));
  expect(pluginNames()).not.toEqual(all);
  expect(pluginNames(launcherOptions('nowhere'))).toEqual(['run-stays-outside', 'old-node-stays-outside']);
});

test('a name that no workaround has is refused', () => {
  vi.stubEnv('VAULTOP_WITHOUT', 'yoga-begin');
  expect(() => bundleOptions()).toThrow('VAULTOP_WITHOUT: there is no workaround "yoga-begin"; there are ');
});
