// Converts the contents of the feed to rows of the list of events.
import type { Unreadable } from '../../events/queue-reader.ts';
import type { EventRow } from '../../resources/audits/events.ts';

type Entry = Omit<EventRow, 'scope'>;

/** `connection`: the connection that reads the queue. */
export const toEventRow = (entry: Entry, connection: string): EventRow => ({
  ...entry,
  scope: { accountId: entry.accountId, region: entry.region, connection },
});

/** A message that cannot be parsed. */
export const toUnreadableRow = ({ id, at, reason, body }: Unreadable): Entry => ({
  id,
  at,
  via: 'eventbridge',
  kind: 'unreadable',
  accountId: '',
  region: '',
  type: 'unreadable message',
  state: '',
  subject: id,
  message: reason,
  record: body,
});
