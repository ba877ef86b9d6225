// The built program as the foreground job of a shell, on a terminal that replies late or never: what remains after it
// has ended.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from './built-program.ts';
import { openCommandInPty, type PtyProgram } from './pty.ts';

/** Like a shell: records the terminal's settings, runs the program, records the settings again. */
const script = `
  stty -a > "$HOME/before"
  sh -c 'echo $$ > "$HOME/pid"; exec "$@"' sh "$@"
  code=$?
  stty -a > "$HOME/after"
  echo "left with $code"
  read line
`;

/** A program that returns no credentials, ignores signals and never ends by itself. */
const stubborn = `#!/bin/sh
trap '' TERM HUP INT
echo $$ >> "$HOME/children"
sleep 3600
`;

export interface LeavingProgram extends PtyProgram {
  pid(): number;
  /** Pids of the living processes of the program and its children. */
  alive(): number[];
  /** How long the program has waited for a processor, in ms: waits on a busy machine do not count. */
  waitedMs(): number;
  /** `stty -a` before or after, without the size. */
  settings(when: 'before' | 'after'): string;
  /** Names of the screens that the program has saved for the next start. */
  keptScreens(): string[];
}

export interface LeavingOptions {
  /** 'nowhere': no endpoint responds. 'demo': the embedded AWS. 'program': a credential_process that hangs. */
  readonly setting: 'nowhere' | 'demo' | 'program';
  readonly mouse: boolean;
  readonly replyAfter: () => number | undefined;
}

export function openLeavingProgram({ setting, mouse, replyAfter }: LeavingOptions): LeavingProgram {
  const home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const nowhere = ['--endpoint-url', 'http://127.0.0.1:9', '--region', 'us-east-1'];
  const words = [
    ...(setting === 'demo' ? ['--demo', '--region', 'ap-southeast-2'] : nowhere),
    ...(mouse ? ['--mouse'] : []),
  ];
  writeFileSync(join(home, 'stubborn'), stubborn, { mode: 0o700 });
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), `[default]\ncredential_process = ${join(home, 'stubborn')}\n`);
  const keys = setting === 'program' ? {} : { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const env = { AWS_EC2_METADATA_DISABLED: 'true', ...keys };
  const command = ['-c', script, 'sh', process.execPath, builtProgram(), ...words];
  const pty = openCommandInPty('sh', command, { home, env, replyAfter });
  const pids = (name: string) => {
    try {
      return readFileSync(join(home, name), 'utf8').split('\n').filter(Boolean).map(Number);
    } catch {
      return [];
    }
  };
  const pid = () => pids('pid')[0] ?? 0;
  return {
    ...pty,
    pid,
    alive: () => [pid(), ...pids('children')].filter(isAlive),
    waitedMs() {
      try {
        return Number(readFileSync(`/proc/${pid()}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
      } catch {
        return 0;
      }
    },
    settings: (when) => readFileSync(join(home, when), 'utf8').replace(/rows \d+; columns \d+;/, ''),
    keptScreens() {
      try {
        return readdirSync(join(home, '.cache/vaultop/screens'));
      } catch {
        return [];
      }
    },
    close() {
      for (const one of [pid(), ...pids('children')].filter(isAlive)) process.kill(one, 'SIGKILL');
      pty.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A process that has ended counts as ended, even if its parent has not waited for it. */
function isAlive(pid: number): boolean {
  try {
    return pid > 0 && !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
