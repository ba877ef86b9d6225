// The metadata that a selection of a restore testing plan must give.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
import type { FsxFileSystem } from '../spec.ts';

/** AWS marks them as needed; OpenZFS has defaults. */
const needed: Readonly<Record<FsxFileSystem, string>> = {
  LUSTRE: 'subnetIds',
  ONTAP: 'storageVirtualMachineId',
  OPENZFS: '',
  WINDOWS: 'subnetIds',
};

/** The override without which a test of the file system fails. */
export function missingOverride(
  { type, fileSystem = 'LUSTRE' }: { readonly type: string; readonly fileSystem?: FsxFileSystem },
  overrides: Readonly<Record<string, string>> = {},
): string | undefined {
  const key = type === 'FSx' ? needed[fileSystem] : '';
  const given = Object.keys(overrides).map((name) => name.toLowerCase());
  return key === '' || given.includes(key.toLowerCase()) ? undefined : key;
}
