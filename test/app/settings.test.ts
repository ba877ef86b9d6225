import { expect, test } from 'vitest';
import { readCommand } from '../../src/app/command-line/command-line.ts';
import type { SavedView } from '../../src/app/state/saved-view.ts';
import { defaultSettings, shownColumns } from '../../src/app/state/settings.ts';
import { toSettings } from '../../src/cli/config/to-settings.ts';
import { toConfigView } from '../../src/cli/dashboard/view-keeper.ts';
import { resources } from '../../src/resources/index.ts';

const settings = toSettings({
  config: {
    view: 'failed',
    views: { failed: { resource: 'jobs', filter: '~FAILED', sort: '-age', columns: ['state', 'name'] } },
    columns: { vaults: ['points', 'name', 'no-such'] },
    thresholds: { slowAnswer: 5_000 },
  },
});

const ids = (chosen?: readonly string[]) => shownColumns(resources.vaults, chosen, settings).map(({ id }) => id);

test(':view opens the list as it was saved', () => {
  expect(readCommand('view failed', settings).event).toEqual({
    type: 'listRequested',
    resource: 'backup-jobs',
    params: {},
    filter: '~FAILED',
    sort: { column: 'age', descending: true },
    columns: ['state', 'name'],
  });
  expect(readCommand('view faild', settings).problem).toBe('There is no view "faild". There are: failed.');
  expect(readCommand('view failed').problem).toMatch(/no saved views/);
});

test('columns come in the order of the file, those of a view before those of the list', () => {
  expect(ids()).toEqual(['points', 'name']);
  expect(ids(['lock'])).toEqual(['lock']);
  expect(ids(['no-such'])).toEqual(resources.vaults.columns.map(({ id }) => id));
  expect(shownColumns(resources.plans, undefined, settings)).toBe(resources.plans.columns);
});

test('what the file does not say stays as it comes', () => {
  expect(settings).toMatchObject({ slowAnswerMs: 5_000, staleAfterTurns: defaultSettings.staleAfterTurns });
  expect(settings.firstView).toBe(settings.views.get('failed'));
  expect(toSettings({ config: { view: 'overview' } })).toEqual({
    ...defaultSettings,
    accessPoints: true,
    contextColors: new Map(),
  });
  expect(toSettings({ config: { view: 'pr' } }).firstView).toEqual({ resource: 'protected-resources', params: {} });
});

test.each<SavedView>([
  { resource: 'backup-jobs', params: {}, filter: '~FAILED', sort: { column: 'age', descending: true } },
  { resource: 'recovery-points', params: { vaultName: 'prod' }, sort: { column: 'size', descending: false } },
  { resource: 'vaults', params: {}, columns: ['name', 'lock'] },
])('what is saved is read as it was: %j', (view) => {
  expect(toSettings({ config: { views: { mine: toConfigView(view) } } }).views.get('mine')).toEqual(view);
});
