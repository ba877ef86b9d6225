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

const always = () => 100_000;

/** `most`: how many changes are remembered at the least, asked anew since lists grow. */
export function createChangeLog(most: () => number = always): WritableChangeLog {
  let keys: string[] = [];
  /** Changes that are no longer remembered. */
  let forgotten = 0;
  return {
    count: () => forgotten + keys.length,
    since: (place) => (place < forgotten ? undefined : keys.slice(place - forgotten)),
    add(key) {
      keys.push(key);
      const kept = most();
      if (keys.length <= 2 * kept) return;
      forgotten += keys.length - kept;
      keys = keys.slice(-kept);
    },
  };
}
