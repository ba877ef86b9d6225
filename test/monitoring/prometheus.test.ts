// The metrics and the alert rules with a real Prometheus, as Debian packages it: `apt-get install prometheus`.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { hourMs } from '../../src/lib/duration.ts';
import { builtProgram, newHome } from '../support/built-program.ts';
import { sharedCode } from '../support/compiled-code.ts';

const rulesFile = resolve(import.meta.dirname, '../../config/monitoring/vaultop-alerts.json');
const isInstalled = ['prometheus', 'promtool'].every((name) => spawnSync(name, ['--version']).status === 0);
if (!isInstalled) console.warn('Left out: prometheus and promtool are not installed (apt-get install prometheus).');

/** The next run of a rule of the embedded AWS is at 15:20, with a start window of an hour. */
const beforeTheRun = Date.UTC(2026, 0, 15, 14, 10);
/** Seconds of the embedded AWS in one second: the intervals of all lists are shorter by it. */
const speed = 20;

/** Passes requests on, but for lists of backup jobs from the time on at which AWS Backup starts none any more. */
async function startProxy(target: string) {
  let hasJobs = true;
  const proxy = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = 'GET', url = '/', headers } = request;
    const sent = httpRequest(`${target}${url}`, { method, headers }, async (answer) => {
      const body: Buffer[] = [];
      for await (const chunk of answer) body.push(chunk);
      const isHidden = !hasJobs && /^\/backup-jobs\/?(\?|$)/.test(url) && method === 'GET';
      const text = isHidden ? Buffer.from('{"BackupJobs":[]}') : Buffer.concat(body);
      const { 'content-length': _, 'transfer-encoding': __, ...others } = answer.headers;
      response.writeHead(answer.statusCode ?? 500, { ...others, 'content-length': text.length }).end(text);
    });
    sent.on('error', () => response.destroy());
    sent.end(Buffer.concat(chunks));
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    startNoJobs() {
      hasJobs = false;
    },
    close() {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** The parts of the responses of https://prometheus.io/docs/prometheus/latest/querying/api/ that are read here. */
interface PrometheusData {
  readonly result: readonly { readonly value: readonly [time: number, value: string] }[];
  readonly alerts: readonly { readonly state: string; readonly labels: { readonly alertname: string } }[];
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Asks again until there is an answer. */
async function eventually<Value>(find: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await find().catch(() => undefined);
    if (found !== undefined) return found;
    await pause(250);
  }
}

describe.skipIf(!isInstalled)('Prometheus', () => {
  const home = newHome();
  const children: ChildProcess[] = [];
  let emulator: Emulator;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let collector: ChildProcess;
  let metricsUrl: string;
  let prometheusUrl: string;

  beforeAll(async () => {
    emulator = await startEmulator({ now: beforeTheRun, speed, throttle: false });
    proxy = await startProxy(emulator.url);
    const post = { method: 'POST', body: JSON.stringify({ run: true }) };
    await fetch(`${emulator.url}/_vaultop/clock`, post);
    const [metricsPort, prometheusPort] = [await freePort(), await freePort()];
    metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
    prometheusUrl = `http://127.0.0.1:${prometheusPort}`;
    const keys = { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_REGION: 'us-east-1' };
    collector = spawn(process.execPath, [builtProgram(), 'collect', '--metrics', `127.0.0.1:${metricsPort}`], {
      env: { ...sharedCode, ...keys, HOME: home, AWS_ENDPOINT_URL: proxy.url },
      stdio: 'ignore',
    });
    // The rules as they are, without the time for which an alert must last.
    const rules = readFileSync(rulesFile, 'utf8').replaceAll(/"for": "\d+m"/g, '"for": "0s"');
    writeFileSync(join(home, 'rules.json'), rules);
    const config = {
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [join(home, 'rules.json')],
      scrape_configs: [{ job_name: 'vaultop', static_configs: [{ targets: [`127.0.0.1:${metricsPort}`] }] }],
    };
    writeFileSync(join(home, 'prometheus.yml'), JSON.stringify(config));
    const flags = [
      `--config.file=${join(home, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(home, 'data')}`,
      `--web.listen-address=127.0.0.1:${prometheusPort}`,
    ];
    children.push(collector, spawn('prometheus', flags, { stdio: 'ignore' }));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    proxy?.close();
    await emulator?.close();
  });

  const asked = async (path: string) => {
    const { data } = (await (await fetch(`${prometheusUrl}/api/v1/${path}`)).json()) as { data: PrometheusData };
    return data;
  };
  const metric = async (query: string): Promise<number | undefined> => {
    const { result } = await asked(`query?query=${encodeURIComponent(query)}`);
    return result[0] && Number(result[0].value[1]);
  };
  const firing = async (): Promise<string[]> =>
    (await asked('alerts')).alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);

  test('the rules are valid, and an alert fires after its time', () => {
    execFileSync('promtool', ['check', 'rules', rulesFile]);
    const series = { series: 'vaultop_missed_runs{account="1",region="eu-west-1"}', values: '0x10 2x10' };
    const alert = (time: string, count: number) => ({
      eval_time: time,
      alertname: 'BackupMissed',
      exp_alerts: Array.from({ length: count }, () => ({
        exp_labels: { account: '1', region: 'eu-west-1', severity: 'critical' },
        exp_annotations: {
          summary: '2 scheduled backups did not start in eu-west-1 of 1',
          description: 'vaultop get runs --region eu-west-1 names the plans and the resources.',
        },
      })),
    });
    const file = join(home, 'test.json');
    const tests = [{ interval: '1m', input_series: [series], alert_rule_test: [alert('10m', 0), alert('17m', 1)] }];
    writeFileSync(file, JSON.stringify({ rule_files: [rulesFile], tests }));
    execFileSync('promtool', ['test', 'rules', file]);
  });

  test('it scrapes, in a format that promtool finds nothing wrong with', async () => {
    expect(await eventually(() => metric('vaultop_up{region="us-east-1"}').then((value) => value || undefined))).toBe(
      1,
    );
    expect(await metric('up{job="vaultop"}')).toBe(1);
    const text = await (await fetch(metricsUrl)).text();
    expect(execFileSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' })).toBe('');
    expect(await eventually(() => metric('sum(vaultop_backup_jobs)'))).toBeGreaterThan(10);
  });

  test('an alert fires when a backup is missed', async () => {
    expect(await eventually(() => metric('vaultop_missed_runs{region="us-east-1"}'))).toBe(0);
    expect(await firing()).not.toContain('BackupMissed');
    proxy.startNoJobs();
    const later = new Date(beforeTheRun + 2.5 * hourMs).toISOString();
    for (const body of [{ now: later }, { run: true }]) {
      await fetch(`${emulator.url}/_vaultop/clock`, { method: 'POST', body: JSON.stringify(body) });
    }
    // A missed run is known once the plans were read again after it: within an hour, or with the config at once.
    collector.kill('SIGHUP');
    await eventually(async () => (await firing()).includes('BackupMissed') || undefined);
    expect(await metric('vaultop_missed_runs{region="us-east-1"}')).toBeGreaterThan(0);
  });

  test('where AWS takes the credentials no more, the account-Region is down', async () => {
    emulator.setFaults([{ kind: 'expired-token' }, { service: 'sts', kind: 'expired-token' }]);
    await eventually(async () => (await firing()).includes('VaultopDown') || undefined);
    expect(await metric('vaultop_up{region="us-east-1"}')).toBe(0);
    await eventually(async () => ((await metric('sum(vaultop_backup_jobs)')) === undefined ? true : undefined));
    expect(collector.exitCode).toBeNull();
    emulator.setFaults([]);
    await eventually(async () => (await metric('vaultop_up{region="us-east-1"}')) || undefined);
  });
});
