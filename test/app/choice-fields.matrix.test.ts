// Text that is typed while a choice or a toggle has the focus changes nothing, in any form; the field's own keys do.
import { expect, test } from 'vitest';
import { emptyInput } from '../../src/app/command-line/text-input.ts';
import { fieldsOf } from '../../src/app/forms/act-context.ts';
import { type ActOverlay, type Form, formOf } from '../../src/app/forms/act-state.ts';
import { initialValues, stopsOf } from '../../src/app/forms/form.ts';
import { formKey, formView, pasteIntoForm } from '../../src/app/forms/form-keys.ts';
import { formLines } from '../../src/app/forms/form-lines.ts';
import type { UpdateContext } from '../../src/app/state/context.ts';
import type { WithOverlay } from '../../src/app/state/state.ts';
import type { AnyAction, AnyContext, FormField } from '../../src/resources/action.ts';
import { resources } from '../../src/resources/index.ts';
import { dataOf, scope } from '../components/fixtures.ts';
import { caseCount, seededRandom } from '../support/matrix.ts';

const data = dataOf({ rows: {} });
const templates = ['daily', 'case files'].map((name) => ({
  id: name,
  name,
  plan: { BackupPlanName: name, Rules: [] },
}));

interface Place {
  readonly name: string;
  readonly overlay: ActOverlay;
}

const rowOf = (action: AnyAction) =>
  action.on === 'list'
    ? undefined
    : { scope: scope('eu-west-1'), resourceType: 'EC2', type: 'EC2', name: 'x', arn: 'a', resourceArn: 'a' };

function overlayOf(resource: keyof typeof resources, action: AnyAction, forms: readonly Form[]): ActOverlay {
  const row = rowOf(action);
  const facts = action.id === 'template' ? templates : undefined;
  return {
    kind: 'act',
    resource,
    action: action.id,
    forms,
    stage: 'form',
    token: 't',
    revision: 0,
    attempts: 0,
    targets: [{ key: '', row, scope: scope('eu-west-1'), number: 0, facts }],
    leftOut: [],
    typed: emptyInput,
    top: 0,
    leaving: false,
  } as ActOverlay;
}

const isChosen = ({ kind }: FormField): boolean => kind === 'choice' || kind === 'toggle';

/** Every choice and toggle, in the forms of actions and of their lists' entries. */
function placesIn(name: string, fields: readonly FormField[], open: (form: Form) => ActOverlay): Place[] {
  const { context } = formView(open(formOf({})), data);
  const values = initialValues(fields, context);
  const stops = stopsOf(fields, { ...context, values } as AnyContext);
  return stops.flatMap(({ field }, at) => {
    if (field.kind === 'list') {
      const below = { ...formOf(values), at };
      const entry = { field: field.id, index: 0 };
      return placesIn(`${name} ${field.id}`, field.item.fields, (form) => {
        const under = open(below);
        return { ...under, forms: [...under.forms, { ...form, entry }] };
      });
    }
    return isChosen(field) ? [{ name: `${name} ${field.id}`, overlay: open({ ...formOf(values), at }) }] : [];
  });
}

const places = Object.values(resources).flatMap(({ id, actions = [] }) =>
  (actions as readonly AnyAction[]).flatMap((action) =>
    placesIn(`${id} ${action.id}`, fieldsOf(action, data), (form) => overlayOf(id, action, [form])),
  ),
);

function press(overlay: ActOverlay, key: string): ActOverlay {
  const { state } = formKey({ overlay } as WithOverlay<'act'>, key, { data } as unknown as UpdateContext);
  return state.overlay as ActOverlay;
}

const keyOf = (char: string): string => (char === ' ' ? 'space' : char);
const type = (overlay: ActOverlay, text: string): ActOverlay => [...text].map(keyOf).reduce(press, overlay);
const valuesOf = ({ forms }: ActOverlay) => forms.map(({ values }) => values);

function texts(count: number): string[] {
  const random = seededRandom(3);
  const letters = [...'abcdefghijklmnopqrstuvwxyzACEUX0123456789-_/.xx  '];
  return ['Case 42', 'eu west 1', 'us-east-1 ', 'x y z', 'compliance  ', '1 1 1'].concat(
    Array.from({ length: count }, () => {
      const text = Array.from({ length: 12 }, () => letters[Math.floor(random() * letters.length)]).join('');
      return `${letters[Math.floor(random() * 40)]}${text}`;
    }),
  );
}

test('all forms with choices are there', () => {
  const names = places.map(({ name }) => name);
  for (const name of ['vaults create place', 'legal-holds hold place', 'vaults create type', 'vaults lock mode'])
    expect(names).toContain(name);
  for (const name of ['plans template template', 'plans create rules continuous', 'recovery-points restore copy-tags'])
    expect(names).toContain(name);
});

test.each(places.map(({ name, overlay }) => [name, overlay] as const))('%s takes no text', (_, overlay) => {
  for (const text of texts(caseCount(20, 2_000))) {
    const typed = type(overlay, text);
    expect([text, valuesOf(typed)]).toEqual([text, valuesOf(overlay)]);
    expect(formLines(typed, data).map((line) => line.text)).toContain('This field takes no text: ← and → change it');
    expect(valuesOf(pasteIntoForm(overlay, text, data))).toEqual(valuesOf(overlay));
  }
});

/** The versions of a plan come from AWS: without them there is nothing to choose from. */
const choosable = places.filter(({ name }) => name !== 'plan-versions compare with');

test.each(choosable.map(({ name, overlay }) => [name, overlay] as const))('%s changes by its keys', (_, overlay) => {
  for (const key of ['left', 'right', 'space']) {
    const changed = press(overlay, key);
    expect(valuesOf(changed)).not.toEqual(valuesOf(overlay));
    expect(valuesOf(press(type(overlay, 'Case 42'), 'right'))).toEqual(valuesOf(press(overlay, 'right')));
  }
  // Elsewhere and back, a space is a key again.
  const back = press(press(type(overlay, 'Case'), 'down'), 'up');
  if (back.forms.at(-1)?.at === overlay.forms.at(-1)?.at) {
    expect(valuesOf(press(back, 'space'))).toEqual(valuesOf(press(overlay, 'space')));
  }
});
