// Every option that takes a file or a directory: one that cannot be used is refused in a sentence with its path and the
// reason, without the error codes of the operating system.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readExtractFile } from '../../src/cli/dashboard/open-file.ts';
import { failureText } from '../../src/cli/output/report-failure.ts';
import { type Program, subcommands } from '../../src/cli/subcommands.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { emulatorAt } from '../emulator/clients.ts';
import { newHome } from '../support/built-program.ts';
import { captureWrites } from '../support/captured-stream.ts';

const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const none = new URL('file:///none');
const environment = { emulatorWorker: none, engineWorker: none, checkWorker: none, queryWorker: none };

/** Options that take no path; each new option of text is to be named here or below. */
const otherOptions = [
  ['account', 'allow', 'at', 'bell', 'columns', 'confirm', 'context', 'endpoint-url', 'estate', 'events-queue'],
  ['exclude-account', 'external-id', 'fault', 'filter', 'format', 'from', 'from-account', 'host', 'in-vault', 'kind'],
  ['limit', 'lists', 'max-age', 'memory', 'metrics', 'mfa-serial', 'month', 'name', 'no-quirk', 'now'],
  ['notify-command', 'org-id', 'org-unit', 'param', 'port', 'print', 'print-unit', 'profile', 'queue-region', 'quirk'],
  [
    'record-max',
    'region',
    'role',
    'role-arn',
    'scan-role',
    'seed',
    'since',
    'sort',
    'speed',
    'theme',
    'timeout',
    'timezone',
    'to',
  ],
  ['totals', 'until', 'view', 'with', 'without'],
].flat();

let folder: string;
let emulator: Emulator;
beforeEach(async () => {
  emulator = await emulatorAt({ throttle: false });
  folder = newHome();
  mkdirSync(join(folder, 'directory'));
  writeFileSync(join(folder, 'file'), 'text');
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'x');
  for (const name of ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME']) vi.stubEnv(name, join(folder, 'home'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** What is written to stderr, or the sentence of the error. */
async function problemOf([name = '', ...words]: readonly string[]): Promise<string> {
  const program = (await subcommands[name]?.load()) as Program;
  const [out, err] = [captureWrites(process.stdout), captureWrites(process.stderr)];
  const places = ['--endpoint-url', emulator.url, '--region', 'us-east-1'];
  const reaches = ['doctor', 'get', 'plan', 'restore', 'vault'].includes(name);
  try {
    await program.run([...words, ...(reaches ? places : [])], environment, log);
    return err.mock.calls.map(([chunk]) => String(chunk)).join('');
  } catch (error) {
    return failureText(error);
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

type Use = (path: string) => Promise<string>;
const command =
  (...words: readonly string[]): Use =>
  (path) =>
    problemOf(words.map((word) => (word === 'PATH' ? path : word)));

/** `makes`: the directories of the path are made. */
const options: Readonly<
  Record<string, { readonly uses: readonly Use[]; readonly directory?: 'is right'; readonly makes?: true }>
> = {
  bundle: { uses: [command('doctor', '--bundle', 'PATH')] },
  config: { uses: [command('get', 'vaults', '--config', 'PATH'), command('config', 'show', '--config', 'PATH')] },
  'metrics-token-file': {
    uses: [command('collect', '--metrics', '127.0.0.1:0', '--metrics-token-file', 'PATH', '--demo')],
  },
  open: { uses: [(path) => readExtractFile(path).then(() => '', failureText)] },
  output: { uses: [command('export', 'prometheus', '--output', 'PATH')] },
  record: { uses: [command('get', 'vaults', '--record', 'PATH')], directory: 'is right', makes: true },
  replay: { uses: [command('emulate', '--replay', 'PATH')], directory: 'is right' },
  state: { uses: [command('emulate', '--port', '0', '--state', 'PATH')] },
  store: {
    uses: [command('store', 'info', '--store', 'PATH'), command('get', 'vaults', '--store', 'PATH')],
    makes: true,
  },
  'ca-bundle': {
    uses: [
      (path) => {
        vi.stubEnv('AWS_CA_BUNDLE', path);
        return problemOf(['get', 'vaults', '--ca-bundle', path]);
      },
    ],
  },
  'tls-cert': { uses: [command('emulate', '--tls-cert', 'PATH', '--tls-key', 'PATH')] },
  'tls-key': {
    uses: [command('emulate', '--tls-cert', join(import.meta.dirname, 'file-options.test.ts'), '--tls-key', 'PATH')],
  },
};

/** Fields of actions are options of their commands. */
const ofActions: typeof options = {
  document: { uses: [command('vault', 'policy', 'prod', '--document', 'PATH', '--write', '--yes')] },
  'from-file': { uses: [command('restore', 'start', '--from-file', 'PATH', '--write', '--yes')] },
  'from-json': { uses: [command('plan', 'create', '--from-json', 'PATH', '--write', '--yes')] },
};

const cases = Object.entries({ ...options, ...ofActions }).flatMap(([option, { uses, directory, makes }]) =>
  uses.flatMap((use, at) =>
    [...(makes ? [] : ['missing/name']), 'file/name', ...(directory ? [] : ['directory'])].map(
      (path) => [`--${option}`, path, at + 1, use] as const,
    ),
  ),
);

describe('a path that cannot be used', () => {
  test.each(cases)('%s %s (%i)', async (_, name, __, use) => {
    const path = join(folder, name);
    const problem = await use(path);
    expect(problem).not.toMatch(/\bE[A-Z]{3,}\b|\bsyscall\b/);
    expect(problem).toContain(folder);
    expect(problem).toMatch(/there is no|is a file|is (a|no) directory|exists already|not a regular file/);
  });
});

test('each option of text is known to take a path or not', () => {
  const root = resolve(import.meta.dirname, '../../src/cli');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/^ +'?([a-z-]+)'?: \{ type: 'string'/gm)])
    .map(([, name = '']) => name);
  expect([...new Set(names)].toSorted()).toEqual([...new Set([...otherOptions, ...Object.keys(options)])].toSorted());
});
