import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/app/state/settings.ts';
import type { LoadedConfig } from '../../src/cli/config/load-config.ts';
import { createConfigApplier } from '../../src/cli/dashboard/apply-config.ts';
import type { DashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import type { View } from '../../src/runtime/runtime.ts';

interface Themes {
  readonly atStart?: string;
  /** Chosen with a key. */
  readonly chosen?: string;
}

function open({ atStart, chosen }: Themes) {
  const events: unknown[] = [];
  let theme: string | undefined;
  const apply = createConfigApplier({
    runtime: {
      configure: ({ digest }) => events.push({ digest }),
      dispatch: (event) => events.push(event),
      view: () => ({ state: { theme: chosen } }) as View,
    },
    readAgain: () => ({ args: { theme } as DashboardArguments, settings: defaultSettings, contexts: {} }),
    alertsOf: () => ({ digest: '07:00' }),
    themeName: atStart,
    themeOfTerminal: 'dark',
  });
  return (name: string | undefined) => {
    theme = name;
    apply({} as LoadedConfig);
    return events.splice(0);
  };
}

const configured = { digest: '07:00' };
const theme = (name: string) => ({ type: 'themeChosen', name });

test('settings and alerts count at once', () => {
  expect(open({})(undefined)).toEqual([configured]);
});

test('a theme that the file names is taken, its colours anew each time, and the terminal decides without one', () => {
  const apply = open({});
  expect(apply('light')).toEqual([configured, theme('light')]);
  expect(apply('light')).toEqual([configured, theme('light')]);
  expect(apply(undefined)).toEqual([configured, theme('dark')]);
  expect(apply(undefined)).toEqual([configured]);
});

test('a theme chosen with a key stays until the file names another', () => {
  const apply = open({ atStart: 'light', chosen: 'mono' });
  expect(apply('light')).toEqual([configured]);
  expect(apply('dark')).toEqual([configured, theme('dark')]);
});
