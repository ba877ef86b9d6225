// Names for completion out of the AWS CLI's files, the config file and the store. No call is made.
import { profileNames } from '../../aws/sign-in/shared-config.ts';
import { rowShapeOf } from '../../engine/store/row-shapes.ts';
import { toScope } from '../../engine/stored-scope.ts';
import { systemClock } from '../../lib/clock.ts';
import { isHarmless } from '../../lib/text/text.ts';
import { resources } from '../../resources/index.ts';
import { statsOf } from '../../store/file/store-files.ts';
import { createStoreReader, type StoreReader } from '../../store/read/store-reader.ts';
import { loadConfig } from '../config/load-config.ts';
import { placeOfStore } from '../store/arguments.ts';
import { reading } from '../store/with-store.ts';
import type { TypedFlags, WordCandidate } from './candidates.ts';
import type { NameSource } from './command-table.ts';

/** More would not be read in a list of candidates. */
const mostNames = 2_000;

export async function lookUpNames(source: NameSource, typed: TypedFlags): Promise<readonly WordCandidate[]> {
  const found = await readers[source](typed);
  const byValue = new Map(found.map((one) => [one.value, one] as const));
  // A shell would show these names as they are.
  const harmless = [...byValue.values()].filter(({ value, help = '' }) => isHarmless(value) && isHarmless(help));
  return harmless.slice(0, mostNames);
}

const readers: Readonly<Record<NameSource, (typed: TypedFlags) => Promise<readonly WordCandidate[]>>> = {
  profiles: async () => (await profileNames()).map((value) => ({ value })),
  contexts: async (typed) => Object.keys((await configOf(typed)).contexts ?? {}).map((value) => ({ value })),
  views: async (typed) => Object.keys((await configOf(typed)).views ?? {}).map((value) => ({ value })),
  vaults: (typed) => fromStore(typed, (reader) => rowsOf(reader, 'vaults').map(({ name }) => ({ value: name }))),
  plans: (typed) =>
    fromStore(typed, (reader) => rowsOf(reader, 'plans').map(({ id, name }) => ({ value: id, help: name }))),
  accounts: (typed) => fromStore(typed, (reader) => reader.scopes().map(({ accountId }) => ({ value: accountId }))),
};

async function configOf(typed: TypedFlags) {
  return (await loadConfig({ config: typed.get('config')?.at(-1) }, process.env)).config;
}

/** Without a store there are no names. */
async function fromStore(
  typed: TypedFlags,
  read: (reader: StoreReader) => readonly WordCandidate[],
): Promise<readonly WordCandidate[]> {
  const file = typed.get('store')?.at(-1);
  const { path } = await placeOfStore({
    flags: { isTemporary: false, ...(file === undefined ? {} : { file }) },
    endpoint: typed.get('endpoint-url')?.at(-1),
    profile: typed.get('profile')?.at(-1),
  });
  if (path === undefined || !statsOf(path)) return [];
  const shapes = [resources.vaults, resources.plans].map((resource) => rowShapeOf(resource, systemClock.now));
  return reading(path, (database) => read(createStoreReader({ database, shapes, toScope })));
}

function rowsOf(reader: StoreReader, resource: 'vaults' | 'plans') {
  const versions = reader.openVersions({ resource, scopes: reader.scopes() });
  const ids = versions.slice(0, mostNames).map(({ id }) => id);
  return reader.rows(ids).flatMap((one) => (one ? [one.row as unknown as { id: string; name: string }] : []));
}
