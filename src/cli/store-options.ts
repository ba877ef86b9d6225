// The flags that say which store is used: the same for every command that keeps or reads one.
import { type Options, UsageError } from './options.ts';

export const storeOptions = {
  store: { type: 'string' },
  'no-store': { type: 'boolean' },
} as const satisfies Options;

export interface StoreValues {
  readonly store?: string | undefined;
  readonly 'no-store'?: boolean | undefined;
}

export interface StoreFlags {
  /** Another file than the usual one. */
  readonly file?: string;
  /** Nothing outlives the run. */
  readonly isTemporary: boolean;
}

export function readStoreFlags({ store, 'no-store': isTemporary = false }: StoreValues): StoreFlags {
  if (store === '') throw new UsageError('--store takes the path of a file.');
  if (store !== undefined && isTemporary) throw new UsageError('--store and --no-store do not go together.');
  return { isTemporary, ...(store === undefined ? {} : { file: store }) };
}
