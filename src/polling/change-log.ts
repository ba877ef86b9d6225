// Which rows of a poll have changed, so that who made something of them need not look at all of them again.

export interface ChangeLog {
  /** Changes so far: a place in the log, to be given to `since` later. */
  count(): number;
  /** Keys that came, changed or went since that place, each at least once; undefined: too long ago to say. */
  since(place: number): readonly string[] | undefined;
}

export interface WritableChangeLog extends ChangeLog {
  add(key: string): void;
}

/** A first page of a large list must not push the first pages of others out before anybody has looked. */
const mostRemembered = 100_000;

export function createChangeLog(most = mostRemembered): WritableChangeLog {
  let keys: string[] = [];
  /** Changes that are no longer remembered. */
  let forgotten = 0;
  return {
    count: () => forgotten + keys.length,
    since: (place) => (place < forgotten ? undefined : keys.slice(place - forgotten)),
    add(key) {
      keys.push(key);
      if (keys.length <= 2 * most) return;
      forgotten += keys.length - most;
      keys = keys.slice(-most);
    },
  };
}
