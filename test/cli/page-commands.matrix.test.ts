// Each command in the README and in the pages is run: against an embedded AWS, in a home directory with the profiles that
// the pages name.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findProgram } from '../../src/cli/run.ts';
import { subcommands } from '../../src/cli/subcommands.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { builtProgram, newHome, runBuilt } from '../support/built-program.ts';
import { sharedCode } from '../support/compiled-code.ts';
import { sampled } from '../support/matrix.ts';
import { type PageCommand, pageCommands, pagesWithCommands } from '../support/page-commands.ts';

const root = resolve(import.meta.dirname, '../..');
const commands = pagesWithCommands().flatMap(pageCommands);
const ours = commands.filter(({ words: [name] }) => name === 'vaultop');

/** Programs that are not ours: what they need is tested elsewhere, or belongs to another project. */
const others = new Set([
  'alias',
  'npm',
  'npx',
  'node',
  'curl',
  'aws',
  'brew',
  'gh',
  'jq',
  'set',
  'export',
  'source',
  'eval',
  'mkdir',
  'rm',
  'systemctl',
  'loginctl',
  'launchctl',
  'kubectl',
  'docker',
  'tmux',
  'sudo',
  'crontab',
  'sh',
  'bash',
  'sha256sum',
  'promtool',
  'dpkg',
  'rpm',
  'echo',
  'cp',
  'terraform',
  'brew',
  'gh',
]);

/** These go on until they are ended. */
const lasting = (words: readonly string[]): boolean =>
  words.includes('--watch') ||
  (['emulate', 'collect'].includes(words[0] ?? '') && !words.some((word) => /^--(help|print)/.test(word)));

/** Exit codes besides 0 that are an answer of these subcommands. */
const responses: Readonly<Record<string, readonly number[]>> = {
  check: [1, 2, 3],
  where: [1],
  wait: [1, 3],
  status: [1],
  doctor: [1],
  store: [1],
  report: [1],
  export: [1],
};

/** The store of the test has no answers of the past, which is 1. */
const asksThePast = (words: readonly string[]): boolean =>
  words.some((word) => ['--at', '--since', 'changes'].includes(word));

let emulator: Emulator;
let home: string;
let env: Readonly<Record<string, string>>;
let planId = '';
let jobId = '';
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.now(), throttle: false });
  home = newHome();
  const folder = join(home, '.aws');
  mkdirSync(folder);
  const profile = (name: string) =>
    `[profile ${name}]\nregion = us-east-1\naws_access_key_id = x\naws_secret_access_key = x\n`;
  writeFileSync(join(folder, 'config'), ['prod', 'dev', 'test', 'lab'].map(profile).join(''));
  env = { HOME: home, AWS_ENDPOINT_URL: emulator.url, AWS_PROFILE: 'prod' };
  const rows = async (...words: string[]) => {
    const { stdout, stderr } = await runBuilt(['get', ...words, '-o', 'json'], { env });
    try {
      return JSON.parse(stdout) as { readonly id: string }[];
    } catch {
      throw new Error(`vaultop get ${words.join(' ')}: ${stderr}`);
    }
  };
  planId = (await rows('plans')).find(({ id }) => !/^(orgs|aws)\//.test(id))?.id ?? '';
  jobId = (await rows('jobs', '--state', 'RUNNING'))[0]?.id ?? '';
  const { stdout: exported } = await runBuilt(['plan', 'export', planId], { env });
  writeFileSync(join(home, 'plan.json'), exported.replace(/("BackupPlanName": ")[^"]*/, '$1edited'));
  const [point] = (await rows('points', '--vault', 'prod', '--filter', 'type:EBS')) as readonly {
    readonly arn?: string;
  }[];
  const metadata = { availabilityZone: 'us-east-1a', encrypted: 'true' };
  writeFileSync(join(home, 'restores.json'), JSON.stringify([{ point: point?.arn, vault: 'prod', ...metadata }]));
});
afterAll(() => emulator.close());

/** What a page writes in capitals stands for something of the reader's. */
function withTargets(words: readonly string[]): string[] {
  const ids: Readonly<Record<string, string>> = { plan: planId, job: jobId, wait: jobId };
  return words.map((word) => (word === 'ID' ? (ids[words[0] ?? ''] ?? word) : word));
}

