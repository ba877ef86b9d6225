// The preview follows the cursor once it rests.
import { expect, test } from 'vitest';
import { emptyInput } from '../../src/app/command-line/text-input.ts';
import { initialState, type ListScreen, type State } from '../../src/app/state/state.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { createPreviewWait } from '../../src/runtime/screen/preview-wait.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const start = initialState({ columns: 80, rows: 24 });

function at(index: number, resource: ResourceId = 'attention'): State {
  const screen: ListScreen = {
    kind: 'list',
    resource,
    params: {},
    cursor: { index, top: 0 },
    marked: [],
    sort: { column: 'status', descending: false },
    filter: emptyInput,
    filtering: false,
    skippedColumns: 0,
  };
  return { ...start, screens: [...start.screens, screen] };
}

function open() {
  const clock = createFakeClock();
  let rests = 0;
  const wait = createPreviewWait(clock, () => {
    rests += 1;
  });
  return { clock, wait, rests: () => rests };
}

test('while the cursor moves nothing is drawn; 100 ms after the last move it is drawn once', async () => {
  const { clock, wait, rests } = open();
  for (let index = 0; index < 5; index += 1) {
    wait(at(index));
    await clock.advance(60);
  }
  expect(rests()).toBe(0);
  await clock.advance(39);
  expect(rests()).toBe(0);
  await clock.advance(1);
  expect(rests()).toBe(1);
  await clock.advance(1_000);
  expect(rests()).toBe(1);
});

test('lists without a preview, screens left behind and a stopped program wait for nothing', async () => {
  const { clock, wait, rests } = open();
  wait(at(1, 'vaults'));
  await clock.advance(200);
  wait(at(1));
  wait(start);
  await clock.advance(200);
  wait(at(2));
  wait.stop();
  await clock.advance(200);
  expect(rests()).toBe(0);
});
