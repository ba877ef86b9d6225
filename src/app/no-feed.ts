// The list of events where no queue is read: nothing will ever come, so it says how to get a feed.
import type { ResourceId } from '../resources/resource-id.ts';
import type { Data } from './data.ts';

export const hasNoFeed = (resource: ResourceId, { feed }: Data): boolean => resource === 'events' && feed === undefined;

export const noFeedLines: readonly string[] = [
  'No event feed is read: no queue was named, and AWS Backup keeps no list of its events.',
  'Set one up: vaultop events setup prints what to deploy. See vaultop events --help.',
  'Then start with: vaultop --events-queue URL',
];
