// Opens a page of AWS's console in the browser of this machine: the program is started directly, without a shell.
import { spawn } from 'node:child_process';
import { isConsoleUrl } from '../../../domain/console/console-url.ts';
import { systemClock } from '../../../lib/clock.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface OpenLinkOptions {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
}

/** Never rejects: resolves to undefined if a browser was started, else to the reason. */
export type OpenLink = (url: string) => Promise<string | undefined>;

export function createOpenLink({ env, platform }: OpenLinkOptions): OpenLink {
  return async (url) => {
    if (!isConsoleUrl(url)) return 'it is not a URL of AWS’s console';
    const commands = browserCommands(env, platform);
    if (commands.length === 0) return noBrowser(env);
    for (const command of commands) if (await start(command, url, env)) return undefined;
    return `${commands[0]?.[0] ?? 'the browser'} does not start`;
  };
}

const isRemote = ({ SSH_CONNECTION, SSH_TTY }: Environment): boolean => Boolean(SSH_CONNECTION || SSH_TTY);

const noBrowser = (env: Environment): string =>
  isRemote(env) ? 'vaultop opens no browser over ssh' : 'there is no browser here';

/**
 * Programs with their arguments, in which %s stands for the URL. $BROWSER may name several, separated by colons.
 * https://manpages.debian.org/testing/sensible-utils/sensible-browser.1.en.html
 */
export function browserCommands(env: Environment, platform: NodeJS.Platform): readonly (readonly string[])[] {
  const chosen = (env.BROWSER ?? '')
    .split(':')
    .map((command) => command.trim().split(/\s+/).filter(Boolean))
    .filter((words) => words.length > 0);
  if (chosen.length > 0) return chosen;
  // Over ssh the browser would open on another screen.
  if (isRemote(env)) return [];
  if (platform === 'darwin') return [['open']];
  return env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME ? [['xdg-open']] : [];
}

/** A browser that still runs after this time has a window, and stays when this program ends. */
const startedMs = 3_000;

function start(command: readonly string[], url: string, env: Environment): Promise<boolean> {
  const [program = '', ...words] = command;
  const args = words.some((word) => word.includes('%s'))
    ? words.map((word) => word.replaceAll('%s', url))
    : [...words, url];
  return new Promise((done) => {
    const child = spawn(program, args, { env: { ...env }, stdio: 'ignore', shell: false, detached: true });
    const later = systemClock.setTimeout(() => done(true), startedMs);
    const settle = (isStarted: boolean) => {
      later();
      done(isStarted);
    };
    child.once('error', () => settle(false));
    child.once('close', (code) => settle(code === 0));
    child.unref();
  });
}
