// Undo in the fields of a form, the values of the last form, and suggestions that are cut.
import { expect, test } from 'vitest';
import { emptyInput } from '../../src/app/command-line/text-input.ts';
import { actHints } from '../../src/app/forms/act-hints.ts';
import { actKey } from '../../src/app/forms/act-keys.ts';
import { type ActOverlay, formOf } from '../../src/app/forms/act-state.ts';
import { mostProposals } from '../../src/app/forms/form.ts';
import { keepValues, lastValues, recalled } from '../../src/app/forms/form-history.ts';
import { formLines, labelWidth } from '../../src/app/forms/form-lines.ts';
import { hasOverlay, initialState, type State } from '../../src/app/state/state.ts';
import type { AnyAction, FormField } from '../../src/resources/action.ts';
import { resources } from '../../src/resources/index.ts';
import { dataOf, scope, vault } from '../components/fixtures.ts';

const region = 'eu-west-1';
const vaults = Array.from({ length: 9 }, (_, index) => vault(`store-${index}-a`, region));
const listed = ([request]: readonly { readonly resource: string }[]) => (request?.resource === 'vaults' ? vaults : []);
const data = { ...dataOf({ rows: {} }), listed } as never as ReturnType<typeof dataOf>;
const context = { data } as never;

const overlayOf = (action: string, resource: keyof typeof resources = 'vaults'): ActOverlay => ({
  kind: 'act',
  resource,
  action,
  stage: 'form',
  token: 'token',
  revision: 0,
  leftOut: [],
  typed: emptyInput,
  top: 0,
  attempts: 0,
  leaving: false,
  targets: [{ key: '', row: undefined, scope: scope(region), number: 0 }],
  forms: [formOf({})],
});

const stateOf = (overlay: ActOverlay): State => ({ ...initialState({ columns: 80, rows: 24 }), overlay });

function press(state: State, ...keys: readonly string[]): State {
  return keys.reduce((at, key) => {
    if (!hasOverlay(at, 'act')) throw new Error(`no form for ${key}`);
    return actKey(at, key, context).state;
  }, state);
}

const type = (text: string): string[] => [...text].map((letter) => (letter === ' ' ? 'space' : letter));
const formIn = ({ overlay }: State) => (overlay as ActOverlay).forms.at(-1) ?? formOf({});
const shown = ({ overlay }: State) => formLines(overlay as ActOverlay, data).map(({ text }) => text);
const nameIn = (state: State) => formIn(state).values.name;

/** At the first field that takes text; above it is the account-Region. */
const start = press(stateOf(overlayOf('hold', 'legal-holds')), 'down');
const [firstField] = (resources['legal-holds'].actions ?? []).find(({ id }) => id === 'hold')?.fields ?? [];

test('undo takes back the last word, a deletion whole, and then nothing more', () => {
  const id = firstField?.id ?? '';
  const textAfter = (state: State) => formIn(state).values[id] ?? '';
  const typed = press(start, ...type('case forty two'));
  expect(textAfter(typed)).toBe('case forty two');
  const once = press(typed, 'ctrl+_');
  expect(textAfter(once)).toBe('case forty ');
  const cleared = press(typed, 'ctrl+u');
  expect(textAfter(cleared)).toBe('');
  expect(textAfter(press(cleared, 'ctrl+_'))).toBe('case forty two');
  expect(textAfter(press(once, 'ctrl+_', 'ctrl+_', 'ctrl+_', 'ctrl+_'))).toBe('');
});

test('undo goes back to the field that was changed', () => {
  const typed = press(start, ...type('a'), 'down', ...type('b'), 'down');
  expect(formIn(press(typed, 'ctrl+_')).at).toBe(2);
  expect(formIn(press(typed, 'ctrl+_', 'ctrl+_')).at).toBe(1);
});

test('text that is typed into a field is not astray any more', () => {
  const astray = { ...formOf({}), at: 1, strayText: true };
  expect(formIn(press(stateOf({ ...overlayOf('create'), forms: [astray] }), 'n')).strayText).toBe(false);
});

test('the first letters of a form are a step as well', () => {
  const typed = press(stateOf({ ...overlayOf('create'), forms: [{ ...formOf({}), at: 1 }] }), 'n');
  expect(nameIn(typed)).toBe('n');
  expect(nameIn(press(typed, 'ctrl+_'))).toBeUndefined();
});

