// The log of every mutating request and its outcome: JSON lines in a file for its owner only, to which lines are only
// appended.
import { appendPrivately, jsonLine } from '../lib/files/log.ts';

export interface ActionLog {
  /** Throws if the entry cannot be written: a change without a log entry is not made. */
  append(entry: Readonly<Record<string, unknown>>): void;
}

/** Without a path there is no log, so no change is made. */
export const createActionLog = (path: string | undefined): ActionLog =>
  path === undefined ? refusingLog : { append: (entry) => appendPrivately(path, jsonLine(entry)) };

/** Used if no path is configured. */
export const refusingLog: ActionLog = {
  append() {
    throw new Error(
      'There is no directory for the log of actions, so no change is sent. Next: set HOME or XDG_STATE_HOME.',
    );
  },
};
