// Answers the queries of another thread. Between two steps it takes new messages: another query, or a cancellation.
import type { MessagePort } from 'node:worker_threads';
import { afterArrivals } from '../../lib/clock.ts';
import type { Database } from '../sqlite.ts';
import type { ListQuery, RowIds } from './list-query.ts';
import { answerInSteps } from './queries.ts';
import type { QueryMessage, QueryReply } from './query-messages.ts';

export function serveQueries(database: Database, port: MessagePort): void {
  const wanted = new Set<number>();
  const reply = (message: QueryReply, ids?: RowIds) =>
    port.postMessage(message, ids ? [ids.buffer as ArrayBuffer] : []);
  port.on('message', (message: QueryMessage) => {
    const { number } = message;
    if (message.kind === 'cancel') return wanted.delete(number);
    wanted.add(number);
    return answer(number, message.query).catch((error: unknown) =>
      reply({ number, kind: 'failed', message: String(error) }),
    );
  });

  async function answer(number: number, query: ListQuery): Promise<void> {
    const beginStep = () => reply({ number, kind: 'step' });
    beginStep();
    const answered = await answerInSteps({
      database,
      query,
      isWanted: () => wanted.has(number),
      first: (ids) => reply({ number, kind: 'first', ids }, ids),
      async pause() {
        await new Promise<void>((resolve) => afterArrivals(resolve));
        beginStep();
      },
    });
    if (answered && wanted.delete(number)) reply({ number, kind: 'answer', answer: answered }, answered.ids);
  }
}
