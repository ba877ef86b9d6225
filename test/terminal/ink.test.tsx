import { EventEmitter } from 'node:events';
import { Box, type Instance, render, Text, useApp, useCursor, useStdout } from 'ink';
import { useEffect } from 'react';
import { describe, expect, test } from 'vitest';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { createFakeTty, xtermCapabilities } from './fake-tty.ts';
import { createReplay } from './terminal-replay.ts';

function createStdin(): NodeJS.ReadStream {
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: () => stdin,
    setEncoding: () => stdin,
    resume: () => stdin,
    pause: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
    read: () => null,
  });
  return stdin as unknown as NodeJS.ReadStream;
}

function start(tree: React.ReactNode, columns = 30, rows = 6) {
  const tty = createFakeTty(columns, rows);
  const writer = createScreenWriter({ stdout: tty, capabilities: xtermCapabilities });
  const shown = createReplay(columns, rows);
  const ink: Instance = render(tree, {
    stdout: writer.stdout,
    stdin: createStdin(),
    interactive: true,
    alternateScreen: true,
    incrementalRendering: false,
    maxFps: 60,
    patchConsole: false,
    exitOnCtrlC: false,
  });
  const look = async () => {
    await ink.waitUntilRenderFlush();
    shown.write(tty.taken());
    return shown.lines();
  };
  return { tty, writer, shown, ink, look };
}

function Screen({ status, height = 6 }: { status: string; height?: number }) {
  return (
    <Box flexDirection="column" height={height}>
      <Text inverse>vaultop</Text>
      <Box flexGrow={1}>
        <Text color="green">日本 {status}</Text>
      </Box>
      <Text dimColor>q quit</Text>
    </Box>
  );
}

/** Has the terminal's own cursor, as a text field would. */
function Field({ at }: { at: number | undefined }) {
  const { setCursorPosition } = useCursor();
  setCursorPosition(at === undefined ? undefined : { x: at, y: 1 });
  return <Screen status="x" />;
}

function Copy() {
  const { write } = useStdout();
  useEffect(() => {
    write('\x1b]52;c;YQ==\x07');
    write('text that would tear the screen\n');
  }, [write]);
  return <Screen status="x" />;
}

const shell: { open?: (program: () => void) => Promise<void> } = {};

function Shell() {
  const { suspendTerminal } = useApp();
  useEffect(() => {
    shell.open = async (program) => {
      await suspendTerminal(program);
    };
  }, [suspendTerminal]);
  return <Screen status="x" />;
}

describe('Ink on the screen writer', () => {
  test('shows its frames and then only what changed', async () => {
    const { ink, look, shown, writer } = start(<Screen status="running" />);
    expect(await look()).toEqual(['vaultop', '日本 running', '', '', '', 'q quit']);
    expect(shown).toMatchObject({ isAlternate: true, isCursorHidden: true });
    const before = writer.bytesWritten;
    ink.rerender(<Screen status="runninG" />);
    expect((await look())[1]).toBe('日本 runninG');
    expect(writer.bytesWritten - before).toBeLessThanOrEqual(20);
    ink.rerender(<Screen status="runninG" />);
    const same = writer.bytesWritten;
    await look();
    expect(writer.bytesWritten).toBe(same);
    ink.unmount();
  });

  test.each([3, 9])('shows a frame of %i lines on a terminal of 6', async (height) => {
    const { ink, look } = start(<Screen status="x" height={height} />);
    const lines = ['vaultop', '日本 x', ...Array.from({ length: height - 3 }, () => ''), 'q quit'].slice(-6);
    expect(await look()).toEqual([...lines, ...Array.from({ length: 6 - lines.length }, () => '')]);
    ink.rerender(<Screen status="y" height={6} />);
    expect(await look()).toEqual(['vaultop', '日本 y', '', '', '', 'q quit']);
    ink.unmount();
  });

  test.each([
    [20, 4],
    [30, 4],
    [50, 9],
    [8, 6],
  ])('follows a resize to %i by %i', async (columns, rows) => {
    const { ink, look, shown, tty } = start(<Screen status="x" />);
    await look();
    shown.write('junk of the terminal');
    shown.resize(columns, rows);
    tty.resize(columns, rows);
    ink.rerender(<Screen status="x" height={rows} />);
    expect(await look()).toEqual(['vaultop', '日本 x', ...Array.from({ length: rows - 3 }, () => ''), 'q quit']);
    ink.unmount();
  });

  test('leaves the alternate screen and shows the cursor', async () => {
    const { ink, look, shown, tty, writer } = start(<Screen status="x" />);
    await look();
    ink.unmount();
    await ink.waitUntilExit();
    writer.close();
    await writer.flush();
    shown.write(tty.taken());
    expect(shown).toMatchObject({ isAlternate: false, isCursorHidden: false, wraps: true });
    expect(shown.lines().join('')).toBe('');
  });

  test('shows the cursor of a text field, moves it and hides it', async () => {
    const { ink, look, shown } = start(<Field at={3} />);
    await look();
    expect(shown).toMatchObject({ isCursorHidden: false });
    expect(shown.cursor()).toEqual({ column: 3, line: 1 });
    ink.rerender(<Field at={4} />);
    expect(await look()).toContain('日本 x');
    expect(shown.cursor()).toEqual({ column: 4, line: 1 });
    ink.rerender(<Field at={undefined} />);
    expect(await look()).toContain('日本 x');
    expect(shown.isCursorHidden).toBe(true);
    ink.unmount();
  });

  test('passes on what a component writes to the terminal itself, unless it is text', async () => {
    const { ink, look, shown, tty } = start(<Copy />);
    await ink.waitUntilRenderFlush();
    expect(tty.writes.join('')).toContain('\x1b]52;c;YQ==\x07');
    expect(await look()).toEqual(['vaultop', '日本 x', '', '', '', 'q quit']);
    expect(shown.isAlternate).toBe(true);
    ink.unmount();
  });

  test('hands the terminal over and takes it back', async () => {
    const { ink, look, shown, tty } = start(<Shell />);
    await look();
    await shell.open?.(() => {
      shown.write(tty.taken());
      expect(shown).toMatchObject({ isAlternate: false, isCursorHidden: false, wraps: true });
      shown.write('output of another program');
    });
    expect(await look()).toEqual(['vaultop', '日本 x', '', '', '', 'q quit']);
    expect(shown).toMatchObject({ isAlternate: true, isCursorHidden: true });
    ink.unmount();
  });
});
