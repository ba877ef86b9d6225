// The list of events without a queue: no event can arrive, so the list explains how to set up a feed.
import type { ResourceId } from '../../../resources/resource-id.ts';
import type { Data } from '../data.ts';

export const hasNoFeed = (resource: ResourceId, { feed }: Data): boolean => resource === 'events' && feed === undefined;

export const noFeedLines: readonly string[] = [
  'No live feed: no SQS queue is named, and AWS Backup cannot list events.',
  'To set up a queue: vaultop events setup prints what to deploy.',
  'Then start with: vaultop --events-queue URL',
];
