import { expect, test } from 'vitest';
import { helpLines } from '../../src/app/command-line/help-lines.ts';
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

test.each(['1', '6', '7', '8', '9'])('the help says which list %s opens', (number) => {
  const runtime = handRuntime(smallWorld);
  runtime.dispatch({ type: 'listRequested', resource: 'plans' });
  runtime.dispatch({ type: 'key', key: number });
  const opened = runtime.view().state.screens.at(-1);
  const line = helpLines().find(({ text }) => text.startsWith(`${number}: `));
  expect(`:${opened?.kind === 'list' ? opened.resource : ''}`).toBe(line?.keys);
});
