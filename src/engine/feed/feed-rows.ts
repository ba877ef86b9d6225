// What the feed holds, as rows of the list of events.
import type { BackupEvent } from '../../domain/backup-event.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Unreadable } from '../../events/queue-reader.ts';
import type { EventRow } from '../../resources/events.ts';
import { resources } from '../../resources/index.ts';

export function toEventRows(
  events: readonly BackupEvent[],
  unreadable: readonly Unreadable[],
  scopes: readonly Scope[],
): Map<string, EventRow> {
  /** The credentials that reach it, where there are any: drill-downs ask through them. */
  const scopeOf = (accountId: string, region: string): Scope =>
    scopes.find((scope) => scope.accountId === accountId && scope.region === region) ?? {
      ...{ accountId, region, connection: '' },
    };
  const rows = [
    ...events.map((event): EventRow => ({ ...event, scope: scopeOf(event.accountId, event.region) })),
    ...unreadable.map(
      ({ id, at, reason, body }): EventRow => ({
        ...{ id, at, via: 'eventbridge', kind: 'unreadable', accountId: '', region: '', type: 'unreadable message' },
        ...{ state: '', subject: id, message: reason, record: body, scope: scopeOf('', '') },
      }),
    ),
  ];
  return new Map(rows.map((row) => [resources.events.key(row), row]));
}
