import { afterEach, describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/lib/text/text.ts';
import { keys } from '../support/render-at.ts';
import { type AppAt, appAt as open } from './app-at.tsx';
import { dataOf, denied, job, regions, runningJob, scope, smallWorld, vault } from './fixtures.ts';

const opened: AppAt[] = [];
async function appAt(...parameters: Parameters<typeof open>): Promise<AppAt> {
  const app = await open(...parameters);
  opened.push(app);
  return app;
}
afterEach(() => {
  for (const { screen } of opened.splice(0)) screen.unmount();
});

const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

const titles = ['Last 24 h', '1 Running jobs 3', '2 Vaults 3', '3 Attention 1', '4 Recent audits 1'];

/** Names made to break a layout: wide, combined, joined, and with what steers a terminal. */
const awkward = [
  '備份保管庫-東京',
  '👩‍👩‍👧‍👦-family',
  'e\u0301tude',
  'x\u001b[2Jx\u001b]0;t\u0007',
  'a\u202eb\nc\td',
  'w'.repeat(10_000),
];

const documentOf = (vaultDocument: unknown) => ({ DescribeBackupVault: vaultDocument });

describe.each(sizes)('at %i×%i', (columns, rows) => {
  test('the overview has all its panels and fills the screen exactly', async () => {
    const { screen } = await appAt(columns, rows);
    for (const title of titles) expect(screen.text()).toContain(title);
    for (const shown of ['prod-main', 'db-r1', 'orders', 'photos', 'DeleteRecoveryPoint', 'vol-bad', '42%']) {
      expect(screen.text()).toContain(shown);
    }
    expect(screen.lines()).toHaveLength(rows);
    expect(screen.text()).toMatchSnapshot();
  });

  test.each([
    ['the overview', []],
    ['the help', ['?']],
    ['the command line', [':re']],
    ['a list', ['2', 'z']],
    ['a list being filtered', ['2', 'z', '/', 'prod']],
    ['a detail', ['2', 'z', keys.return]],
    ['what belongs to a row', ['2', 'z', 'd']],
    ['a document', ['2', 'z', 'J']],
  ])('no line of %s is wider than the screen', async (_, pressed) => {
    const world = {
      ...smallWorld,
      rows: {
        ...smallWorld.rows,
        vaults: awkward.map((name, index) => vault(name, regions[index % 3] ?? 'us-east-1')),
      },
      document: documentOf({ name: 'w'.repeat(500), tags: { 備份: '東京' } }),
    };
    const { screen } = await appAt(columns, rows, { world });
    await screen.press(...pressed);
    expect(screen.lines()).toHaveLength(rows);
    for (const line of screen.lines()) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
  });
});

test('below 80×24 the screen only says so', async () => {
  const { screen } = await appAt(59, 24);
  expect(screen.text()).toContain('The terminal has 59×24 cells, vaultop needs 60×16.');
  expect(screen.text()).not.toContain('Vaults');
});

test('a new size is drawn at once, and told', async () => {
  const { screen, runtime } = await appAt(80, 24);
  await screen.resize(120, 40);
  expect(runtime.events.at(-1)).toEqual({ type: 'resized', columns: 120, rows: 40 });
  expect(screen.lines()).toHaveLength(40);
  expect(Math.max(...screen.lines().map(displayWidth))).toBe(120);
});

test('keys that arrive in one piece are all pressed', async () => {
  const { screen, runtime } = await appAt(80, 24);
  await screen.press('jjk\r');
  const pressed = runtime.events.filter(({ type }) => type === 'key').map((event) => 'key' in event && event.key);
  expect(pressed).toEqual(['j', 'j', 'k', 'return']);
});

test('pasted text goes where something is typed', async () => {
  const { screen } = await appAt(80, 24);
  await screen.press(':', '\u001b[200~vau\u001b[201~');
  expect(screen.lines().at(-1)).toMatch(/^:vau {4}vaults/);
});

test('the header names role, account, age, pace, cost and each Region', async () => {
  const { screen } = await appAt(120, 40);
  const [first = '', second = ''] = screen.lines();
  expect(first).toMatch(
    /^vaultop DEMO Operator\/alice 111122223333 .* 0s old · 12 calls\/min · CloudWatch \$0\.29\/day$/,
  );
  expect(second).toMatch(/^✔ us-east-1 0s {3}✔ eu-west-1 0s {3}✔ ap-southeast-2 0s +▲1$/);
});

test('a pause is told in the header', async () => {
  const { screen } = await appAt(120, 40);
  await screen.press('p');
  expect(screen.lines()[0]).toMatch(/PAUSED$/);
});

test('of many Regions the troubled ones are named and the rest counted', async () => {
  const many = Array.from({ length: 17 }, (_, index) => `eu-west-${index + 1}`);
  const data = { scopes: many.map((region) => scope(region)), regions: many };
  const world = { ...smallWorld, data, failing: { 'eu-west-16': denied } };
  const { screen } = await appAt(80, 24, { world });
  expect(screen.lines()[1]).toMatch(/^✖ eu-west-16 access denied {2}✔ eu-west-1 0s .*\+\d+ ok +\?$/);
});

test('without an identity the screen says why and what to do', async () => {
  const problem = { ...denied, message: 'The token of profile dev has expired.', nextStep: 'run: aws sso login' };
  const { identity: _, ...known } = dataOf(smallWorld);
  const world = { rows: {}, data: { ...known, scopes: [], identityProblem: problem, identity: undefined } as never };
  const { screen } = await appAt(80, 24, { world });
  expect(screen.text()).toMatch(/✖ The token of profile dev has expired\./);
  expect(screen.text()).toMatch(/Run: aws sso login/);
});

test('a Region that refuses is named with its reason, and the others go on', async () => {
  const { screen } = await appAt(120, 40, { world: { ...smallWorld, failing: { 'eu-west-1': denied } } });
  expect(screen.lines()[1]).toContain('✖ eu-west-1 access denied');
  await screen.press('2', 'z');
  expect(screen.text()).toContain('eu-west-1: access denied. backup:ListBackupJobs is denied in eu-west-1.');
  expect(screen.text()).toContain('Ask for the permission backup:ListBackupJobs');
  expect(screen.lines()[2]).toContain('1 failing');
  expect(screen.text()).toContain('prod-main');
});

describe('a list', () => {
  test('says how many rows the filter leaves', async () => {
    const { screen } = await appAt(80, 24);
    await screen.press('2', 'z', '/', 'prod');
    expect(screen.lines()[2]).toMatch(/^Overview › .*\/prod {2}2 of 3 {2}by /);
    expect(screen.lines().at(-1)).toMatch(/^\/prod/);
  });

  test('says when nothing matches', async () => {
    const { screen } = await appAt(80, 24);
    await screen.press('2', 'z', '/', 'zzz');
    expect(screen.text()).toContain('nothing matches "zzz"');
  });

  test('has a column for the Region only where there are several', async () => {
    const { screen } = await appAt(120, 40);
    await screen.press('2', 'z');
    expect(screen.lines()[3]).toContain('REGION');
    const one = { ...smallWorld, data: { scopes: [scope('us-east-1')], regions: ['us-east-1'] } };
    const { screen: single } = await appAt(120, 40, { world: one });
    await single.press('2', 'z');
    expect(single.lines()[3]).not.toContain('REGION');
  });

  test('moves its cursor in the gutter alone', async () => {
    const { screen } = await appAt(80, 24);
    await screen.press('2', 'z');
    const before = screen.lines();
    await screen.press('j');
    const changed = screen.lines().filter((line, index) => line !== before[index]);
    expect(changed).toHaveLength(2);
    const moved = screen.lines().map((line) => line.replace(/^›/, ' '));
    expect(moved).toEqual(before.map((line) => line.replace(/^›/, ' ')));
  });
});

test('names with wide characters keep the columns aligned', async () => {
  const names = ['plain-name', '備份保管庫-東京', '🗄️ archive', 'étude'];
  const vaults = names.map((name) => vault(name, 'us-east-1', { pointCount: 7 }));
  const { screen } = await appAt(120, 40, { world: { rows: { vaults } } });
  await screen.press('2', 'z');
  const ends = screen.lines().filter((line) => line.includes('us-east-1') && !line.startsWith('✔'));
  const places = ends.map((line) => displayWidth(line.slice(0, line.indexOf('us-east-1'))));
  expect(places).toHaveLength(names.length);
  expect(new Set(places).size).toBe(1);
});

test('hostile names reach the terminal as marks only', async () => {
  const vaults = awkward.map((name) => vault(name, 'us-east-1'));
  const backups = awkward.map((name, index) => runningJob(`r${index}`, 'us-east-1', { resourceName: name }));
  const failed = [job('f', 'us-east-1', { state: 'FAILED', message: 'no\u001b[31m\nway\u009b2J' })];
  const world = { rows: { vaults, 'backup-jobs': [...backups, ...failed] } };
  const { screen } = await appAt(120, 40, { world, color: false });
  const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;
  // Ink's own styling, which is weights alone, is removed first.
  expect(screen.text()).not.toMatch(controls);
  expect(screen.lines()).toHaveLength(40);
});

test('the help lists keys by group and names of lists', async () => {
  const { screen } = await appAt(200, 60);
  await screen.press('?', keys.tab);
  for (const shown of ['Move', 'Look', 'Find', 'Do', 'Leave', 'Lists', 'page down', ':vaults']) {
    expect(screen.text()).toContain(shown);
  }
});

describe('the document of a row', () => {
  const document = documentOf({ target: 'needle', other: 'needle' });

  test('is searched, and says which match is current', async () => {
    const { screen } = await appAt(80, 24, { world: { ...smallWorld, document } });
    await screen.press('2', 'z', 'J', '/', 'needle', keys.return, 'n');
    expect(screen.lines()[2]).toContain('match 2/2');
    expect(screen.text()).toMatch(/^› .*"other": "needle"/m);
  });

  test('that has not arrived has no match, nor the lack of one', async () => {
    const { screen } = await appAt(80, 24, { world: smallWorld });
    await screen.press('2', 'z', 'J', '/', 'needle', keys.return);
    expect(screen.text()).not.toMatch(/match/);
  });

  test('is scrolled to the match that n and N go to', async () => {
    const rest = (of: string) => Array.from({ length: 40 }, (_, index) => [`${of}${index}`, 'x'] as const);
    const members = [['first', 'needle'], ...rest('a'), ['middle', 'needle'], ...rest('b'), ['last', 'needle']];
    const document = documentOf(Object.fromEntries(members));
    const { screen } = await appAt(80, 24, { world: { ...smallWorld, document } });
    await screen.press('2', 'z', 'J', '/', 'needle', keys.return);
    const seen = [];
    for (const key of ['n', 'n', 'N', 'n', 'n']) {
      await screen.press(key);
      seen.push(/^› .*"(\w+)": "needle"/m.exec(screen.text())?.[1]);
    }
    expect(seen).toEqual(['middle', 'last', 'middle', 'last', 'first']);
  });

  test('shows long lines to their end, and a search jumps to where they go on', async () => {
    const long = `${'x'.repeat(100)}END`;
    const rest = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`member${index}`, long]));
    const { screen } = await appAt(80, 24, {
      world: { ...smallWorld, document: documentOf({ ...rest, last: `${long}needle` }) },
    });
    await screen.press('2', 'z', 'J');
    expect(screen.text()).toContain('END');
    expect(screen.text()).not.toContain('needle');
    await screen.press('/', 'needle', keys.return);
    expect(screen.lines()[2]).toContain('match 1/1');
    expect(screen.text()).toMatch(/^› +x+ENDneedle"/m);
  });
});

test('what can be drilled into is a numbered menu', async () => {
  const { screen } = await appAt(80, 24);
  await screen.press('d');
  expect(screen.text()).toMatch(/│ › 1 /);
  expect(screen.lines().at(-1)).toContain('enter go there');
});

test('an overview in ASCII has nothing else', async () => {
  const { screen } = await appAt(80, 24, { unicode: false, color: false });
  // Cut texts end in an ellipsis, which the writer behind Ink turns into a dot.
  expect(screen.text().replaceAll('…', '.')).toMatch(/^[\x20-\x7e\n]*$/);
  expect(screen.text()).toMatchSnapshot();
});
