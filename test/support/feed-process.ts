// A process that reads events from a queue, to be killed. Prints how many it has stored, and when the queue is empty.
import { createAws } from '../../src/aws/aws.ts';
import { compactFeed, createFeed, readFeedEntry } from '../../src/engine/feed/feed.ts';
import { createSqsQueue } from '../../src/events/sqs-queue.ts';
import { createJournal } from '../../src/journal/journal.ts';
import { systemClock } from '../../src/lib/clock.ts';

const [endpointUrl = '', url = '', path = ''] = process.argv.slice(2);
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const aws = createAws({
  connections: [{ id: '', endpointUrl, credentials, eventQueues: [url] }],
  clock: systemClock,
  rates: { sqs: { perSecond: 100_000, burst: 100_000 } } as never,
});
const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const queue = createSqsQueue(aws, { scope, url, waitSeconds: 0 });
let kept = 0;
const feed = createFeed({
  queues: [
    {
      ...queue,
      async receive(signal) {
        const messages = await queue.receive(signal);
        if (messages.length === 0) process.stdout.write('idle\n');
        return messages;
      },
    },
  ],
  journal: createJournal({ path, maxBytes: 50_000_000, compact: compactFeed, readEntry: readFeedEntry }),
  clock: systemClock,
  received(events) {
    kept += events.length;
    process.stdout.write(`${kept}\n`);
  },
  changed() {},
});
await feed.start();
