// The bytes that switch the modes of the keyboard and the mouse on and off.
import { expect, test } from 'vitest';
import { createInputModes } from '../../src/terminal/input/input-modes.ts';
import { mouseOff, mouseOn } from '../../src/terminal/input/mouse.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function open(mouse: boolean, answersQueries: boolean) {
  const written: string[] = [];
  const clock = createFakeClock();
  const modes = createInputModes({
    capabilities: { answersQueries },
    mouse,
    background: false,
    clock,
    write: (bytes) => void written.push(bytes),
  });
  return { modes, clock, written, taken: () => written.splice(0).join('') };
}

test('a terminal that answers no query gets no bytes, without a mouse', async () => {
  const { modes, written } = open(false, false);
  modes.start();
  await modes.pause();
  // Not even an empty write, which would wake the output.
  expect(written).toEqual([]);
});

test('the mouse is switched on and off, and the kitty keyboard once the terminal has it', async () => {
  const { modes, clock, taken } = open(true, true);
  modes.start();
  expect(taken()).toBe(`${mouseOn}\x1b[?u`);
  modes.kittyKeyboard();
  expect(taken()).toBe('\x1b[>1u');
  const paused = modes.pause();
  expect(taken()).toContain(`\x1b[<u${mouseOff}`);
  await clock.advance(1_000);
  await paused;
  taken();
  modes.resume();
  expect(taken()).toBe(`${mouseOn}\x1b[>1u`);
});
