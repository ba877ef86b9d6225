// All that the program prints: harmless whatever was typed or comes from AWS, and a failure where it cannot be written.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { subcommands } from '../../src/cli/subcommands.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { isHarmless } from '../../src/lib/text/text.ts';
import { newHome, type Outcome, runBuilt } from '../support/built-program.ts';
import { sampled } from '../support/matrix.ts';

const atOnce = 4;
async function inTurns<Case>(cases: readonly Case[], run: (one: Case) => Promise<string[]>): Promise<string[]> {
  const found: string[] = [];
  for (let at = 0; at < cases.length; at += atOnce) {
    found.push(...(await Promise.all(cases.slice(at, at + atOnce).map(run))).flat());
  }
  return found;
}

let emulator: Emulator;
let env: Readonly<Record<string, string>>;
let planId: string;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.now() });
  const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' };
  env = { HOME: newHome(), AWS_ENDPOINT_URL: emulator.url, ...keys };
  const { stdout } = await runBuilt(['get', 'plans', '-o', 'jsonl'], { env });
  planId = JSON.parse(stdout.split('\n').find((line) => !line.includes('aws/efs')) ?? '').id;
});
afterAll(() => emulator.close());

const exported = () => ['plan', 'export', planId];
/** Each of these prints something. A command that is missing here fails the test below. */
const printing: Readonly<Record<string, readonly (readonly string[] | (() => string[]))[]>> = {
  cache: [[], ['path'], ['clear']],
  collect: [['--print-unit'], ['--print-unit', 'launchd']],
  check: [[], ['--format', 'json'], ['--format', 'nagios']].map((words) => ['--timeout', '20', ...words]),
  vault: [
    ['create', '--name', 'abc', '--dry-run'],
    ['create', '--name', 'other', '--write', '--yes'],
  ],
  plan: [() => exported().slice(1)],
  job: [],
  copy: [],
  restore: [],
  'restore-test': [],
  point: [],
  'access-point': [['list']],
  hold: [],
  selection: [['list']],
  resource: [['exclude', 'arn:aws:s3:::logs', '--reason', 'rebuilt', '--dry-run']],
  finding: [['mute', 'logs', '--reason', 'rebuilt', '--until', '2027-01-01', '--dry-run']],
  mute: [['list']],
  'iam-policy': [[], ['--write', '--allow', 'delete'], ['--terraform']],
  doctor: [[], ['--json']],
  completion: [[], ['bash'], ['zsh'], ['fish']],
  config: [[], ['path'], ['show'], ['schema'], ['check']],
  emulate: [['--help-operations'], ['--port', '0']],
  store: [[], ['path'], ['info'], ['info', '--json'], ['check'], ['check', '--json'], ['prune'], ['clear']],
  wait: [],
  report: [],
  status: [[], ['-o', 'json'], ['--format', '{state}']],
  // Without a store nothing is printed.
  export: [],
  get: [[], ['vaults'], ['vaults', '-o', 'json'], ['vaults', '-o', 'jsonl'], ['vaults', '-o', 'csv'], ['vaults', '-w']],
  where: [['orders-cluster'], ['orders-cluster', '-o', 'json']],
  events: [[], ['--print', 'central'], ['--print', 'member']].map((words) => ['setup', ...eventsFlags(), ...words]),
};
function eventsFlags(): string[] {
  return ['--region', 'us-east-1', '--account', '123456789012'];
}
const dashboard: readonly (readonly string[])[] = [['--help'], ['--version'], ['--once'], ['--once', '--json']];

test('every subcommand is among those that print to a full disk', () => {
  const unnamed = Object.keys(subcommands).filter((name) => !(name in printing));
  expect(unnamed, 'subcommands without a line in `printing` of this file; [] if it prints nothing here').toEqual([]);
  expect(Object.keys(printing).sort()).toEqual(Object.keys(subcommands).sort());
});

