// Calls the person when something new needs attention: by bell, by desktop notification, by a program of theirs.
import { spawn } from 'node:child_process';
import { toFinding } from '../../app/summary.ts';
import type { AttentionItem } from '../../domain/attention/item.ts';
import type { Log } from '../../lib/log.ts';
import type { Environment, TerminalCapabilities } from '../../terminal/capabilities.ts';
import { bellSequence, notifySequence, notifyWithTitleSequence } from '../../terminal/notify.ts';
import type { Children } from './children.ts';

export const bells = ['off', 'on', 'desktop'] as const;
export type Bell = (typeof bells)[number];

export interface NotifyOptions {
  readonly bell: Bell;
  /** For the shell; gets the news as JSON on its standard input. */
  readonly command?: string;
  readonly capabilities: Pick<TerminalCapabilities, 'multiplexer'>;
  readonly env: Environment;
  readonly write: (sequence: string) => void;
  readonly log: Log;
  /** Ends the command with the screen. Absent: nobody does. */
  readonly children?: Pick<Children, 'add'>;
}

export function createNotifier({ bell, command, capabilities, env, write, log, children }: NotifyOptions) {
  return (news: readonly AttentionItem[]): void => {
    if (news.length === 0) return;
    if (bell === 'on') write(bellSequence);
    if (bell === 'desktop') write(desktopSequence(news, capabilities, env));
    if (command !== undefined) runCommand(command, news, { log, ...(children ? { children } : {}) });
  };
}

function desktopSequence(
  news: readonly AttentionItem[],
  capabilities: NotifyOptions['capabilities'],
  env: Environment,
): string {
  const [first] = news;
  const more = news.length > 1 ? ` and ${news.length - 1} more` : '';
  const text = `${first?.text ?? ''}${more}`;
  return knowsTitles(env)
    ? notifyWithTitleSequence('vaultop', text, capabilities)
    : notifySequence(`vaultop: ${text}`, capabilities);
}

/** OSC 777 is what VTE, foot and urxvt know; all others that know any know OSC 9. */
const knowsTitles = ({ VTE_VERSION, TERM = '' }: Environment): boolean =>
  VTE_VERSION !== undefined || /^(foot|rxvt)/.test(TERM);

/** A program that hangs is left alone after this. */
const patienceMs = 30_000;

function runCommand(
  command: string,
  news: readonly AttentionItem[],
  { log, children }: Pick<NotifyOptions, 'log' | 'children'>,
): void {
  // A group of its own, so that what the shell starts ends with it.
  const options = { shell: true, detached: true, timeout: patienceMs } as const;
  const child = spawn(command, { ...options, stdio: ['pipe', 'ignore', 'ignore'] });
  children?.add(child, true);
  child.on('error', (error) => log.warn('the notify command did not start', { command, error }));
  child.on('close', (code) => {
    if (code !== 0) log.warn('the notify command failed', { command, code });
  });
  // It may end without reading.
  child.stdin.on('error', () => {});
  child.stdin.end(`${JSON.stringify({ schema: 'vaultop.attention/1', findings: news.map(toFinding) })}\n`);
}
