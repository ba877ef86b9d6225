// An event of AWS Backup, and the envelope that EventBridge sends it in.
import { createDice, seedOf } from './dice.ts';
import type { Detail } from './event-details.ts';

export interface BackupEvent {
  id: string;
  detailType: string;
  /** When it is told, some seconds after it happened. */
  at: number;
  resources: string[];
  detail: Detail;
}

export function backupEvent(
  detailType: string,
  keys: (string | number)[],
  happenedAt: number,
  resources: string[],
  detail: Detail,
): BackupEvent {
  const dice = createDice(seedOf('event', detailType, ...keys));
  return { id: dice.uuid(), detailType, at: happenedAt + dice.whole(2_000, 9_000), resources, detail };
}

const seconds = (at: number) => `${new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;

/** As it goes out to a target. */
export const toEnvelope = (event: BackupEvent, account: string, region: string) => ({
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
