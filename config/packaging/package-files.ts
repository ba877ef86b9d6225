// What a package for a system installs, besides where each system wants it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { collectUnit } from './collect-unit.ts';
import { licencesFile } from './third-party-licences.ts';

interface PackageFile {
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

export interface PackageContents {
  readonly files: readonly PackageFile[];
  /** What a package should have and this build of the program does not give. */
  readonly missing: readonly string[];
}

/** Where the systems differ. */
export interface PackageLayout {
  readonly zshFunctions: string;
  /** Where the licences are. */
  readonly licences: string;
}

const here = import.meta.dirname;
const root = resolve(here, '../..');

const examples = 'usr/share/doc/vaultop/examples';

/** In this folder, made by `npm run generate`. */
const generated = (layout: PackageLayout): readonly (readonly [source: string, target: string])[] => [
  ['man/vaultop.1', 'usr/share/man/man1/vaultop.1.gz'],
  ['completions/vaultop.bash', 'usr/share/bash-completion/completions/vaultop'],
  ['completions/_vaultop', `${layout.zshFunctions}/_vaultop`],
  ['completions/vaultop.fish', 'usr/share/fish/vendor_completions.d/vaultop.fish'],
];

/** `executable` is the path of the program's executable for the package's processor. */
export function packageContents(executable: string, layout: PackageLayout): PackageContents {
  const files: PackageFile[] = [];
  const missing: string[] = [];
  const add = (path: string, content: Buffer, mode = 0o644) => void files.push({ path, content, mode });
  add('usr/bin/vaultop', readFileSync(executable), 0o755);
  for (const [source, target] of generated(layout)) {
    if (!existsSync(join(here, source))) missing.push(`config/packaging/${source}`);
    else {
      const content = readFileSync(join(here, source));
      // The header of gzip has no time here, so that two packages are equal.
      add(target, target.endsWith('.gz') ? gzipSync(content, { level: 9 }) : content);
    }
  }
  const unit = collectUnit('/usr/bin/vaultop');
  if (unit === undefined) missing.push('the unit of vaultop collect');
  else add('usr/lib/systemd/user/vaultop-collect.service', Buffer.from(unit));
  add(`${examples}/config.yaml`, readFileSync(join(here, 'config.example.yaml')));
  for (const folder of ['monitoring', 'notify']) {
    for (const name of readdirSync(join(root, 'config', folder)).sort()) {
      const content = readFileSync(join(root, 'config', folder, name));
      add(`${examples}/${folder}/${name}`, content, name.endsWith('.sh') ? 0o755 : 0o644);
    }
  }
  const licences = [readFileSync(join(root, 'LICENSE')), readFileSync(join(dirname(executable), licencesFile))];
  add(layout.licences, Buffer.concat([licences[0]!, Buffer.from('\n'), licences[1]!]));
  return { files, missing };
}

/** Writes the files below `folder`, as they are installed below the root. */
export function writeContents(folder: string, { files }: PackageContents): void {
  for (const { path, content, mode } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, path), content, { mode });
  }
}
