// What can be checked on this machine: program, terminal, config file and store.
import { statSync } from 'node:fs';
import { errorMessage } from '../../lib/error-message.ts';
import { formatBytes } from '../../lib/text/format.ts';
import { formatIssue } from '../../settings/issue.ts';
import { quickCheck } from '../../store/file/check.ts';
import { statsOf, storeFiles } from '../../store/file/store-files.ts';
import { detectCapabilities } from '../../terminal/capabilities.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { homeFolder } from '../options/home.ts';
import { logFile } from '../options/places.ts';

import { placeOfStore } from '../store/arguments.ts';
import { reading } from '../store/with-store.ts';
import type { DoctorArguments } from './arguments.ts';
import { type CheckLine, line } from './check-line.ts';
import { versions } from './versions.ts';

export function programChecks(): CheckLine[] {
  const { version, node, platform } = versions();
  const log = logFile();
  return [
    line('program', 'version', ['ok', `vaultop ${version}, Node ${node}, ${platform}`]),
    homeFolder() === undefined
      ? line('program', 'home', ['warn', 'There is no home directory: there is no log, cache or store.', 'Set HOME.'])
      : line('program', 'log', ['ok', `The log is ${log}`]),
  ];
}

export function terminalChecks(env: NodeJS.ProcessEnv): CheckLine[] {
  const { stdout } = process;
  const found = detectCapabilities(env, stdout);
  const term = `TERM=${env.TERM ?? '(not set)'}`;
  if (found.dumb) {
    const next = 'Set TERM to the name of your terminal, such as xterm-256color.';
    return [line('terminal', 'screen', ['warn', `${term}: no full screen is possible, only snapshots`, next])];
  }
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '(not set)';
  const facts = [
    `colors ${found.colors === 0 ? 'none' : found.colors} (${colorSource(env, stdout.isTTY === true)})`,
    `hyperlinks ${found.hyperlinks ? 'yes' : 'no'}`,
    `synchronized output ${found.synchronizedOutput ? 'yes' : 'no'}`,
    `multiplexer ${found.multiplexer}`,
  ];
  const size = stdout.columns && stdout.rows ? `${stdout.columns}x${stdout.rows}` : 'stdout is not a terminal';
  return [
    line('terminal', 'screen', ['ok', `${term}, ${size}; ${facts.join(', ')}; known from the environment only`]),
    found.unicode
      ? line('terminal', 'locale', ['ok', `UTF-8 (${locale})`])
      : line('terminal', 'locale', ['warn', `The locale is not UTF-8 (${locale}): names are shown in ASCII`, utf8]),
  ];
}

const utf8 = 'Set LANG to a locale such as C.UTF-8.';

function colorSource(env: NodeJS.ProcessEnv, isTerminal: boolean): string {
  if (env.FORCE_COLOR !== undefined) return 'FORCE_COLOR';
  if (env.NO_COLOR) return 'NO_COLOR';
  if (!isTerminal) return 'stdout is not a terminal';
  return env.COLORTERM ? 'COLORTERM' : 'TERM';
}

export function configChecks({ path, exists, issues, site }: LoadedConfig): CheckLine[] {
  const all = [
    ...(site?.issues ?? []).map((issue) => ({ issue, of: site?.path ?? '' })),
    ...issues.map((issue) => ({ issue, of: path })),
  ];
  const found = all.map(({ issue, of }) =>
    line('config', 'issue', [
      issue.severity === 'error' ? 'fail' : 'warn',
      formatIssue(of, issue),
      'Run: vaultop config check',
    ]),
  );
  if (found.length > 0) return found;
  return [
    line('config', 'file', ['ok', exists ? `${path} is fine` : `${path} does not exist: all values are defaults`]),
  ];
}

export async function storeChecks({ store, where }: DoctorArguments): Promise<CheckLine[]> {
  if (store.isTemporary || where.demo) return [line('store', 'place', ['ok', 'The store is temporary'])];
  try {
    const { endpointUrl: endpoint, profiles } = where;
    const { path, notices } = await placeOfStore({ flags: store, endpoint, profile: profiles[0] });
    const warnings = notices.map((notice) => line('store', 'notice', ['warn', notice]));
    return [...warnings, path === undefined ? noPlace : fileCheck(path)];
  } catch (error) {
    return [line('store', 'place', ['fail', errorMessage(error), 'Name another file with --store FILE.'])];
  }
}

const noPlace = line('store', 'place', ['warn', 'There is no directory for a store', 'Set HOME or XDG_STATE_HOME.']);

function fileCheck(path: string): CheckLine {
  const stats = statsOf(path);
  if (!stats) return line('store', 'file', ['ok', `There is no store yet: its path will be ${path}`]);
  const bytes = storeFiles(path).reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  if ((stats.mode & 0o077) !== 0) {
    return line('store', 'file', ['fail', `Others can read ${path}`, `Run: chmod 600 ${path}`]);
  }
  try {
    const problems = reading(path, quickCheck);
    const text = `${path}, ${formatBytes(bytes)}`;
    if (problems.length === 0) return line('store', 'file', ['ok', `${text}, no damage found`]);
    return line('store', 'file', ['fail', `${text}: ${problems[0]}`, 'Run: vaultop store check']);
  } catch (error) {
    return line('store', 'file', ['fail', `${path}: ${errorMessage(error)}`, 'Run: vaultop store check']);
  }
}
