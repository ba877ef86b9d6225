// The flags that select the store: the same for every command that writes or reads one.
import { type Options, UsageError } from './options.ts';

export const storeOptions = {
  store: { type: 'string' },
  'no-store': { type: 'boolean' },
  /** Neither a store nor a last screen: the launcher reads this flag itself. */
  'no-cache': { type: 'boolean' },
} as const satisfies Options;

export interface StoreValues {
  readonly store?: string | undefined;
  readonly 'no-store'?: boolean | undefined;
  readonly 'no-cache'?: boolean | undefined;
}

export interface StoreFlags {
  /** Another file than the default. */
  readonly file?: string;
  /** Nothing outlives the run. */
  readonly isTemporary: boolean;
}

export function readStoreFlags({ store, 'no-store': none = false, 'no-cache': noCache }: StoreValues): StoreFlags {
  if (store === '') throw new UsageError('--store takes the path of a file.');
  if (store !== undefined && none) throw new UsageError('--store and --no-store cannot be used together.');
  return store === undefined ? { isTemporary: none || noCache === true } : { isTemporary: false, file: store };
}
