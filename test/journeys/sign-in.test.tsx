// Credentials that end while the dashboard runs, and are renewed on disk.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { App } from '../../components/app.tsx';
import { themes } from '../../config/themes.ts';
import { overviewQuestions } from '../../src/app/watching.ts';
import { createAws } from '../../src/aws/aws.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { createAwsHome } from '../support/aws-home.ts';
import { createHurriedClock } from '../support/hurried-clock.ts';
import { renderAt } from '../support/render-at.ts';

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
async function startPortal(): Promise<string> {
  const server = createServer((_, response) => {
    const expiration = Date.now() + hour;
    const roleCredentials = { accessKeyId: 'ASIASSO', secretAccessKey: 's', sessionToken: 't', expiration };
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ roleCredentials }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  opened.push(() => server.closeAllConnections() ?? server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function openDashboard() {
  const home = await createAwsHome();
  opened.push(home.remove);
  await home.writeConfig(config);
  await home.writeSsoToken('corp', new Date(Date.now() + hour));
  home.setEnvironment('AWS_ENDPOINT_URL_SSO', await startPortal());
  const emulator = await startEmulator();
  opened.push(emulator.close);
  const clock = createHurriedClock(10);
  const connections = [{ id: 'prod', profile: 'prod', endpointUrl: emulator.url }];
  const timeouts = { connectMs: 10_000, requestMs: 60_000, callMs: 60_000 * 10 };
  const aws = createAws({ connections, clock, timeouts });
  opened.push(aws.close);
  const runtime = createRuntime({
    ...{ aws, clock, connections, regions: ['us-east-1', 'eu-west-1'], cloudWatch: false },
    ...{ size: { columns: 120, rows: 40 }, copy() {}, repaint() {}, quit() {} },
  });
  const screen = await renderAt(
    <App runtime={runtime} theme={themes.dark} look={{ unicode: true, color: false }} />,
    120,
    40,
  );
  opened.push(screen.unmount);
  runtime.start();
  opened.push(runtime.stop);
  const until = (fits: () => boolean) =>
    new Promise<void>((found) => {
      const look = () => {
        if (!fits()) return;
        stop();
        found();
      };
      const stop = runtime.subscribe(() => setImmediate(look));
      look();
    });
  const snapshots = () => {
    const { data } = runtime.view();
    return overviewQuestions(data).map((question) => data.snapshot(question));
  };
  return { home, emulator, screen, until, snapshots };
}

test('all recover by themselves once somebody signed in again, told by one sentence', {
  timeout: 120_000,
}, async () => {
  const { home, emulator, screen, until, snapshots } = await openDashboard();
  const isWhole = () => snapshots().length === 10 && snapshots().every((one) => one?.loadedAt && !one.failure);
  await until(isWhole);
  const rows = snapshots().map((one) => one?.rows.size ?? 0);

  await home.writeSsoToken('corp', new Date(Date.now() - hour));
  emulator.setFaults([{ kind: 'expired-token' }]);
  await until(() => screen.text().includes(sentence) && snapshots().some((one) => one?.failure));
  expect(screen.text().split('The sign-in session has expired')).toHaveLength(2);
  // Nothing that was known is lost.
  expect(snapshots().map((one) => (one?.rows.size ?? 0) > 0)).toEqual(rows.map((size) => size > 0));

  await home.writeSsoToken('corp', new Date(Date.now() + hour));
  emulator.setFaults([]);
  await until(() => isWhole() && /✔ us-east-1[^\n]*✔ eu-west-1/.test(screen.text()));
  expect(screen.text()).not.toContain('aws sso login');
});
