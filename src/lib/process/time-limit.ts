// Ends synchronous work that may never end by itself, such as an expression that backtracks: nothing else can interrupt
// it. https://nodejs.org/api/vm.html#scriptruninthiscontextoptions
import vm from 'node:vm';

const slot = Symbol.for('vaultop.timeLimit');
const holder = globalThis as unknown as Record<symbol, (() => unknown) | undefined>;
let script: vm.Script | undefined;

/** How often the work is repeated if the machine, and not the work, used the time. */
const mostAttempts = 2;

/**
 * Returns the result of the task; undefined: it took longer than `ms`. The task must have no side effects that could be
 * left incomplete, and must not call this function.
 */
export function withTimeLimit<Result>(ms: number, task: () => Result): { readonly result: Result } | undefined {
  script ??= new vm.Script(`globalThis[Symbol.for(${JSON.stringify(slot.description)})]()`);
  for (let attempt = 1; ; attempt += 1) {
    const before = process.cpuUsage();
    holder[slot] = task;
    try {
      return { result: script.runInThisContext({ timeout: ms }) as Result };
    } catch (error) {
      if ((error as NodeJS.ErrnoException | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const { user, system } = process.cpuUsage(before);
      if (attempt === mostAttempts || (user + system) / 1_000 > ms / 2) return undefined;
    } finally {
      holder[slot] = undefined;
    }
  }
}
