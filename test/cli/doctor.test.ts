// `vaultop doctor` against the embedded AWS: what is found, what is sent, and what never is in its output.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readPolicyArguments } from '../../src/cli/iam-policy/arguments.ts';
import { makePolicy } from '../../src/cli/iam-policy/policy.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { newHome, type Outcome, runBuilt } from '../support/built-program.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.now() });
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.setFaults([]);
  emulator.setPolicy(undefined);
});

const keys = {
  AWS_ACCESS_KEY_ID: 'AKIACANARY0000000001',
  AWS_SECRET_ACCESS_KEY: 'canary-secret',
  AWS_REGION: 'us-east-1',
};

interface Check {
  readonly group: string;
  readonly id: string;
  readonly state: string;
  readonly text: string;
  readonly nextStep: string | null;
}

interface Report {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly rights: readonly { readonly operation: string; readonly state: string; readonly lists: readonly string[] }[];
  readonly places: readonly { readonly region: string; readonly state: string }[];
}

interface Examined extends Outcome {
  readonly report: Report;
  /** What the embedded AWS received, by operation. */
  readonly sent: readonly string[];
}

async function examine(words: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<Examined> {
  const before = emulator.calls.length;
  const home = { HOME: newHome(), AWS_ENDPOINT_URL: emulator.url, LANG: 'C.UTF-8', ...keys };
  const outcome = await runBuilt(['doctor', '--json', ...words], { env: { ...home, ...env } });
  const sent = emulator.calls.slice(before).map(({ operation }) => operation ?? '');
  return { ...outcome, sent, report: JSON.parse(outcome.stdout) };
}

const failures = ({ report }: Examined) => report.checks.filter(({ state }) => state === 'fail');

test('where all is well nothing fails, and each read is sent once', async () => {
  const found = await examine();
  expect(failures(found)).toEqual([]);
  expect([found.code, found.report.ok]).toEqual([0, true]);
  expect(found.sent.length).toBeGreaterThan(40);
  expect(found.sent.filter((operation, at) => found.sent.indexOf(operation) !== at)).toEqual([]);
  expect(found.sent.filter((operation) => !/^(Get|List|Describe|Lookup)/.test(operation))).toEqual([]);
  expect(found.sent).not.toContain('GetMetricData');
  expect(found.report.checks.map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringMatching(/access keys of the environment\): account 123456789012/)]),
  );
});

test('metrics cost money: they are asked for with --paid alone', async () => {
  expect((await examine(['--paid'])).sent).toContain('GetMetricData');
});

test('a read that is denied fails, with the lists that lack it', async () => {
  const policy = makePolicy(readPolicyArguments([]).wants);
  const Statement = policy.Statement.map((one) => ({
    ...one,
    Action: one.Action.filter((action) => action !== 'backup:ListFrameworks'),
  }));
  emulator.setPolicy({ ...policy, Statement });
  const found = await examine();
  expect(failures(found)).toMatchObject([
    { id: 'reads', text: expect.stringMatching(/^\d+ of \d+ read requests/), nextStep: 'Run: vaultop iam-policy' },
    { id: 'denied', text: 'backup:ListFrameworks is denied: frameworks' },
  ]);
  expect(found.code).toBe(1);
});

test('a right that there is nothing to read with is not known, and no list is named twice', async () => {
  const { report } = await examine();
  const unknown = report.rights.filter(({ state }) => state === 'not-asked').map(({ operation }) => operation);
  expect(unknown).toContain('cloudwatch:GetMetricData');
  const rights = report.checks.filter(({ group }) => group === 'rights');
  for (const operation of unknown) {
    const lines = rights.filter(({ text }) => text.includes(operation));
    expect([operation, ...lines.map(({ state }) => state)]).toEqual([operation, 'warn']);
  }
  for (const { lists } of report.rights) expect(new Set(lists).size).toBe(lists.length);
});

test('each Region and account is asked for one read, and says where it differs', async () => {
  emulator.setFaults([
    { region: 'eu-west-1', kind: 'deny-scp' },
    { region: 'ap-southeast-2', kind: 'error-500' },
  ]);
  const found = await examine(['--region', 'us-east-1,eu-west-1,ap-southeast-2,eu-central-1']);
  const says = (text: RegExp) => expect.objectContaining({ id: 'region', text: expect.stringMatching(text) });
  expect(failures(found)).toEqual([
    says(/^backup:ListBackupVaults is denied in 123456789012\/eu-west-1: /),
    says(/^backup:ListBackupVaults is not known in 123456789012\/ap-southeast-2: /),
  ]);
  expect(found.report.checks.map(({ text }) => text)).toContain(
    'backup:ListBackupVaults is also allowed in 123456789012/eu-central-1',
  );
  expect(found.report.places.map(({ region, state }) => [region, state])).toEqual([
    ['eu-west-1', 'denied'],
    ['ap-southeast-2', 'unanswered'],
    ['eu-central-1', 'allowed'],
  ]);
  expect(found.code).toBe(1);
});

test('no answer is not a good one', async () => {
  emulator.setFaults([{ operation: 'ListTieringConfigurations', kind: 'error-500' }]);
  const found = await examine();
  expect(failures(found).map(({ id }) => id)).toEqual(['reads', 'unanswered']);
  expect(found.report.rights).toContainEqual(
    expect.objectContaining({ operation: 'backup:ListTieringConfigurations', state: 'unanswered' }),
  );
});

test('credentials that have expired fail, and nothing else is asked with them', async () => {
  emulator.setFaults([{ service: 'sts', kind: 'expired-token' }]);
  const found = await examine();
  expect(failures(found).map(({ group }) => group)).toEqual(['credentials', 'rights']);
  expect(new Set(found.sent)).toEqual(new Set(['GetCallerIdentity']));
});

test('a wrong clock is said, and is no failure', async () => {
  emulator.setFaults([{ service: 'sts', kind: 'clock-skew', amount: 60 }]);
  const found = await examine();
  expect(found.report.checks.find(({ group }) => group === 'clock')).toMatchObject({ state: 'warn' });
});

describe('on this machine', () => {
  test('a store that others can read, a config file with an error, a proxy and a CA that cannot work', async () => {
    const home = newHome();
    const store = join(home, 'store.sqlite');
    writeFileSync(store, '');
    chmodSync(store, 0o644);
    mkdirSync(join(home, '.config/vaultop'), { recursive: true });
    writeFileSync(join(home, '.config/vaultop/config.yaml'), 'mouse: perhaps\n');
    writeFileSync(join(home, 'empty.pem'), 'nothing\n');
    const env = {
      HOME: home,
      ALL_PROXY: 'socks://x:canary-password@proxy:1080',
      NODE_EXTRA_CA_CERTS: join(home, 'empty.pem'),
    };
    const found = await examine(['--store', store], env);
    expect(failures(found).map(({ group, id }) => `${group} ${id}`)).toEqual([
      'config issue',
      'store file',
      'network proxy',
      'network ca',
    ]);
    expect(found.stdout + found.stderr).not.toContain('canary');
  });

  test('a profile that is not there, in one line, and the same as text', async () => {
    const { code, stdout } = await runBuilt(['doctor', '--profile', 'prodd', '--region', 'eu-west-1'], {
      env: { HOME: newHome() },
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ {2}fail {2}.*profile prodd/m);
    expect(stdout).toMatch(/^ {8}Next: /m);
  });
});