test('what is typed after the caret was moved is a step of its own', () => {
  const typed = press(start, ...type('ab'), 'left', ...type('c'));
  expect(formIn(typed).values[firstField?.id ?? '']).toBe('acb');
  expect(formIn(press(typed, 'ctrl+_')).values[firstField?.id ?? '']).toBe('ab');
});

test('moving the caret is no step', () => {
  const typed = press(start, ...type('ab'), 'left', 'home', 'end');
  expect(formIn(press(typed, 'ctrl+_')).values).toEqual(formIn(start).values);
});

test('the hint of undo is there once there is something to undo', () => {
  const keysIn = ({ overlay }: State) => actHints(overlay as ActOverlay, data).map(({ key }) => key);
  expect(keysIn(start)).not.toContain('^_');
  expect(keysIn(press(start, 'a'))).toContain('^_');
});

test('the values of the last form come back, but not what was a default', () => {
  const initial = { name: '', key: 'alias/aws/backup' };
  const sent: ActOverlay = {
    ...overlayOf('create'),
    initial,
    forms: [formOf({ ...initial, name: 'nightly' })],
  };
  const fields = (resources.vaults.actions ?? []).find(({ id }) => id === 'create')?.fields ?? [];
  const after = keepValues(stateOf(sent), sent, fields);
  expect(lastValues(after, sent)).toEqual({ name: 'nightly' });
  const recall = lastValues(after, sent);
  const opened = stateOf({ ...overlayOf('create'), ...(recall ? { recall } : {}) });
  const filled = press(opened, 'ctrl+r');
  expect(nameIn(filled)).toBe('nightly');
  expect(nameIn(press(filled, 'ctrl+_'))).toBeUndefined();
  expect(nameIn(press(stateOf(overlayOf('create')), 'ctrl+r'))).toBeUndefined();
});

test('secrets and documents are not kept, nor are fields filled in that the form does not have', () => {
  const fields = [
    { id: 'pin', label: 'Pin', kind: 'text', secret: true },
    { id: 'policy', label: 'Policy', kind: 'document' },
    { id: 'name', label: 'Name', kind: 'text' },
  ] as const satisfies readonly FormField[];
  const sent = { ...overlayOf('create'), forms: [formOf({ pin: '1', policy: '{}', name: 'n' })] };
  expect(lastValues(keepValues(stateOf(sent), sent, fields), sent)).toEqual({ name: 'n' });
  expect(recalled(formOf({}), { name: 'n', gone: 'x' }, fields).values).toEqual({ name: 'n' });
});

const allFields = Object.values(resources).flatMap(({ actions = [] }) =>
  (actions as readonly AnyAction[]).flatMap(({ fields = [] }) => fields),
);

test('what holds a password or a secret says so', () => {
  const suspicious = allFields.filter(({ label, kind }) => kind === 'text' && /password|secret|token/i.test(label));
  expect(suspicious.filter(({ secret }) => !secret)).toEqual([]);
});

test('suggestions that are cut say how many there are besides', () => {
  const start = stateOf({
    ...overlayOf('start', 'protected-resources'),
    targets: [
      {
        key: '',
        row: { resourceType: 'EBS', type: 'EBS', arn: 'a', scope: scope(region) },
        scope: scope(region),
        number: 0,
      },
    ],
    forms: [{ ...formOf({ vault: 'store' }), at: 0 }],
  });
  expect(shown(start)).toContain(
    `tab takes the first suggestion; ${vaults.length - mostProposals} more: type to narrow`,
  );
  const narrowed = press(start, ...type('-3'));
  expect(shown(narrowed)).toContain('tab takes the first suggestion');
  expect(formIn(press(narrowed, 'tab')).values.vault).toBe('store-3-a');
});

test.each([80, 200])('no label touches its value at %i columns', (width) => {
  for (const { label, id } of allFields) {
    const line = { focused: false, label, text: 'x', tone: 'plain' } as const;
    expect(labelWidth([line], width) - label.length, `${id}: ${label}`).toBeGreaterThanOrEqual(2);
  }
});
