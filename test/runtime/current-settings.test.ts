// The settings of a running dashboard, which the config file and `:save` change.
import { expect, test } from 'vitest';
import type { SavedView } from '../../src/app/state/saved-view.ts';
import { defaultSettings } from '../../src/app/state/settings.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { createCurrentSettings } from '../../src/runtime/screen/screen-settings.ts';

const view: SavedView = { resource: 'vaults', params: {} };

test('a saved view is added to the defaults, and replaces an earlier one of its name', () => {
  const settings = createCurrentSettings({});
  expect(settings.screen()).toBeUndefined();
  settings.keepView('mine', view);
  settings.keepView('other', view);
  settings.keepView('mine', { ...view, filter: 'prod' });
  expect(settings.screen()).toEqual({
    ...defaultSettings,
    views: new Map([
      ['mine', { ...view, filter: 'prod' }],
      ['other', view],
    ]),
  });
});

test('equal settings of the attention list are the same object, by which nothing is evaluated again', () => {
  const settings = createCurrentSettings({});
  expect(settings.attention()).toBe(noSettings);
  settings.configure({ settings: defaultSettings, attention: { ...noSettings } });
  expect([settings.attention() === noSettings, settings.screen() === defaultSettings]).toEqual([true, true]);
  const attention = { ...noSettings, mutes: [{ name: 'prod' }] };
  settings.configure({ settings: defaultSettings, attention });
  expect(settings.attention()).toBe(attention);
});
