// An event of AWS Backup and its EventBridge envelope.
import { createRandom, seedOf } from '../random.ts';
import type { Detail } from './event-details.ts';

export interface EstateEvent {
  id: string;
  detailType: string;
  /** Epoch ms at which AWS emits it, some seconds after the change. */
  at: number;
  resources: string[];
  detail: Detail;
}

interface Change {
  detailType: string;
  /** The values from which the id of the event and its delay follow. */
  keys: (string | number)[];
  /** Epoch ms. */
  changedAt: number;
  resources: string[];
  detail: Detail;
}

export function createEstateEvent({ detailType, keys, changedAt, resources, detail }: Change): EstateEvent {
  const random = createRandom(seedOf('event', detailType, ...keys));
  return { id: random.uuid(), detailType, at: changedAt + random.whole(2_000, 9_000), resources, detail };
}

const seconds = (at: number) => `${new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/** The event as EventBridge sends it to a target. */
export const toEnvelope = (event: EstateEvent, account: string, region: string) => ({
  version: '0',
  id: event.id,
  'detail-type': event.detailType,
  source: 'aws.backup',
  account,
  time: seconds(event.at),
  region,
  resources: event.resources,
  detail: event.detail,
});
