// A package for Amazon Linux, Fedora and Red Hat. https://rpm-software-management.github.io/rpm/manual/spec.html
import { globSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './commands.ts';
import {
  description,
  homepage,
  maintainer,
  type PackageBuild,
  project,
  reports,
  sortedVersion,
  summary,
} from './package-facts.ts';
import { type PackageContents, packageContents, writeContents } from './package-files.ts';

const architectures = { x64: 'x86_64', arm64: 'aarch64' } as const;
const layout = { zshFunctions: 'usr/share/zsh/site-functions', licences: 'usr/share/licenses/vaultop/LICENSE' };

function specText({ version }: PackageBuild, { files }: PackageContents, root: string): string {
  return `Name: vaultop
Version: ${sortedVersion(version)}
Release: 1
Summary: ${summary}
License: ${project.license} AND Apache-2.0 AND ISC AND BSD-3-Clause
URL: ${homepage}
Packager: ${maintainer}
BugURL: ${reports}
# The libraries of the executable, each with the oldest version of which it needs symbols.
AutoReqProv: no
Requires: glibc >= 2.28
Requires: libgcc
Requires: libstdc++

%description
${description.join('\n')}

%install
cp -a ${root}/. %{buildroot}/

%files
${ownFolders(files.map(({ path }) => path))
  .map((path) => `%dir /${path}`)
  .join('\n')}
${files.map(({ path, mode }) => `%attr(${mode.toString(8)},root,root) ${directiveOf(path)}/${path}`).join('\n')}
`;
}

/** Folders that only this package has: they go with it. */
export function ownFolders(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => {
    const [, before, inside] = /^(.+?\/vaultop)((?:\/[^/]+)*)\/[^/]+$/.exec(path) ?? [];
    const parts = (inside ?? '').split('/').slice(1);
    return before === undefined ? [] : [before, ...parts.map((_, at) => [before, ...parts.slice(0, at + 1)].join('/'))];
  });
  return [...new Set(folders)];
}

const directiveOf = (path: string): string => {
  if (path.startsWith('usr/share/licenses/')) return '%license ';
  return path.startsWith('usr/share/doc/') || path.startsWith('usr/share/man/') ? '%doc ' : '';
};

/** Without what rpmbuild does to compiled programs, and with nothing in it that differs with each build. */
const settings: Readonly<Record<string, string>> = {
  debug_package: '%{nil}',
  __os_install_post: '%{nil}',
  _build_id_links: 'none',
  _binary_payload: 'w1.xzdio',
  _buildhost: 'localhost',
  use_source_date_epoch_as_buildtime: '1',
  clamp_mtime_to_source_date_epoch: '1',
};

/** Makes the package in `outdir`, and returns what it lacks. `folder` is for work. */
export function makeRpm(build: PackageBuild, folder: string): PackageContents['missing'] {
  const contents = packageContents(build.executable, layout);
  const [root, top] = [join(folder, 'rpm-root'), join(folder, 'rpm')];
  writeContents(root, contents);
  const spec = join(folder, 'vaultop.spec');
  writeFileSync(spec, specText(build, contents, root));
  const defined = Object.entries({ ...settings, _topdir: top, _tmppath: folder }).flatMap(([name, value]) => [
    '--define',
    `${name} ${value}`,
  ]);
  runProgram('rpmbuild', ['-bb', '--quiet', '--target', `${architectures[build.processor]}-linux`, ...defined, spec], {
    SOURCE_DATE_EPOCH: String(build.date),
  });
  const [made = ''] = globSync(join(top, 'RPMS/*/*.rpm'));
  renameSync(made, join(build.outdir, `vaultop-${build.version}-1.${architectures[build.processor]}.rpm`));
  return contents.missing;
}
