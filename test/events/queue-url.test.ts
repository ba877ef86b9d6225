import { expect, test } from 'vitest';
import { parseQueueUrl } from '../../src/events/queue-url.ts';

test.each([
  [
    'https://sqs.eu-west-1.amazonaws.com/123456789012/feed',
    { region: 'eu-west-1', accountId: '123456789012', name: 'feed' },
  ],
  ['https://sqs.cn-north-1.amazonaws.com.cn/123456789012/feed', { region: 'cn-north-1' }],
  ['https://sqs-fips.us-gov-west-1.amazonaws.com/123456789012/feed', { region: 'us-gov-west-1' }],
  ['https://sqs.eu-west-1.api.aws/123456789012/feed', { region: 'eu-west-1' }],
  ['https://eu-west-1.queue.amazonaws.com/123456789012/feed.fifo', { region: 'eu-west-1', name: 'feed.fifo' }],
  ['http://127.0.0.1:4510/123456789012/feed', { name: 'feed', accountId: '123456789012' }],
])('%s', (url, expected) => {
  expect(parseQueueUrl(url)).toMatchObject(expected);
});

test.each([
  'feed',
  'arn:aws:sqs:eu-west-1:123456789012:feed',
  'https://sqs.eu-west-1.amazonaws.com/feed',
  'ftp://x/1/y',
])('%s is no address of a queue', (text) => {
  expect(parseQueueUrl(text)).toBeUndefined();
});
