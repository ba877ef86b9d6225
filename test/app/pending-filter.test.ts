// Until a list shows what the filter finds, no key does anything to a row of it.
import { expect, test } from 'vitest';
import { selected, type UpdateContext } from '../../src/app/state/context.ts';
import { update } from '../../src/app/state/update.ts';
import { handRuntime, smallWorld } from '../components/fixtures.ts';

test('a row that stands there from before the filter is neither selected nor marked', () => {
  const runtime = handRuntime(smallWorld);
  runtime.dispatch({ type: 'listRequested', resource: 'vaults', params: {} });
  const view = runtime.view();
  const pending: UpdateContext = {
    ...view,
    rowsOf: (...requested) => ({ ...view.rowsOf(...requested), isOfOtherFilter: true }),
  };
  expect(selected(view.state, view)?.row).toMatchObject({ name: expect.any(String) });
  expect(selected(view.state, pending)).toBeUndefined();
  for (const command of ['row.open', 'row.mark', 'row.document'] as const) {
    const { state } = update(view.state, { type: 'commanded', command }, pending);
    expect(state.screens).toMatchObject([{ kind: 'overview' }, { kind: 'list', marked: [] }]);
    expect(state.overlay).toEqual(view.state.overlay);
  }
});
