import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { reportUncaught } from '../../src/cli/output/report-uncaught.ts';
import { createLog } from '../../src/lib/files/log.ts';

function watched() {
  const logged: string[] = [];
  const printed: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const exits: unknown[] = [];
  const program = Object.assign(new EventEmitter(), { exit: (code: unknown) => exits.push(code) as never });
  const log = createLog({ path: undefined, maxBytes: 1, clock: { now: () => 0 }, write: (line) => logged.push(line) });
  reportUncaught(log, () => 3, program as never);
  return { program, logged, printed, exits };
}

test('a fault that no caller catches is reported, and ends with the exit code of the command', () => {
  const { program, logged, printed, exits } = watched();
  program.emit('uncaughtException', new Error('it broke'));
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({ event: 'failed', error: { message: 'it broke' } });
  expect(printed[0]).toBe('vaultop: it broke\n');
  expect(exits).toEqual([3]);
});

test('while a live screen watches, it is left to the screen', () => {
  const { program, logged, exits } = watched();
  program.on('uncaughtException', () => {});
  program.emit('uncaughtException', new Error('it broke'));
  expect([logged, exits]).toEqual([[], []]);
});
