// Runs the command that signs a person in, on the terminal that the screen has released.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Children } from './children.ts';

export interface LoginOptions {
  /** Releases the terminal while `task` runs. */
  withoutScreen(task: () => Promise<void>): Promise<void>;
  /** Ends the command with the screen. */
  readonly children: Pick<Children, 'add'>;
  /** Ctrl+C is for the command. Returns the function that ends this. */
  holdInterrupts(): () => void;
}

/** Without a shell: the name of a profile may contain any character. Rejects with a sentence if it fails. */
export const createLogin =
  ({ withoutScreen, children, holdInterrupts }: LoginOptions) =>
  ([program = '', ...words]: readonly string[]): Promise<void> =>
    withoutScreen(async () => {
      const release = holdInterrupts();
      try {
        const child = spawn(program, words, { stdio: 'inherit', shell: false });
        children.add(child);
        const [code] = (await once(child, 'close')) as [number | null];
        if (code !== 0) throw new Error(`${program} ended with ${code ?? 'a signal'}: the sign-in did not complete`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        throw new Error(`${program} is not installed, or not in PATH`);
      } finally {
        release();
      }
    });
