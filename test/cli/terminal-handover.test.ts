import { expect, test } from 'vitest';
import { createTerminalHandover } from '../../src/cli/dashboard/terminal/terminal-handover.ts';

function open() {
  const calls: string[] = [];
  const note = (name: string) => () => void calls.push(name);
  const handover = createTerminalHandover({
    stdin: { setRawMode: (isRaw) => calls.push(isRaw ? 'raw' : 'cooked') },
    writer: {
      answered: async () => note('answered')(),
      suspend: note('suspend'),
      resume: note('resume'),
      open: note('open'),
      adopt: (lines) => calls.push(`adopt ${lines.join()}`),
    },
    modes: { pause: async () => note('pause')(), resume: note('modes') },
    measure: note('measure'),
  });
  return { handover, taken: () => calls.splice(0) };
}

const away = ['answered', 'pause', 'suspend', 'cooked'];
const back = ['raw', 'resume', 'modes', 'measure'];

test('keys are not echoed before the screen is there, and what the launcher painted stays', () => {
  const { handover, taken } = open();
  handover.takeOver(undefined);
  expect(taken()).toEqual(['raw', 'open']);
  handover.takeOver({ takeOver() {}, lines: ['Vaults 7'] });
  expect(taken()).toEqual(['raw', 'adopt Vaults 7']);
});

test('another program has the terminal between the last reply and the new size', async () => {
  const { handover, taken } = open();
  await handover.during(async () => expect(taken()).toEqual(away));
  expect(taken()).toEqual(back);
});

test('a program that fails gives the terminal back too', async () => {
  const { handover, taken } = open();
  const failing = handover.during(() => Promise.reject(new Error('vi ended with 1')));
  await expect(failing).rejects.toThrow('vi ended with 1');
  expect(taken()).toEqual([...away, ...back]);
});

test('a program that ends because we leave does not bring the screen back', async () => {
  const { handover, taken } = open();
  await handover.during(async () => handover.end());
  expect(taken()).toEqual(away);
});
