// Directories to which nobody else can write: code that is loaded from one is run, and a write through a link goes to
// the target of the link.
import { chmodSync, lstatSync, mkdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const others = 0o077;
const othersWrite = 0o022;
const othersEnter = 0o011;
const sticky = 0o1000;

const ourUser = (): number | undefined => process.getuid?.();

/**
 * Creates the directory for its owner only. Throws if it is a link or belongs to another user. `wasOpen`: others had
 * access to it until now.
 */
export function makePrivateFolder(path: string): { readonly wasOpen: boolean } {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory()) throw new Error(`${path} is a link, or not a directory.`);
  const us = ourUser();
  if (us === undefined) return { wasOpen: false };
  if (found.uid !== us) throw new Error(`${path} belongs to user ${found.uid}.`);
  const wasOpen = (found.mode & others) !== 0;
  if (wasOpen) chmodSync(path, 0o700);
  return { wasOpen };
}

/** Whether others can replace the directory, as ssh checks for its files (StrictModes in sshd_config(5)). */
export function canBeReplaced(path: string): boolean {
  if (ourUser() === undefined) return false;
  const parent = dirname(resolve(path));
  return isOpenOnTheWay(parent) || isOpenOnTheWay(realpathSync(parent));
}

/** A directory that others cannot enter protects everything below it. */
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
