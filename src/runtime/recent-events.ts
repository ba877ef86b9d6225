// The last events of the screen, for the report of a fault. They are named by their kind alone: keys, pasted texts and arguments
// may hold what was typed, such as the code of an MFA device.
import type { AppEvent } from '../app/state/events.ts';

export interface RecentEvents {
  add(event: AppEvent): void;
  /** Oldest first; several in a row of one kind are one entry with their number. */
  list(): readonly string[];
}

const most = 20;

export function createRecentEvents(): RecentEvents {
  const entries: { readonly name: string; count: number }[] = [];
  return {
    add(event) {
      const name = nameOf(event);
      const last = entries.at(-1);
      // Responses of AWS come by the hundred, and would push out what the person did.
      if (last?.name === name) last.count += 1;
      else entries.push({ name, count: 1 });
      if (entries.length > most) entries.shift();
    },
    list: () => entries.map(({ name, count }) => (count === 1 ? name : `${name} (${count} times)`)),
  };
}

/** The name of a command is one of config/keys.ts. */
const nameOf = (event: AppEvent): string =>
  event.type === 'commanded' ? `${event.type} ${event.command}` : event.type;
