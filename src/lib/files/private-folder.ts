// Directories that nobody else writes into: code that is loaded from one is run, and what is written through a link goes to
// wherever the link points.
import { chmodSync, lstatSync, mkdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const others = 0o077;
const othersWrite = 0o022;
const othersEnter = 0o011;
const sticky = 0o1000;

const ourUser = (): number | undefined => process.getuid?.();

/**
 * Makes the directory, for its owner alone. Throws when it is a link or somebody else's. `wasOpen`: others could look or write
 * into it until now.
 */
export function makePrivateFolder(path: string): { readonly wasOpen: boolean } {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory()) throw new Error(`${path} is a link or no directory.`);
  const us = ourUser();
  if (us === undefined) return { wasOpen: false };
  if (found.uid !== us) throw new Error(`${path} belongs to user ${found.uid}.`);
  const wasOpen = (found.mode & others) !== 0;
  if (wasOpen) chmodSync(path, 0o700);
  return { wasOpen };
}

/** Whether others can put another directory in this one's place, as ssh asks of its files (StrictModes in sshd_config(5)). */
export function canBeReplaced(path: string): boolean {
  if (ourUser() === undefined) return false;
  const parent = dirname(resolve(path));
  return isOpenOnTheWay(parent) || isOpenOnTheWay(realpathSync(parent));
}

/** Below a directory that others cannot enter nothing is open. */
function isOpenOnTheWay(path: string): boolean {
  for (const folder of withParents(path)) {
    const found = statSync(folder);
    if (isOpen(found)) return true;
    if ((found.mode & othersEnter) === 0) return false;
  }
  return false;
}

const isOpen = ({ uid, mode }: Stats): boolean =>
  (uid !== 0 && uid !== ourUser()) || ((mode & othersWrite) !== 0 && (mode & sticky) === 0);

/** From the root down. */
function withParents(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...withParents(parent), path];
}
