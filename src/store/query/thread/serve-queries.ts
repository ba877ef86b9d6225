// Answers the queries of another thread. Between two steps it takes new messages: another query, or a cancellation.
import type { MessagePort } from 'node:worker_threads';
import { afterArrivals } from '../../../lib/clock.ts';
import type { Database } from '../../sqlite.ts';
import type { ListQuery, RowIds } from '../list-query.ts';
import { answerInSteps, searchInSteps } from '../queries.ts';
import type { FoundIds, SearchQuery } from '../search-query.ts';
import type { QueryMessage, QueryReply } from './query-messages.ts';

export function serveQueries(database: Database, port: MessagePort): void {
  const wanted = new Set<number>();
  const reply = (message: QueryReply, ids?: RowIds) =>
    port.postMessage(message, ids ? [ids.buffer as ArrayBuffer] : []);
  port.on('message', (message: QueryMessage) => {
    const { number } = message;
    if (message.kind === 'cancel') return wanted.delete(number);
    wanted.add(number);
    const answered = message.kind === 'search' ? search(number, message.query) : response(number, message.query);
    return answered.catch((error: unknown) => reply({ number, kind: 'failed', message: String(error) }));
  });

  /** Between two steps other messages are taken; the program is told when a step begins. */
  const stepsOf = (number: number) => ({
    isWanted: () => wanted.has(number),
    async pause() {
      await new Promise<void>((resolve) => afterArrivals(resolve));
      reply({ number, kind: 'step' });
    },
  });

  async function response(number: number, query: ListQuery): Promise<void> {
    reply({ number, kind: 'step' });
    const first = (ids: RowIds) => reply({ number, kind: 'first', ids }, ids);
    const answered = await answerInSteps({ database, query, first, ...stepsOf(number) });
    if (answered && wanted.delete(number)) reply({ number, kind: 'answer', response: answered }, answered.ids);
  }

  async function search(number: number, query: SearchQuery): Promise<void> {
    reply({ number, kind: 'step' });
    const found = (ids: FoundIds) => reply({ number, kind: 'found', found: ids });
    await searchInSteps({ database, query, found, ...stepsOf(number) });
    if (wanted.delete(number)) reply({ number, kind: 'searched' });
  }
}
