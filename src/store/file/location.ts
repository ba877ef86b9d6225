// The location of the store: one file for each endpoint and user of this machine.
import { createHash } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { statsOf } from './store-files.ts';
import { StoreRefused } from './trouble.ts';

export interface StorePlace {
  /** undefined: a temporary store. */
  readonly path?: string;
  /** Named by the user with --store: an existing file there is never moved away. */
  readonly isNamed: boolean;
  /** Other users can write beside the directory: if it exists, it must have been private from the start. */
  readonly isShared: boolean;
  readonly notices: readonly string[];
}

/** Requests to the operating system. */
export interface FileSystems {
  /** The file system type from statfs(2). */
  typeOf(folder: string): number;
  /** A directory on a local disk that every user may write to and that survives a restart. */
  readonly localFolder: string;
}

export interface LocationOptions {
  /** The directory of files that outlive a run; undefined: there is none. */
  readonly stateFolder: string | undefined;
  /** The endpoint; undefined: AWS's own. */
  readonly endpoint?: string | undefined;
  /** The file that the user named instead. */
  readonly file?: string | undefined;
  readonly isTemporary?: boolean | undefined;
  readonly fileSystems?: FileSystems;
}

const systemsOfMachine: FileSystems = {
  typeOf: (folder) => statfsSync(folder).type,
  localFolder: '/var/tmp',
};

/**
 * Programs on two machines do not see each other's locks on these file systems, and a write-ahead log needs shared
 * memory.
 */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x517b, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x65735546, 'FUSE'],
  [0x01021997, '9p'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
]);

export function locateStore(options: LocationOptions): StorePlace {
  const { stateFolder, endpoint, file, isTemporary = false, fileSystems = systemsOfMachine } = options;
  const place = { isNamed: false, isShared: false, notices: [] };
  if (file !== undefined) return { ...place, path: namedFile(file, fileSystems), isNamed: true };
  if (isTemporary) return place;
  if (stateFolder === undefined) {
    return { ...place, notices: ['There is no home directory: the store is temporary, until this program ends.'] };
  }
  const path = join(stateFolder, 'stores', fileNameOf(endpoint));
  const type = networkTypeOf(dirname(path), fileSystems);
  return type === undefined ? { ...place, path } : localPlace(path, type, fileSystems);
}

/** `aws.sqlite`, or the host of the endpoint with a hash of the whole endpoint. */
export function fileNameOf(endpoint: string | undefined): string {
  if (endpoint === undefined) return 'aws.sqlite';
  const host = URL.parse(endpoint)?.hostname.replace(/[^\w.-]/g, '') || 'endpoint';
  const hash = createHash('sha256').update(endpoint.replace(/\/+$/, '')).digest('hex').slice(0, 12);
  return `${host.slice(0, 60)}-${hash}.sqlite`;
}

function namedFile(file: string, fileSystems: FileSystems): string {
  const path = resolve(file);
  const type = networkTypeOf(dirname(path), fileSystems);
  if (type === undefined) return path;
  throw new StoreRefused(
    `--store ${path} is on a network file system (${type}), which damages SQLite files: name a file on a local disk.`,
  );
}

function localPlace(path: string, type: string, fileSystems: FileSystems): StorePlace {
  const folder = join(fileSystems.localFolder, `vaultop-${process.getuid?.() ?? 'user'}`);
  const why = `${dirname(path)} is on a network file system (${type}), which damages SQLite files`;
  const place = { isNamed: false, isShared: true };
  if (networkTypeOf(folder, fileSystems) !== undefined) {
    return { ...place, notices: [`${why}: the store is temporary, until this program ends.`] };
  }
  return { ...place, path: join(folder, basename(path)), notices: [`${why}: the store is in ${folder}.`] };
}

function networkTypeOf(folder: string, { typeOf }: FileSystems): string | undefined {
  try {
    // The type is an unsigned number of 32 bits, which some systems return with a sign.
    return networkTypes.get(typeOf(existing(folder)) >>> 0);
  } catch {
    return undefined;
  }
}

/** The directory, or its nearest existing parent. */
function existing(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || statsOf(folder) ? folder : existing(parent);
}
