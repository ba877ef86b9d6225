// The command line behind ':' as a shell has it: the history by up and down, completions by tab.
import { expect, test } from 'vitest';
import { handRuntime, smallWorld } from '../components/fixtures.ts';

function open() {
  const runtime = handRuntime(smallWorld);
  const press = (...keys: readonly string[]) => {
    for (const key of keys) runtime.dispatch({ type: 'key', key });
  };
  return {
    press,
    enter: (line: string) => press(':', ...[...line].map((key) => (key === ' ' ? 'space' : key)), 'return'),
    line: () => {
      const { overlay } = runtime.view().state;
      return overlay?.kind === 'command' ? overlay.input.text : undefined;
    },
    resource: () => {
      const screen = runtime.view().state.screens.at(-1);
      return screen?.kind === 'list' ? `${screen.resource} ${screen.filter.text}`.trim() : screen?.kind;
    },
  };
}

test('up goes back through the lines that were entered, down forth to what was typed', () => {
  const { press, enter, line } = open();
  for (const entered of ['vaults', 'jobs FAILED', 'plans']) enter(entered);
  press(':', 'v', 'a');
  const seen = ['up', 'up', 'up', 'up', 'down', 'down', 'down', 'down'].map((key) => {
    press(key);
    return line();
  });
  expect(seen).toEqual(['plans', 'jobs FAILED', 'vaults', 'vaults', 'jobs FAILED', 'plans', 'va', 'va']);
});

test('a recalled line can be changed and entered; a line that is entered again stands once', () => {
  const { press, enter, line, resource } = open();
  enter('jobs FAILED');
  enter('vaults');
  press(':', 'up', 'up', 'return');
  expect(resource()).toBe('backup-jobs FAILED');
  press(':', 'up');
  expect(line()).toBe('jobs FAILED');
  press('up', 'up', 'up');
  expect(line()).toBe('vaults');
  press('escape', ':', 'up', 'x');
  expect(line()).toBe('jobs FAILEDx');
});

test('the code of an MFA device is not kept', () => {
  const { press, enter, line } = open();
  enter('mfa 123456');
  press(':', 'up');
  expect(line()).toBe('');
});

test('tab goes through all completions of what was typed, shift+tab back, and a key goes on from there', () => {
  const { press, line } = open();
  press(':', 'j', 'o', 'b', 's', 'tab');
  expect(line()).toBe('jobs');
  press('tab');
  const second = line();
  expect(second).toMatch(/-jobs$/);
  press('tab', 'shift+tab');
  expect(line()).toBe(second);
  press('shift+tab', 'shift+tab');
  expect(line()).not.toBe('jobs');
  press('escape', ':', 'v', 'a', 'u', 'tab', 'space', 'p');
  expect(line()).toBe('vaults p');
});

test.each([
  ['jobs /prod', 'backup-jobs prod'],
  ['jobs /prod db', 'backup-jobs prod db'],
  ['jobs /a|b/', 'backup-jobs /a|b/'],
  ['jobs prod', 'backup-jobs prod'],
])(':%s filters', (line, shown) => {
  const { enter, resource } = open();
  enter(line);
  expect(resource()).toBe(shown);
});

test('scattered characters find a list', () => {
  const { press, line } = open();
  press(':', 'r', 'p', 'o', 'i', 'n', 't', 's', 'tab');
  expect(line()).toBe('recovery-points');
});
