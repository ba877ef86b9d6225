// Sentences about KMS keys that cannot decrypt.
import { actorWords } from '../../audits/event-words.ts';
import type { GoneKeyState } from '../../vaults/kms-key.ts';
import type { FindingOf } from '../findings/finding.ts';
import { listedFirst, plural, timeWords } from '../findings/words.ts';
import type { Sentence } from './sentence.ts';

type KeyGone = FindingOf<'key-gone'>;

const states: Readonly<Record<GoneKeyState, string>> = {
  Disabled: 'disabled',
  PendingDeletion: 'scheduled for deletion',
  PendingReplicaDeletion: 'scheduled for deletion after its replicas',
  PendingImport: 'without key material',
  Unavailable: 'unavailable: its key store is not connected',
  NotFound: 'deleted, or not known to KMS',
};

const nextSteps: Readonly<Record<GoneKeyState, string>> = {
  Disabled: 'enable the key in KMS',
  PendingDeletion: 'cancel the deletion of the key in KMS, then enable it',
  PendingReplicaDeletion: 'cancel the deletion of the key in KMS, then enable it',
  PendingImport: 'import the same key material into the key again',
  Unavailable: 'connect the custom key store of the key again',
  NotFound: 'look for copies encrypted with another key, and back up with another key',
};

function stateWords({ state, deletionAt, actor }: KeyGone): string {
  const words = deletionAt === undefined ? states[state] : `${states[state]} on ${timeWords(deletionAt)}`;
  return actor === undefined ? words : `${words}, by ${actorWords(actor)}`;
}

function result({ count, vaults }: KeyGone): string {
  const place = vaults.count === 0 ? '' : ` in ${listedFirst(vaults)}`;
  if (count > 0) return `${plural(count, 'recovery point')}${place} cannot be restored`;
  return vaults.count === 0 ? 'no known recovery point is affected' : `backups${place} fail`;
}

function nextStep({ state, deletionAt }: KeyGone): string {
  if (deletionAt === undefined) return nextSteps[state];
  return `cancel the deletion of the key in KMS before ${timeWords(deletionAt)}, then enable it`;
}

export const keyGone: Sentence<KeyGone> = {
  isWhole: true,
  says: (finding) => `${result(finding)}: KMS key ${finding.subject} is ${stateWords(finding)}`,
  nextStep,
  together: {
    key: ({ state }) => `key gone ${state}`,
    says: ({ state }, { events }) =>
      `KMS keys ${states[state]}: ${plural(events, 'recovery point')} cannot be restored`,
  },
};