/** Absent targets are no fault of a command: AWS says so, and the exit code is 1. */
const hasPlaceholder = (words: readonly string[]): boolean => words.some((word) => /^[A-Z][A-Z_]+$/.test(word));

/** An extract is only shown on a terminal: nothing but that may be missing. */
async function wrongWithoutTerminal(title: string, words: readonly string[]): Promise<string[]> {
  const { stderr } = await runBuilt(words, { env, cwd: home });
  return stderr.includes('needs a terminal') ? [] : [`${title}: ${stderr}`];
}

async function wrongIn({ page, line, words: [, ...typed] }: PageCommand): Promise<string[]> {
  if (typed.includes('--open')) return wrongWithoutTerminal(`${page}: ${line}`, typed);
  const isDashboard = !typed.some((word) => Object.hasOwn(subcommands, word));
  const words = [...withTargets(typed), ...(isDashboard && !typed.includes('--once') ? ['--once'] : [])];
  const at = words.indexOf('--port');
  if (at >= 0) words[at + 1] = '0';
  if (lasting(words))
    return begins(words).then((text) => (/Try 'vaultop/.test(text) ? [`${page}: ${line}: ${text}`] : []));
  const { code, stderr } = await runBuilt(words, { env, cwd: home });
  // The embedded AWS has no such account: the snapshot says so.
  const isUnknownRole = typed.includes('--role-arn');
  const allowed = [
    0,
    ...(isUnknownRole || asksThePast(words) ? [1] : []),
    ...(responses[words[0] ?? ''] ?? []),
    ...(hasPlaceholder(typed) ? [1] : []),
  ];
  const isUsage = /Try 'vaultop/.test(stderr);
  return code !== null && allowed.includes(code) && !isUsage ? [] : [`${page}: ${line}: ${code} ${stderr}`];
}

/** A program that is silent for so long has begun: `collect` prints problems only. */
const silentMs = 10_000;

/** Resolves with the first output, and ends the program. */
function begins(words: readonly string[]): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [builtProgram(), ...words], {
      cwd: home,
      env: { AWS_EC2_METADATA_DISABLED: 'true', ...sharedCode, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    const end = (chunk?: Buffer) => {
      text += String(chunk ?? '');
      child.kill('SIGKILL');
    };
    const silence = setTimeout(() => end(), silentMs);
    child.stdout.once('data', end);
    child.stderr.once('data', end);
    child.once('error', failed);
    child.once('close', () => {
      clearTimeout(silence);
      done(text);
    });
  });
}

test('each command of a page runs', { timeout: 1_800_000 }, async () => {
  const wrong: string[] = [];
  const atOnce = 3;
  const tried = sampled(ours, 8, 3);
  for (let at = 0; at < tried.length; at += atOnce) {
    wrong.push(...(await Promise.all(tried.slice(at, at + atOnce).map(wrongIn))).flat());
  }
  expect(wrong).toEqual([]);
});

test('each command is one of ours, or of a known program; npm runs scripts that exist', async () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: object };
  const unknown = commands.filter(({ words: [name = '', verb, script = '', ...rest] }) => {
    if (name === 'vaultop') return false;
    if (name === 'npm' && verb === 'run') return !Object.hasOwn(scripts, script === '-s' ? (rest[0] ?? '') : script);
    return !others.has(name) && !existsSync(join(root, name));
  });
  expect(unknown.map(({ page, line }) => `${page}: ${line}`)).toEqual([]);
  expect(ours.length).toBeGreaterThan(30);
});

test('the page on scripts has the exit codes of every subcommand', () => {
  const page = readFileSync(join(root, 'src/docs/scripts.md'), 'utf8');
  const [, table = ''] = page.split('## Exit codes');
  const [rows = ''] = table.split('\n## ');
  const unnamed = Object.keys(subcommands).filter((name) => !rows.includes(`\`${name}\``));
  expect(unnamed, 'subcommands that the table "Exit codes" of src/docs/scripts.md lacks').toEqual([]);
});

test('a subcommand in a page exists', async () => {
  for (const { words } of ours) await expect(findProgram(words.slice(1))).resolves.toBeDefined();
});
