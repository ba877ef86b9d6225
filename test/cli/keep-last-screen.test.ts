// A saved screen and a slow sign-in: an unknown value never replaces a known one.
import { expect, test } from 'vitest';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import { keepLastScreen } from '../../src/cli/dashboard/terminal/keep-last-screen.ts';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { denied } from '../components/fixtures.ts';
import { openSlowSignIn, signInMs } from '../support/slow-sign-in.ts';
import { createFakeTty, xtermCapabilities } from '../terminal/fake-tty.ts';
import { createReplay } from '../terminal/terminal-replay.ts';

const saved = ['Vaults 7', 'As seen 3m ago; loading'];

function open(options: Parameters<typeof openSlowSignIn>[0] = {}) {
  const opened = openSlowSignIn(options);
  const tty = createFakeTty(30, 2);
  const terminal = createReplay(30, 2);
  terminal.write(saved.map((line, index) => `\x1b[${index + 1}H${line}`).join(''));
  const writer = createScreenWriter({ stdout: tty, capabilities: xtermCapabilities });
  writer.adopt(saved);
  writer.paint('Vaults ?');
  keepLastScreen(opened.runtime, writer);
  opened.runtime.start();
  const screen = () => {
    terminal.write(tty.taken());
    return terminal.lines().map((line) => line.trimEnd());
  };
  return { ...opened, tty, writer, screen };
}

test('it stays until the lists are there, and then the newest frame replaces it', async () => {
  const { clock, runtime, writer, screen } = open();
  await clock.advance(signInMs - 1);
  expect(screen()).toEqual(saved);
  writer.paint('Vaults 2');
  expect(screen()).toEqual(saved);
  await clock.advance(1_000);
  expect(screen()).toEqual(['Vaults 2', '']);
  writer.paint('Vaults 3');
  expect(screen()).toEqual(['Vaults 3', '']);
  runtime.stop();
});

test('a key that changes something shows the live one', async () => {
  const { clock, runtime, screen } = open();
  await clock.advance(100);
  runtime.dispatch({ type: 'notified', notice: { text: 'said by us', tone: 'warn', at: 0 } });
  expect(screen()).toEqual(saved);
  runtime.dispatch({ type: 'key', key: ':' });
  expect(screen()).toEqual(['Vaults ?', '']);
  runtime.stop();
});

test('so does a refused sign-in, which has to be said', async () => {
  const { clock, runtime, screen } = open({ refused: new AwsProblemError(denied), ms: 100 });
  await clock.advance(99);
  expect(screen()).toEqual(saved);
  await clock.advance(100);
  expect(screen()).toEqual(['Vaults ?', '']);
  runtime.stop();
});

test('another size shows the live one: what the terminal made of the saved one is unknown', async () => {
  const { tty, runtime, writer } = open();
  tty.taken();
  tty.resize(31, 2);
  writer.paint('Vaults ?');
  expect(tty.taken()).toContain('Vaults ?');
  runtime.stop();
});
