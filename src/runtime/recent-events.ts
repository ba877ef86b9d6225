// The last events of the screen, for crash reports. Only their kinds are recorded: keys, pasted texts and arguments may
// contain typed secrets, such as an MFA code.
import type { AppEvent } from '../app/state/events.ts';

export interface RecentEvents {
  add(event: AppEvent): void;
  /** Oldest first; consecutive events of one kind are one entry with their number. */
  list(): readonly string[];
}

const most = 20;

export function createRecentEvents(): RecentEvents {
  const entries: { readonly name: string; count: number }[] = [];
  return {
    add(event) {
      const name = nameOf(event);
      const last = entries.at(-1);
      // Responses of AWS arrive by the hundred, and would displace the person's events.
      if (last?.name === name) last.count += 1;
      else entries.push({ name, count: 1 });
      if (entries.length > most) entries.shift();
    },
    list: () => entries.map(({ name, count }) => (count === 1 ? name : `${name} (${count} times)`)),
  };
}

/** The name of a command comes from config/keys.ts. */
const nameOf = (event: AppEvent): string =>
  event.type === 'commanded' ? `${event.type} ${event.command}` : event.type;
