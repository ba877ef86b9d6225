// Notifies the person of new findings: by bell, by desktop notification, by a command.
import { spawn } from 'node:child_process';
import { toFinding } from '../../app/overview/summary.ts';
import { type Alert, type AlertEvaluation, growthWords } from '../../domain/alerts/evaluate-alerts.ts';
import { memoryKey } from '../../domain/alerts/memory-key.ts';
import { defined } from '../../lib/defined.ts';
import type { Log } from '../../lib/files/log.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import type { EnvironmentVariables, TerminalCapabilities } from '../../terminal/capabilities.ts';
import { bellSequence, notifySequence, notifyWithTitleSequence } from '../../terminal/notify.ts';
import type { Children } from './terminal/children.ts';

export const bells = ['off', 'on', 'desktop'] as const;
export type Bell = (typeof bells)[number];

export interface NotifyOptions {
  readonly bell: Bell;
  /** A shell command; it gets the findings as JSON on its standard input. */
  readonly command?: string;
  readonly capabilities: Pick<TerminalCapabilities, 'multiplexer'>;
  readonly env: EnvironmentVariables;
  readonly write: (sequence: string) => void;
  readonly log: Log;
  /** Ends the command with the screen. Absent: the command is not ended. */
  readonly children?: Pick<Children, 'add'>;
}

export type News = Pick<AlertEvaluation, 'alerts' | 'isDigest'>;

/** Resolves to false if the command failed: the same findings are reported again. */
export function createNotifier({ bell, command, capabilities, env, write, ...running }: NotifyOptions) {
  /** The findings of a failed command: the bell rings for them only once. */
  let rung = new Set<string>();
  const ring = (alerts: readonly Alert[]) => {
    const fresh = alerts.filter(({ item }) => !rung.has(memoryKey(item)));
    if (fresh.length === 0) return;
    if (bell === 'on') write(bellSequence);
    if (bell === 'desktop') write(desktopSequence(findingsText(fresh), capabilities, env));
  };
  return async ({ alerts, isDigest }: News): Promise<boolean> => {
    if (alerts.length === 0 && !isDigest) return true;
    ring(alerts);
    const isRead = command === undefined || (await runCommand(command, toMessage(alerts, isDigest), running));
    rung = new Set(isRead ? [] : alerts.map(({ item }) => memoryKey(item)));
    return isRead;
  };
}

const toMessage = (alerts: readonly Alert[], isDigest: boolean) => ({
  schema: 'vaultop.attention/1',
  digest: isDigest,
  findings: alerts.map(({ item, reason, countBefore }) => ({
    ...toFinding(item),
    reason,
    ...defined({ countBefore }),
  })),
});

function findingsText(alerts: readonly Alert[]): string {
  const [first] = alerts;
  const more = alerts.length > 1 ? ` and ${alerts.length - 1} more` : '';
  return `${first === undefined ? '' : `${first.item.text}${growthWords(first)}`}${more}`;
}

export function desktopSequence(
  text: string,
  capabilities: NotifyOptions['capabilities'],
  env: EnvironmentVariables,
): string {
  return knowsTitles(env)
    ? notifyWithTitleSequence('vaultop', text, capabilities)
    : notifySequence(`vaultop: ${text}`, capabilities);
}

/** VTE, foot and urxvt support OSC 777; all other terminals with notifications support OSC 9. */
const knowsTitles = ({ VTE_VERSION, TERM = '' }: EnvironmentVariables): boolean =>
  VTE_VERSION !== undefined || /^(foot|rxvt)/.test(TERM);

/** Terminals that are known to make a notification of OSC 9 or OSC 777. */
export const takesNotifications = (env: EnvironmentVariables): boolean =>
  knowsTitles(env) ||
  /^(iTerm\.app|WezTerm|ghostty)$/.test(env.TERM_PROGRAM ?? '') ||
  /^xterm-(kitty|ghostty)$/.test(env.TERM ?? '') ||
  env.ConEmuPID !== undefined;

/** A command that hangs is ended after this time. */
const patienceMs = 30_000;

export function runCommand(
  command: string,
  message: object,
  { log, children }: Pick<NotifyOptions, 'log' | 'children'>,
): Promise<boolean> {
  return new Promise((resolve) => {
    // In a process group of its own, so that the shell's children end with it.
    const options = { shell: true, detached: true, timeout: patienceMs } as const;
    const child = spawn(command, { ...options, stdio: ['pipe', 'ignore', 'ignore'] });
    children?.add(child, true);
    child.on('error', (error) => {
      log.warn('the notify command did not start', { command, error });
      resolve(false);
    });
    child.on('close', (code) => {
      if (code !== 0) log.warn('the notify command failed', { command, code });
      resolve(code === 0);
    });
    // The command may end without reading.
    child.stdin.on('error', () => {});
    child.stdin.end(`${jsonText(message)}\n`);
  });
}
