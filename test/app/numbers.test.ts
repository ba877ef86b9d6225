import { expect, test } from 'vitest';
import { focusable } from '../../src/app/state/state.ts';
import { handRuntime, smallWorld } from '../components/fixtures.ts';

test.each(focusable.map((panel, index) => [`${index + 1}`, panel] as const))(
  '%s names the panel of %s, and its list from any list',
  (number, panel) => {
    const runtime = handRuntime(smallWorld);
    const press = (key: string) => runtime.dispatch({ type: 'key', key });
    const top = () => runtime.view().state.screens.at(-1);
    press(number);
    expect(top()).toMatchObject({ kind: 'overview', focus: panel });
    press('z');
    const zoomed = top();
    runtime.dispatch({ type: 'listRequested', resource: 'plans' });
    press(number);
    expect(top()).toMatchObject({ kind: 'list', resource: zoomed?.kind === 'list' ? zoomed.resource : '' });
  },
);
