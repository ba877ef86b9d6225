// Adds mutes to a config file that a person wrote, and removes them.
import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../schema.ts';
import { changeConfig } from './change-config.ts';
import { withEntries, withoutEntries } from './list-entries.ts';

/** As the config file writes it; times in ISO 8601. */
export interface WrittenMute {
  readonly name?: string;
  readonly type?: string;
  readonly kind?: string;
  readonly cause?: string;
  readonly message?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly at?: string;
}

/** As it is read. */
type ReadMute = NonNullable<Config['mutes']>[number];

/** Rejects with a sentence, and leaves the file unchanged. */
export const saveMutes = (path: string, mutes: readonly WrittenMute[]): Promise<void> =>
  changeConfig(path, (text) => withEntries(text, 'mutes', mutes));

/** Rejects with a sentence if one of them is not in the file any more. */
export const removeMutes = (path: string, mutes: readonly Readonly<ReadMute>[]): Promise<void> =>
  changeConfig(path, (text, config) => withoutMutes(text, config.mutes ?? [], mutes));

export function withoutMutes(text: string, known: readonly ReadMute[], mutes: readonly Readonly<ReadMute>[]): string {
  const positions = mutes.map((mute) => known.findIndex((one) => isDeepStrictEqual(given(one), given(mute))));
  if (positions.includes(-1)) throw new Error('Not saved: the config file no longer contains the mute.');
  return withoutEntries(text, 'mutes', new Set(positions));
}

/** Absent members and those that are undefined are the same. */
const given = (mute: Readonly<ReadMute>) =>
  Object.fromEntries(Object.entries(mute).filter(([, value]) => value !== undefined));
