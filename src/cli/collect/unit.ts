// The unit that runs `vaultop collect` in the background: for systemd's user manager, or for launchd.
import { resolve } from 'node:path';
import { homeFolder } from '../options/home.ts';
import type { UnitKind } from './arguments.ts';

export interface UnitOptions {
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** This program, as it was started, with these flags of `collect`. */
export function programWords(words: readonly string[]): Pick<UnitOptions, 'command'> {
  const [, script] = process.argv;
  // An executable of one file has its own path in the place of the script.
  const isWhole = script === undefined || resolve(script) === process.execPath;
  const program = isWhole ? [process.execPath] : [process.execPath, resolve(script)];
  return { command: [...program, 'collect', ...withoutUnit(words)] };
}

/** A relative path would be another one in the unit's directory. */
function withoutUnit(words: readonly string[]): string[] {
  const at = words.findIndex((word) => /^--print-unit(=|$)/.test(word));
  const hasValue = words[at] === '--print-unit' && words[at + 1] !== undefined && !words[at + 1]?.startsWith('-');
  const others = at < 0 ? [...words] : [...words.slice(0, at), ...words.slice(at + (hasValue ? 2 : 1))];
  return others.map((word, index) => {
    const [, flag, path] = /^(--(?:store|config|metrics-token-file)=)(.*)$/s.exec(word) ?? [];
    if (flag !== undefined && path !== undefined) return `${flag}${resolve(path)}`;
    return /^--(store|config|metrics-token-file)$/.test(others[index - 1] ?? '') ? resolve(word) : word;
  });
}

/** Where to look and how to sign in, never a secret: keys of the environment are for a shell, not for a service. */
const keptVariables = [
  ...['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'],
  ...['AWS_ENDPOINT_URL', 'AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'NO_PROXY', 'PATH'],
  ...['XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'VAULTOP_CONFIG', 'VAULTOP_CONTEXT'],
];

const variablesOf = (env: NodeJS.ProcessEnv): [name: string, value: string][] =>
  keptVariables.flatMap((name) => (env[name] && isPlain(env[name]) ? [[name, env[name]]] : []));

/** No line break can be part of a unit. */
const isPlain = (text: string): boolean => !/[\p{Cc}]/u.test(text);

export const unitText = (kind: UnitKind, options: UnitOptions): string =>
  kind === 'systemd' ? systemdUnit(options) : launchdPlist(options);

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines */
const quoted = (word: string): string => `"${escaped(word).replaceAll('$', '$$$$')}"`;
const escaped = (word: string): string => word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%');

/**
 * The options of systemd.exec(5) that a user's manager can apply. MemoryDenyWriteExecute is not among them: V8 compiles
 * code while it runs. The directories are those that the program and the sign-in of the AWS CLI write.
 */
function systemdUnit({ command, env }: UnitOptions): string {
  const state = env.XDG_STATE_HOME ? `${escaped(env.XDG_STATE_HOME)}/vaultop` : '%h/.local/state/vaultop';
  const cache = env.XDG_CACHE_HOME ? `${escaped(env.XDG_CACHE_HOME)}/vaultop` : '%h/.cache/vaultop';
  const at = command.findIndex((word) => /^--store(=|$)/.test(word));
  const store = at < 0 ? undefined : command[at]?.split('=').slice(1).join('=') || command[at + 1];
  const folders = [state, cache, '%h/.aws', ...(store === undefined ? [] : [escaped(resolve(store, '..'))])];
  return `# vaultop collect as a unit of your own systemd manager.
#   vaultop collect --print-unit > ~/.config/systemd/user/vaultop-collect.service
#   mkdir -p -m 700 ~/.local/state/vaultop ~/.cache/vaultop
#   systemctl --user daemon-reload
#   systemctl --user enable --now vaultop-collect
# Lingering: your manager, and with it this unit, ends with your last session, and begins with your next login.
#   loginctl enable-linger
# lets it run from boot on. Problems: journalctl --user -u vaultop-collect. The config file again:
#   systemctl --user reload vaultop-collect
# Keys in the environment of the shell are not part of it: it signs in by a profile, or by the machine's role.

[Unit]
Description=vaultop collect: the history of AWS Backup

[Service]
Type=exec
ExecStart=${command.map(quoted).join(' ')}
ExecReload=/bin/kill -HUP $MAINPID
${variablesOf(env)
  .map(([name, value]) => `Environment="${name}=${escaped(value)}"\n`)
  .join('')}Restart=on-failure
RestartSec=60
RestartPreventExitStatus=2
TimeoutStopSec=30
UMask=0077
NoNewPrivileges=yes
ProtectSystem=strict
PrivateTmp=yes
ReadWritePaths=${folders.map((folder) => `"-${folder}"`).join(' ')}
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service

[Install]
WantedBy=default.target
`;
}

const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function launchdPlist({ command, env }: UnitOptions): string {
  const words = command.map((word) => `      <string>${inXml(word)}</string>\n`).join('');
  const variables = variablesOf(env)
    .map(([name, value]) => `      <key>${name}</key>\n      <string>${inXml(value)}</string>\n`)
    .join('');
  const log = inXml(`${homeFolder() ?? '/tmp'}/Library/Logs/vaultop-collect.log`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!--
  vaultop collect as an agent of your own launchd.
    Save it as ~/Library/LaunchAgents/vaultop-collect.plist, and then:
    launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/vaultop-collect.plist
  An agent runs while its user is logged in: macOS has no lingering. Problems: StandardErrorPath below.
  The config file again: launchctl kill SIGHUP gui/$(id -u)/vaultop-collect
  Keys in the environment of the shell are not part of it: it signs in by a profile.
-->
<plist version="1.0">
  <dict>
    <key>Label</key>
    <string>vaultop-collect</string>
    <key>ProgramArguments</key>
    <array>
${words}    </array>
    <key>EnvironmentVariables</key>
    <dict>
${variables}    </dict>
    <key>RunAtLoad</key>
    <true/>
    <key>KeepAlive</key>
    <dict>
      <key>SuccessfulExit</key>
      <false/>
    </dict>
    <key>ThrottleInterval</key>
    <integer>60</integer>
    <key>Umask</key>
    <integer>63</integer>
    <key>ProcessType</key>
    <string>Background</string>
    <key>StandardErrorPath</key>
    <string>${log}</string>
  </dict>
</plist>
`;
}
