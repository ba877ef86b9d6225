// Credentials that end while the dashboard runs, and are renewed on disk.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { App } from '../../components/app.tsx';
import { themes } from '../../config/themes.ts';
import { overviewRequests } from '../../src/app/state/lists/watching.ts';
import { type AwsOptions, type Connection, createAws } from '../../src/aws/aws.ts';
import { createMfaCodes, signInWithMfa } from '../../src/cli/mfa-codes.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import type { RuntimeOptions } from '../../src/runtime/runtime-options.ts';
import { createAwsHome } from '../support/aws-home.ts';
import { createHurriedClock } from '../support/hurried-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { patienceMs } from '../support/patience.ts';
import { keys, renderAt } from '../support/render-at.ts';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

const config = `
[profile prod]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = BackupReader
region = us-east-1

[sso-session corp]
sso_region = us-east-1
sso_start_url = https://corp.example.com/start
`;

const hour = 3_600_000;
const sentence = 'The sign-in session has expired. Run: aws sso login --profile prod';

/** IAM Identity Center's portal: keys of a role for a token. */
async function startPortal(keysEndAt: () => number): Promise<string> {
  const server = createServer((_, response) => {
    const expiration = keysEndAt();
    const roleCredentials = { accessKeyId: 'ASIASSO', secretAccessKey: 's', sessionToken: 't', expiration };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ roleCredentials }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  opened.push(() => server.closeAllConnections() ?? server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type More = Partial<AwsOptions & RuntimeOptions> & { readonly columns?: number; readonly rows?: number };

async function openDashboard(connections: readonly Connection[], { columns = 120, rows = 40, ...more }: More = {}) {
  const clock = createHurriedClock(10);
  const timeouts = { connectMs: 10_000, requestMs: 60_000, callMs: 60_000 * 10 };
  const aws = createAws({ ...more, connections, clock, timeouts, rates: 'unlimited' });
  opened.push(aws.close);
  const runtime = createRuntime({
    store: openMemoryStore(aws.now),
    aws,
    clock,
    regions: ['us-east-1', 'eu-west-1'],
    cloudWatch: false,
    size: { columns, rows },
    copy() {},
    repaint() {},
    quit() {},
    connections,
    ...more,
  });
  const screen = await renderAt(
    <App runtime={runtime} theme={themes.dark} look={{ unicode: true, color: false }} />,
    columns,
    rows,
  );
  opened.push(screen.unmount);
  const start = () => {
    runtime.start();
    opened.push(runtime.stop);
  };
  const until = (fits: () => boolean) =>
    new Promise<void>((found, missed) => {
      const look = () => {
        if (!fits()) return;
        clearTimeout(timer);
        stop();
        found();
      };
      // It only ends what has failed already.
      const timer = setTimeout(
        () => missed(new Error(`The screen never fitted ${fits}:\n${screen.text()}`)),
        patienceMs,
      );
      const stop = runtime.subscribe(() => setImmediate(look));
      look();
    });
  const snapshots = () => {
    const { data } = runtime.view();
    return overviewRequests(data).map((request) => data.snapshot(request));
  };
  const isWhole = () => snapshots().length === 10 && snapshots().every((one) => one?.loadedAt && !one.failure);
  /** Rows of each list. */
  const counts = () => {
    const { data } = runtime.view();
    return overviewRequests(data).map((request) => data.listed([request]).length);
  };
  return { aws, screen, start, until, snapshots, counts, isWhole };
}

/** `keysEndAt`: epoch ms of the role's keys. */
async function openSso(more: More = {}, keysEndAt = () => Date.now() + hour) {
  const home = await createAwsHome();
  opened.push(home.remove);
  await home.writeConfig(config);
  await home.writeSsoToken('corp', new Date(Date.now() + hour));
  home.setEnvironment('AWS_ENDPOINT_URL_SSO', await startPortal(keysEndAt));
  const emulator = await startEmulator();
  opened.push(emulator.close);
  const dashboard = await openDashboard([{ id: 'prod', profile: 'prod', endpointUrl: emulator.url }], more);
  dashboard.start();
  return { home, emulator, ...dashboard };
}

test('all recover by themselves once somebody signed in again, told by one sentence', async () => {
  const { home, emulator, screen, until, snapshots, counts, isWhole } = await openSso();
  await until(isWhole);
  const rows = counts();

  await home.writeSsoToken('corp', new Date(Date.now() - hour));
  emulator.setFaults([{ kind: 'expired-token' }]);
  await until(() => screen.text().includes(sentence) && snapshots().some((one) => one?.failure));
  expect(screen.text().split('The sign-in session has expired')).toHaveLength(2);
  // No known row is lost.
  expect(counts().map((count) => count > 0)).toEqual(rows.map((count) => count > 0));

  await home.writeSsoToken('corp', new Date(Date.now() + hour));
  emulator.setFaults([]);
  // The header changes a moment after the lists.
  const isMended = () => /✔ us-east-1[^\n]*✔ eu-west-1/.test(screen.text()) && !screen.text().includes('aws sso login');
  await until(() => isWhole() && isMended());
});

test('a session that wanted an MFA code ends: :mfa goes on with the next code, and says so where one is wrong', async () => {
  const emulator = await startEmulator();
  opened.push(emulator.close);
  const mfa = createMfaCodes(async () => '123456');
  const mfaSerial = 'arn:aws:iam::123456789012:mfa/alex';
  const base: Connection = {
    id: 'base',
    endpointUrl: emulator.url,
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'none' },
  };
  const roleArn = 'arn:aws:iam::123456789012:role/Operator-MFA';
  const role: Connection = { id: 'role', roleArn, source: 'base', mfaSerial, endpointUrl: emulator.url };
  const { aws, screen, start, until, counts, isWhole } = await openDashboard([base, role], {
    mfaCode: mfa.code,
    giveMfaCode: mfa.give,
    connections: [role],
  });
  await signInWithMfa(aws, { connections: [role], regions: ['us-east-1'] });
  mfa.screenOpens();
  start();
  await until(isWhole);
  const type = (text: string) => screen.press(':', ...text, keys.return);
  const assumed = () => emulator.calls.filter(({ operation }) => operation === 'AssumeRole').length;
  expect(assumed()).toBe(1);

  emulator.setFaults([{ kind: 'expired-token' }]);
  await until(() => screen.text().includes(`Type :mfa and the code of ${mfaSerial}`));
  emulator.setFaults([]);
  // Without a code no sign-in is attempted, and no known row is lost.
  expect(assumed()).toBe(1);
  expect(counts().some((count) => count > 0)).toBe(true);

  await type('mfa 000000');
  await until(() => screen.text().includes('AWS refused this MFA code'));
  await type('mfa 654321');
  const isMended = () => /✔ us-east-1[^\n]*✔ eu-west-1/.test(screen.text()) && !/MFA code|:mfa/.test(screen.text());
  await until(() => isWhole() && isMended());
  expect(assumed()).toBe(3);
});

describe.each([
  [80, 24],
  [120, 40],
])('in the middle of the day, at %ix%i', (columns, rows) => {
  test('the header counts down; :login runs the command, and the same place goes on', async () => {
    const commands: (readonly string[])[] = [];
    let isSignedIn = false;
    const login = async (command: readonly string[]) => {
      commands.push(command);
      if (commands.length === 1) throw new Error('aws ended with 255: the sign-in did not complete');
      isSignedIn = true;
      await sso.home.writeSsoToken('corp', new Date(Date.now() + hour));
      sso.emulator.setFaults([]);
    };
    const sso = await openSso({ columns, rows, login }, () => Date.now() + (isSignedIn ? hour : 20 * 60_000));
    const { home, emulator, screen, until } = sso;
    const shows = (what: RegExp) => until(() => what.test(screen.text()));
    await home.writeSsoToken('corp', new Date(Date.now() + 20 * 60_000));
    await shows(/sign-in ends in (20|19)m :login/);

    await screen.press(':', ...'vaults', keys.return);
    await shows(/ledger/);
    await screen.press('/', ...'l', keys.return, 'j');
    const place = () =>
      screen
        .text()
        .split('\n')
        .slice(2, -1)
        .map((line) => line.slice(0, 40))
        .join('\n');
    const before = place();

    await home.writeSsoToken('corp', new Date(Date.now() - hour));
    emulator.setFaults([{ kind: 'expired-token' }]);
    await shows(/expired/);
    expect(place()).toContain('ledger');
    await screen.press(':', ...'login', keys.return);
    await shows(/aws ended with 255: the sign-in did not complete/);
    await screen.press(':', ...'login', keys.return);
    await until(() => !/expired|sign-in ends/.test(screen.text()) && /✔ us-east-1/.test(screen.text()));
    expect(commands).toEqual(Array(2).fill(['aws', 'sso', 'login', '--profile=prod']));
    await until(() => place() === before);
  });
});
