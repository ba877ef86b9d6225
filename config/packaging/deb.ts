// A package for Debian and Ubuntu. https://www.debian.org/doc/debian-policy/ch-controlfields.html
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './commands.ts';
import {
  description,
  homepage,
  maintainer,
  type PackageBuild,
  reports,
  sortedVersion,
  summary,
} from './package-facts.ts';
import { type PackageContents, packageContents, writeContents } from './package-files.ts';

const architectures = { x64: 'amd64', arm64: 'arm64' } as const;
const layout = { zshFunctions: 'usr/share/zsh/vendor-completions', licences: 'usr/share/doc/vaultop/copyright' };

/** The names of the libraries that test/packaging/executable.test.ts finds in the executable. */
const depends = 'libc6 (>= 2.28), libgcc-s1, libstdc++6';

function controlText({ version, processor }: PackageBuild, { files }: PackageContents): string {
  const kibibytes = files.reduce((sum, { content }) => sum + Math.ceil(content.length / 1024), 0);
  return [
    'Package: vaultop',
    `Version: ${sortedVersion(version)}`,
    `Architecture: ${architectures[processor]}`,
    `Maintainer: ${maintainer}`,
    `Installed-Size: ${kibibytes}`,
    `Depends: ${depends}`,
    'Section: admin',
    'Priority: optional',
    `Homepage: ${homepage}`,
    `Bugs: ${reports}`,
    `Description: ${summary}`,
    ...description.map((line) => ` ${line}`),
    '',
  ].join('\n');
}

/** Makes the package in `outdir`, and returns what it lacks. `folder` is for work. */
export function makeDeb(build: PackageBuild, folder: string): PackageContents['missing'] {
  const contents = packageContents(build.executable, layout);
  const root = join(folder, 'deb');
  writeContents(root, contents);
  mkdirSync(join(root, 'DEBIAN'));
  writeFileSync(join(root, 'DEBIAN/control'), controlText(build, contents));
  const sums = contents.files.map(
    ({ path, content }) => `${createHash('md5').update(content).digest('hex')}  ${path}\n`,
  );
  writeFileSync(join(root, 'DEBIAN/md5sums'), sums.join(''));
  const output = join(build.outdir, `vaultop_${build.version}_${architectures[build.processor]}.deb`);
  runProgram('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', root, output], {
    SOURCE_DATE_EPOCH: String(build.date),
  });
  return contents.missing;
}
