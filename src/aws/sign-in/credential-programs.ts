// Credential programs (credential_process): their time and output are limited, a wait is reported, and they end with
// this program.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { credentialProgram as limits } from '../../../config/budgets.ts';
import type { Clock } from '../../lib/clock.ts';

export interface CredentialPrograms {
  /** Programs that `task` starts belong to this connection. */
  startedFor<T>(connection: string, task: () => Promise<T>): Promise<T>;
  /** A program has been running for the connection long enough for a person to notice. */
  isWaitedFor(connection: string): boolean;
  /** Allows programs that got no answer to be started again. */
  forgive(): void;
  /** Ends running programs; returns before they have ended. */
  close(): void;
}

export interface CredentialProgramsOptions {
  readonly clock: Clock;
  /** A screen is on the terminal: a program that wants to prompt there must fail, and not write to it. */
  readonly hasScreen?: boolean | undefined;
  /** Called with the process groups of programs that run beside a screen, after each change. */
  readonly programGroups?: ((groups: readonly number[]) => void) | undefined;
  /** The result of `isWaitedFor` has changed for a connection. */
  changed(connection: string): void;
}

/** The prefix of the message of Node's exec: the command follows, and the output of the program in the lines below. */
export const programFailed = 'Command failed: ';
export const programTimedOut = 'Command timed out';

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}
type Answered = (error: Error | null, output?: Output) => void;

/** A program that prints more returns no credentials. */
const mostOutput = 1024 * 1024;

export function createCredentialPrograms(options: CredentialProgramsOptions): CredentialPrograms {
  const { clock, hasScreen = false, changed } = options;
  const askedBy = new AsyncLocalStorage<string>();
  const running = new Set<ChildProcess>();
  const waits = createWaits(changed);
  /** By command, epoch ms at which the program ended without an answer. */
  const inVain = new Map<string, number>();
  let isClosed = false;

  const sayGroups = () => {
    if (hasScreen) options.programGroups?.([...running].flatMap(({ pid }) => pid ?? []));
  };

  async function start(command: string): Promise<Output> {
    const rest = limits.restMs - (clock.now() - (inVain.get(command) ?? Number.NEGATIVE_INFINITY));
    if (rest > 0) throw new Error(programTimedOut);
    const connection = askedBy.getStore() ?? '';
    const { spawn } = await import('node:child_process');
    if (isClosed) throw new Error(programTimedOut);
    // A process in a session of its own has no terminal for prompts; its stdin is closed in any case.
    const child = spawn(command, { shell: true, detached: hasScreen, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    sayGroups();
    let isOver = false;
    const cancelWord = clock.setTimeout(() => waits.set(connection, true), limits.sayAfterMs);
    const cancelLimit = clock.setTimeout(() => {
      isOver = true;
      inVain.set(command, clock.now());
      stop(child, options);
    }, limits.limitMs);
    try {
      const { code, stdout, stderr } = await outcomeOf(child);
      if (isOver) throw new Error(programTimedOut);
      if (code !== 0) throw new Error(`${programFailed}${command}\n${stderr}`);
      return { stdout, stderr };
    } finally {
      running.delete(child);
      sayGroups();
      cancelWord();
      cancelLimit();
      waits.set(connection, false);
    }
  }

  return {
    async startedFor(connection, task) {
      const { externalDataInterceptor } = await import('@smithy/core/config');
      // The SDK's hook for starting programs; its own exec has no time limit.
      externalDataInterceptor.interceptToken('exec', (command: string, answered: Answered) => {
        start(command).then((output) => answered(null, output), answered);
      });
      return askedBy.run(connection, task);
    },
    isWaitedFor: waits.has,
    forgive: () => inVain.clear(),
    close() {
      isClosed = true;
      for (const child of running) stop(child, options);
    },
  };
}

/** Connections whose program a person may notice. */
function createWaits(changed: CredentialProgramsOptions['changed']) {
  const waitedFor = new Set<string>();
  return {
    has: (connection: string): boolean => waitedFor.has(connection),
    set(connection: string, isWaited: boolean): void {
      if (waitedFor.has(connection) === isWaited) return;
      if (isWaited) waitedFor.add(connection);
      else waitedFor.delete(connection);
      changed(connection);
    },
  };
}

function stop(child: ChildProcess, { clock, hasScreen = false }: CredentialProgramsOptions): void {
  const end = (signal: NodeJS.Signals) => {
    try {
      // The children of the shell, too: they belong to its process group.
      if (hasScreen && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // The process has ended already.
    }
  };
  end('SIGTERM');
  // Also if the shell has ended: its children may ignore the signal.
  clock.setTimeout(() => end('SIGKILL'), limits.exitMs);
  // Remaining children may keep the pipes open, and so keep this program from ending.
  child.stdout?.destroy();
  child.stderr?.destroy();
}

interface Outcome extends Output {
  /** null: a signal ended the program. */
  readonly code: number | null;
}

function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      if (texts[name].length < mostOutput) texts[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...texts }));
  });
}
