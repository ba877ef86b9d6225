import { afterEach, describe, expect, test } from 'vitest';
import { openInPty, type PtyProgram } from '../support/pty.ts';

/** The Region with the fewest rows. */
const demo = ['--demo', '--region', 'ap-southeast-2'];
const enter = '\r';
const back = '\x1b';

let program: PtyProgram | undefined;

function open(...args: Parameters<typeof openInPty>): PtyProgram {
  program = openInPty(...args);
  return program;
}

afterEach(() => program?.close());

const cursorLine = (screen: string) => screen.split('\n').find((line) => line.startsWith('›')) ?? '';

/** Presses a key and waits until the cursor is on another row. */
async function moveCursor({ waitFor, press, screen }: PtyProgram, key: string): Promise<string> {
  const before = cursorLine(screen().join('\n'));
  press(key);
  return cursorLine(await waitFor((text) => cursorLine(text) !== before && cursorLine(text) !== ''));
}

/** The parts of the screen that stay while ages change. */
const nameOf = (line: string) => line.slice(0, 30);

describe.each([
  { columns: 80, rows: 24 },
  { columns: 200, rows: 50 },
])('at $columns×$rows', (size) => {
  test('from the overview into a vault, into a recovery point, to its JSON, and back to the same row', async () => {
    const opened = open(demo, size);
    const { waitFor, press, exited } = opened;
    const overview = await waitFor((screen) => /Running jobs \d/.test(screen) && /Vaults \d/.test(screen));
    for (const line of overview.split('\n')) expect(line.length).toBeLessThanOrEqual(size.columns);

    press(':vaults', enter);
    await waitFor((screen) => /› vaults/.test(screen) && cursorLine(screen) !== '');
    const vault = await moveCursor(opened, 'j');
    press(enter);
    await waitFor((screen) => /recovery points of/.test(screen) && /COMPLETED/.test(cursorLine(screen)));
    const point = await moveCursor(opened, 'j');
    press(enter);
    await waitFor(/\[1 Detail\]/);
    press('y');
    await waitFor(/Copy sent to the terminal: arn:/);
    expect(opened.output()).toContain(`\x1b]52;c;${Buffer.from('arn:').toString('base64').slice(0, 4)}`);
    press('2');
    await waitFor(/"RecoveryPointArn"/);

    press(back);
    await waitFor((screen) => nameOf(cursorLine(screen)) === nameOf(point));
    press(back);
    await waitFor((screen) => nameOf(cursorLine(screen)) === nameOf(vault));
    press('q');
    expect(await exited).toMatchObject({ exitCode: 0 });
  });
});

test('one Region refuses and one is silent: the third has its rows, and the two say why', async () => {
  const { waitFor } = open(['--demo', '--fault', 'eu-west-1=deny', '--fault', 'ap-southeast-2=hang'], {
    columns: 160,
    rows: 40,
  });
  const screen = await waitFor(
    (text) => /eu-west-1[^\n]*access denied/.test(text) && /ap-southeast-2[^\n]*asking/.test(text),
  );
  expect(screen).toMatch(/us-east-1/);
  expect(screen).toMatch(/%/);
});

test('too small a terminal says so, a resize mends it at once, and keys that arrive together all count', async () => {
  const { waitFor, press, resize } = open(demo, { columns: 60, rows: 15 });
  await waitFor(/60.*16/);
  resize(100, 30);
  await waitFor(/Running/);
  press(':jobs', enter);
  const before = await waitFor((screen) => /› backup jobs/.test(screen) && cursorLine(screen) !== '');
  const cursorAt = (screen: string) => screen.split('\n').findIndex((line) => line.startsWith('›'));
  press('jjj');
  await waitFor((screen) => cursorAt(screen) === cursorAt(before) + 3);
});

test('for a screen reader there are lines and nothing that steers the terminal', async () => {
  // As wide as the text about a row: where a line breaks depends on the time at which the demo starts.
  const { waitFor, press, output, exited } = open([...demo, '--screen-reader'], { columns: 600 });
  await waitFor(/^Overview, Running jobs: \d+$[\s\S]* 1 of \d+$/m);
  press('j');
  await waitFor(/ 2 of \d+$/m);
  press('k');
  await waitFor(/ 2 of \d+$[\s\S]* 1 of \d+$/m);
  press('q');
  expect(await exited).toMatchObject({ exitCode: 0 });
  // Ink shows the cursor at the end, hidden or not.
  expect(output().replaceAll('\x1b[?25h', '')).not.toContain('\x1b');
});

test('a terminal that cannot move its cursor gets a sentence and a snapshot', async () => {
  const env = { TERM: 'dumb', LANG: 'C', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const { exited, output } = open(['--endpoint-url', 'http://127.0.0.1:9', '--region', 'us-east-1'], { env });
  expect(await exited).toMatchObject({ exitCode: 1 });
  expect(output()).toMatch(/TERM=dumb\) cannot move its cursor[\s\S]*does not accept connections/);
  expect(output()).toMatch(/^[\x20-\x7e\r\n]*$/);
});
