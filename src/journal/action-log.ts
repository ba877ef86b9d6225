// Every change that was asked of AWS and what came of it: JSON lines in a file of the owner alone, only ever added to.
import { appendPrivately, jsonLine } from '../lib/files/log.ts';

export interface ActionLog {
  /** Throws when it cannot be written: a change that leaves no trace is not made. */
  append(entry: Readonly<Record<string, unknown>>): void;
}

/** Without a path there is no log, so nothing is changed. */
export const createActionLog = (path: string | undefined): ActionLog =>
  path === undefined ? refusingLog : { append: (entry) => appendPrivately(path, jsonLine(entry)) };

/** Where nobody said where to write. */
export const refusingLog: ActionLog = {
  append() {
    throw new Error('There is no log of actions, so nothing is changed. It needs HOME or XDG_STATE_HOME.');
  },
};
