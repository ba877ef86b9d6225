// Programs that give credentials (credential_process): bounded, told of while they are waited for, gone when we are.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { credentialProgram as limits } from '../../../config/budgets.ts';
import type { Clock } from '../../lib/clock.ts';

export interface CredentialPrograms {
  /** What `task` starts, it starts for this connection. */
  startedFor<T>(connection: string, task: () => Promise<T>): Promise<T>;
  /** One has been running for it long enough for a person to wonder. */
  isWaitedFor(connection: string): boolean;
  /** A person wants those started again that nobody answered. */
  forgive(): void;
  /** Ends those that run; returns before they are gone. */
  close(): void;
}

export interface CredentialProgramsOptions {
  readonly clock: Clock;
  /** A screen is on the terminal: a program that wants to ask there must fail, and not write into it. */
  readonly hasScreen?: boolean | undefined;
  /** Is given the process groups of those that run with a screen, whenever there are others. */
  readonly programGroups?: ((groups: readonly number[]) => void) | undefined;
  /** `isWaitedFor` has changed for a connection. */
  changed(connection: string): void;
}

/** As Node's exec says it: the command follows, and what the program said in the lines below. */
export const programFailed = 'Command failed: ';
export const programTimedOut = 'Command timed out';

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}
type Answered = (error: Error | null, output?: Output) => void;

/** A program that prints more than this gives no credentials. */
const mostOutput = 1024 * 1024;

export function createCredentialPrograms(options: CredentialProgramsOptions): CredentialPrograms {
  const { clock, hasScreen = false, changed } = options;
  const askedBy = new AsyncLocalStorage<string>();
  const running = new Set<ChildProcess>();
  const waitedFor = new Set<string>();
  /** By command, epoch ms at which nobody had answered it. */
  const inVain = new Map<string, number>();
  let isClosed = false;

  const end = (child: ChildProcess, signal: NodeJS.Signals) => {
    try {
      // The shell's children, too: they are of its group.
      if (hasScreen && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // Gone already.
    }
  };

  const sayGroups = () => {
    if (hasScreen) options.programGroups?.([...running].flatMap(({ pid }) => pid ?? []));
  };

  const stop = (child: ChildProcess) => {
    end(child, 'SIGTERM');
    // Also when the shell has gone: what it started may hear nothing.
    clock.setTimeout(() => end(child, 'SIGKILL'), limits.goodbyeMs);
    // What it left behind may hold them open, and so keep us from leaving.
    child.stdout?.destroy();
    child.stderr?.destroy();
  };

  const setWaited = (connection: string, isWaited: boolean) => {
    if (waitedFor.has(connection) === isWaited) return;
    if (isWaited) waitedFor.add(connection);
    else waitedFor.delete(connection);
    changed(connection);
  };

  async function start(command: string): Promise<Output> {
    const rest = limits.restMs - (clock.now() - (inVain.get(command) ?? Number.NEGATIVE_INFINITY));
    if (rest > 0) throw new Error(programTimedOut);
    const connection = askedBy.getStore() ?? '';
    const { spawn } = await import('node:child_process');
    if (isClosed) throw new Error(programTimedOut);
    // In a session of its own it has no terminal to ask on; and nobody would answer on its stdin either way.
    const child = spawn(command, { shell: true, detached: hasScreen, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    sayGroups();
    let isOver = false;
    const cancelWord = clock.setTimeout(() => setWaited(connection, true), limits.sayAfterMs);
    const cancelLimit = clock.setTimeout(() => {
      isOver = true;
      inVain.set(command, clock.now());
      stop(child);
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
      setWaited(connection, false);
    }
  }

  return {
    async startedFor(connection, task) {
      const { externalDataInterceptor } = await import('@smithy/core/config');
      // The SDK's own way to have programs started by somebody else; its exec has no end.
      externalDataInterceptor.interceptToken('exec', (command: string, answered: Answered) => {
        start(command).then((output) => answered(null, output), answered);
      });
      return askedBy.run(connection, task);
    },
    isWaitedFor: (connection) => waitedFor.has(connection),
    forgive: () => inVain.clear(),
    close() {
      isClosed = true;
      for (const child of running) stop(child);
    },
  };
}

interface Outcome extends Output {
  /** null: a signal ended it. */
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