describe.skipIf(process.platform !== 'linux')('a full disk', () => {
  test('is a failure of each command that prints, in one sentence', { timeout: 300_000 }, async () => {
    const all = [
      ...dashboard.map((words) => () => [...words]),
      ...Object.entries(printing).flatMap(([name, lines]) => [
        () => [name, '--help'],
        ...lines.map((words) => () => [name, ...(typeof words === 'function' ? words() : words)]),
      ]),
    ];
    const always = [exported, () => ['events', 'setup', ...eventsFlags()], () => ['config', 'show']];
    const wrong = await inTurns([...always, ...sampled(all, 8)], async (toWords) => {
      const words = toWords();
      const { code, stderr } = await runBuilt(words, { env, into: '/dev/full' });
      // What `check` cannot tell is unknown.
      const expected = words[0] === 'check' && !words.includes('--help') ? 3 : 1;
      const isTold = /the disk is full/.test(stderr) && !/\n +at /.test(stderr);
      return code === expected && isTold ? [] : [`${words.join(' ')}: ${code} ${stderr}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** C0, C1, a bidi override, invisible fillers and controls of music. */
const hostile = 'a\x1b[2J\x9b31m\u202e\r\x07\u180b\u180f\u{1d173}\u{e0041}b';

const typed: readonly (readonly string[])[] = [
  [hostile],
  [`--${hostile}`],
  ...['--region', '--profile', '--context', '--config', '--endpoint-url', '--role-arn', '--theme'].map((flag) => [
    '--once',
    `${flag}=${hostile}`,
  ]),
  ...['--fault', '--estate'].map((flag) => ['--demo', '--once', `${flag}=${hostile}`]),
  ['get', hostile],
  ...['--sort', '--filter', '--limit', '--output', '--param', '--id', `--${hostile}`].map((flag) => [
    'get',
    'jobs',
    `${flag}=${hostile}`,
  ]),
  ['get', 'vaults', '--filter', '(', `--profile=${hostile}`],
  ['check', `--format=${hostile}`],
  ['check', `--without=${hostile}`],
  ['check', '--format', 'nagios', `--mute=${hostile}`],
  ['config', hostile],
  ['cache', hostile],
  ['completion', hostile],
  ['doctor', `--profile=${hostile}`],
  ['iam-policy', `--lists=${hostile}`],
  ['iam-policy', '--write', `--role=${hostile}`],
  ['store', hostile],
  ['store', 'info', `--store=/tmp/none/${hostile}`],
  ['store', 'clear', `--account=${hostile}`],
  ['events', hostile],
  ['events', 'setup', `--account=${hostile}`],
  ['emulate', `--quirk=${hostile}`],
  ['emulate', `--state=${hostile}/x`],
  ['emulate', `--tls-cert=${hostile}`, `--tls-key=${hostile}`],
  ...['vault', 'plan', 'job', 'copy', 'restore', 'point', 'hold'].flatMap((noun) => [
    [noun, hostile],
    [noun, 'delete', hostile, '--dry-run'],
  ]),
  ['vault', 'create', '--name', 'abc', '--tags', `a=${hostile}`, '--dry-run'],
  ['vault', 'create', '--name', 'abc', `--profile=${hostile}`, '--dry-run'],
  ['vault', 'create', '--name', 'abc', `--endpoint-url=http://127.0.0.1:9/${hostile}`, '--dry-run'],
  ['hold', 'create', '--title', hostile, '--description', hostile, '--dry-run'],
  ['plan', 'import', `--document=${hostile}`, '--dry-run'],
];

const harmOf = ({ stdout, stderr }: Outcome): string[] =>
  [...stdout.split(/\r?\n/), ...stderr.split('\n')].filter((line) => !isHarmless(line));

test('what is typed comes back harmless, in errors and in dry runs', { timeout: 300_000 }, async () => {
  const wrong = await inTurns(sampled(typed, 10, 7), async (words) => {
    const outcome = await runBuilt(words, { env });
    const harm = harmOf(outcome);
    const isSaid = outcome.code !== null && outcome.stdout + outcome.stderr !== '';
    // A filter without a match leaves nothing to print.
    const isSilent = words.some((word) => word.startsWith('--filter'));
    return harm.length > 0 || !(isSaid || isSilent) ? [JSON.stringify({ words, outcome, harm })] : [];
  });
  expect(wrong).toEqual([]);
});

test('nothing in the commands writes past what makes it harmless', () => {
  const folder = resolve(import.meta.dirname, '../../src/cli');
  // The launcher and the live screen write what they have drawn; the check of the clipboard writes fixed sequences.
  const drawing = [
    'output/output.ts',
    'launch.ts',
    'dashboard/terminal/live-terminal.ts',
    'doctor/clipboard-check.ts',
    'old-node.ts',
  ];
  const writers = globSync('**/*.ts', { cwd: folder }).filter((file) =>
    /std(out|err)\.write|console\./.test(readFileSync(join(folder, file), 'utf8')),
  );
  expect(writers.sort()).toEqual(drawing.sort());
});
