// `vaultop status`: one line from what an earlier run has left in the store.

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readStatusArguments } from '../../src/cli/status/arguments.ts';
import { help, run } from '../../src/cli/status/status.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import { newHome } from '../support/built-program.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { environment } from '../support/launch-environment.ts';

const now = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;

let home: string;
const storeFile = () => join(home, '.local/state/vaultop/stores/aws.sqlite');

beforeEach(() => {
  home = newHome();
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  vi.stubEnv('XDG_STATE_HOME', join(home, '.local/state'));
  vi.stubEnv('XDG_CONFIG_HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'aws-config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'none'));
  vi.stubEnv('LANG', 'C.UTF-8');
  vi.spyOn(systemClock, 'now').mockReturnValue(now);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

interface Place {
  readonly account?: string;
  readonly region?: string;
  readonly role?: string;
  /** One for each finding. */
  readonly severities?: readonly string[];
  /** Minutes ago. */
  readonly asOf?: number;
  readonly evaluated?: number;
}

function keep(...places: readonly Place[]): void {
  mkdirSync(dirname(storeFile()), { recursive: true, mode: 0o700 });
  const place = { path: storeFile(), isNamed: false, isShared: false, notices: [] };
  const { database, close } = openStore(place, { now: () => now, parents: [] });
  const writer = createStoreWriter({ database, shapes: createRowShapes(() => now), now: () => now });
  for (const { account = '111122223333', region = 'eu-west-1', role = 'reader', ...rest } of places) {
    const { severities = [], asOf, evaluated = 1 } = rest;
    const scope = { identity: `AWS arn:aws:sts::${account}:assumed-role/${role}`, accountId: account, region };
    const rows = severities.map((severity, index) => ({
      id: `${severity} ${index}`,
      kind: 'selects-nothing',
      severity: severity.replace('muted ', ''),
      subject: `vault-${index}`,
      scope: { accountId: account, region, connection: '' },
      ...(severity.startsWith('muted ') ? { muted: true } : {}),
    }));
    const wholeAt = asOf === undefined ? {} : { wholeAt: now - asOf * minute };
    writer.derive({ resource: 'attention', scope, rows, evaluatedAt: now - evaluated * minute, ...wholeAt });
  }
  close();
}

async function status(...words: readonly string[]) {
  const out = captureWrites(process.stdout);
  const code = await run(words, environment, log);
  const text = out.mock.calls.map(([chunk]) => String(chunk)).join('');
  out.mockRestore();
  return { code, text };
}

describe('a line with its age', () => {
  test('counts what the attention list has, without what is muted', async () => {
    keep(
      { severities: ['critical', 'warning', 'warning', 'notice', 'muted critical'], asOf: 2 },
      { region: 'us-east-1', severities: ['critical'], asOf: 5 },
    );
    expect(await status()).toEqual({ code: 0, text: '✖2 ▲2 · 5m old\n' });
    expect(await status('--region', 'eu-west-1')).toEqual({ code: 0, text: '✖1 ▲2 · 2m old\n' });
  });

  test('nothing to see', async () => {
    keep({ severities: ['notice'], asOf: 0 });
    expect(await status()).toEqual({ code: 0, text: '✓ · 0s old\n' });
  });

  test('in an ASCII locale', async () => {
    keep({ severities: ['critical'], asOf: 1 });
    vi.stubEnv('LANG', 'C');
    vi.stubEnv('LC_ALL', 'C');
    const { text } = await status();
    expect(text).toMatch(/^[\x00-\x7f]+$/);
  });
});

describe('unknown is said, and is exit code 1', () => {
  test.each<[string, () => void, string]>([
    ['no store', () => {}, 'unknown: there is no store yet\n'],
    ['nothing of this place', () => keep({ region: 'us-east-1', asOf: 1 }), 'unknown: the store has no rows of it\n'],
    ['a list without a response', () => keep({ severities: ['warning'] }), '▲1 ? · age unknown\n'],
    ['one of two places in part', () => keep({ asOf: 1 }, { account: '444455556666' }), '✓ ? · 1m old\n'],
    ['too old', () => keep({ severities: ['critical'], asOf: 61 }), '✖1 ? · 1h01m old\n'],
    ['from the future, after the clock was set', () => keep({ asOf: -120 }), '✓ ? · in the future\n'],
  ])('%s', async (name, fill, text) => {
    fill();
    const words = name === 'nothing of this place' ? ['--region', 'eu-west-1'] : [];
    expect(await status(...words)).toEqual({ code: 1, text: text.replace('✓ ?', '?') });
  });

  test('a damaged store', async () => {
    mkdirSync(dirname(storeFile()), { recursive: true, mode: 0o700 });
    writeFileSync(storeFile(), 'no database '.repeat(1_000), { mode: 0o600 });
    const { code, text } = await status();
    expect(code).toBe(1);
    expect(text).toMatch(/^unknown: .+\n$/);
  });

  test('which account a profile is', async () => {
    keep({ asOf: 1 }, { account: '444455556666', severities: ['critical'], asOf: 1 });
    const text = 'unknown: the account of profile prod is not known: add --account\n';
    expect(await status('--profile', 'prod')).toEqual({ code: 1, text });
    expect(await status('--profile', 'prod', '--account', '111122223333')).toEqual({ code: 0, text: '✓ · 1m old\n' });
    writeFileSync(join(home, 'aws-config'), '[profile prod]\nsso_account_id = 444455556666\n');
    expect(await status('--profile', 'prod')).toEqual({ code: 0, text: '✖1 · 1m old\n' });
  });
});

test('of two identities that see a place, the one that was evaluated last; places left a day ago do not count', async () => {
  keep(
    { severities: ['critical'], asOf: 50, evaluated: 50 },
    { role: 'other', severities: ['warning'], asOf: 3 },
    { region: 'us-east-1', severities: ['critical'], asOf: 3_000, evaluated: 3_000 },
  );
  expect(await status()).toEqual({ code: 0, text: '▲1 · 3m old\n' });
});

test('a format of one’s own, and JSON', async () => {
  expect(await status('--format', '{critical}/{warning} {age} {state}')).toEqual({ code: 1, text: '?/? ? unknown\n' });
  keep({ severities: ['critical', 'warning'], asOf: 2 });
  const own = await status('--format', '[{critical}/{warning}/{notice}] {age}');
  expect(own).toEqual({ code: 0, text: '[1/1/0] 2m\n' });
  const { code, text } = await status('-o', 'json');
  expect([code, JSON.parse(text)]).toEqual([
    0,
    {
      schema: 'vaultop.status/1',
      at: '2026-01-15T12:00:00.000Z',
      context: null,
      state: 'known',
      asOf: '2026-01-15T11:58:00.000Z',
      counts: { critical: 1, warning: 1, notice: 0, muted: 0 },
      places: [{ account: '111122223333', region: 'eu-west-1', asOf: '2026-01-15T11:58:00.000Z' }],
    },
  ]);
});

test('wrong words are refused', () => {
  for (const words of [
    ['--format', '{crit}'],
    ['--max-age', 'soon'],
    ['--account', 'prod'],
    ['--demo'],
    ['--no-store'],
  ])
    expect(() => readStatusArguments(words)).toThrow();
  expect(help()).toContain('tmux');
});

test('nothing of the AWS SDK is loaded', () => {
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });`;
  const program = resolve(import.meta.dirname, '../../src/main.ts');
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, program, 'status', '--no-cache'];
  const { stdout, stderr } = spawnSync(process.execPath, flags.slice(0, -1), { env: { HOME: home }, encoding: 'utf8' });
  expect(stdout).toContain('unknown: there is no store yet');
  expect(stderr).toContain('src/cli/status/status.ts');
  expect(stderr).not.toMatch(/node_modules\/(@aws-sdk|@smithy|@aws|react|ink)\//);
});
