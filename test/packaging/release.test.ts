// The parts of a release that need no executable. `.ci/packages` makes a whole one, and installs it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { collectUnit, unitFor } from '../../config/packaging/collect-unit.ts';
import { homebrewFormula } from '../../config/packaging/homebrew.ts';
import { sortedVersion } from '../../config/packaging/package-facts.ts';
import { packageContents } from '../../config/packaging/package-files.ts';
import { releaseNotes } from '../../config/packaging/release-notes.ts';
import { ownFolders } from '../../config/packaging/rpm.ts';
import { releaseSbom } from '../../config/packaging/sbom.ts';
import { licencesFile } from '../../config/packaging/third-party-licences.ts';
import { readConfig } from '../../src/settings/read-config.ts';

const root = resolve(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

const changelog = `# Changelog

## [Unreleased]

### Added

- The next thing.

## [0.2.0] - 2026-11-30

### Added

- A thing.

### Fixed

- Another.

## 0.1.0 (2026-11-01)

- The first thing.
`;

test.each([
  ['0.2.0', '### Added\n\n- A thing.\n\n### Fixed\n\n- Another.\n'],
  ['0.1.0', '- The first thing.\n'],
  ['unreleased', '### Added\n\n- The next thing.\n'],
])('the notes of %s are its part of the change log', (version, notes) => {
  expect(releaseNotes(changelog, version)).toBe(notes);
});

test('a version that the change log does not have gets no notes, or those of what is not released', () => {
  expect(() => releaseNotes(changelog, '0.3.0')).toThrow('CHANGELOG.md says nothing of 0.3.0.');
  expect(releaseNotes(changelog, '0.3.0', 'Unreleased')).toBe('### Added\n\n- The next thing.\n');
  expect(() => releaseNotes('# Changelog\n\n## [0.3.0] - 2026-12-01\n\n', '0.3.0')).toThrow('nothing of 0.3.0');
});

test('the change log of the project has notes of its version', () => {
  const { version } = JSON.parse(textOf('package.json')) as { version: string };
  expect(releaseNotes(textOf('CHANGELOG.md'), version, 'Unreleased').length).toBeGreaterThan(20);
});

const component = (name: string, version: string) => ({
  'bom-ref': `${name}@${version}`,
  name,
  version,
  type: 'library',
});
const npmSbom = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: 'urn:uuid:102c8f0e-4aeb-4f93-aba6-1dc7259f71b3',
  metadata: { timestamp: '2026-11-30T09:50:13.471Z', component: component('a-folder', '0.2.0') },
  components: [component('ink', '8.0.0'), component('yoga', '3.2.1'), component('vitest', '5.1.1')],
  dependencies: [
    { ref: 'a-folder@0.2.0', dependsOn: ['ink@8.0.0', 'vitest@5.1.1'] },
    { ref: 'ink@8.0.0', dependsOn: ['yoga@3.2.1', 'vitest@5.1.1'] },
    { ref: 'vitest@5.1.1', dependsOn: [] },
  ],
});
const parts = { packages: new Set(['ink@8.0.0', 'yoga@3.2.1']), nodeVersion: '24.21.0', date: 1_796_032_178 };

test('the list of software has what is handed out, and Node, and is the same each time', () => {
  const sbom = releaseSbom(npmSbom, parts);
  const { components, dependencies, metadata, serialNumber } = JSON.parse(sbom);
  expect(components.map(({ name }: { name: string }) => name)).toEqual(['ink', 'yoga', 'node']);
  expect(metadata).toMatchObject({ timestamp: '2026-11-30T09:49:38.000Z', component: { name: 'vaultop' } });
  expect(dependencies).toEqual([
    { ref: 'a-folder@0.2.0', dependsOn: ['ink@8.0.0', 'yoga@3.2.1', 'node@24.21.0'] },
    { ref: 'ink@8.0.0', dependsOn: ['yoga@3.2.1'] },
  ]);
  // https://cyclonedx.org/docs/1.5/json/#serialNumber
  expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  const later = npmSbom.replace('102c8f0e', '202c8f0e').replace('09:50', '10:50');
  expect(releaseSbom(later, parts)).toBe(sbom);
  expect(releaseSbom(npmSbom, { ...parts, nodeVersion: '24.22.0' })).not.toContain(serialNumber);
});

test('a package that npm does not list is not left out in silence', () => {
  const packages = new Set([...parts.packages, 'zod@4.0.0']);
  expect(() => releaseSbom(npmSbom, { ...parts, packages })).toThrow('npm sbom does not list zod@4.0.0.');
});

test('a version before the release is older for dpkg and rpm as well', () => {
  expect([sortedVersion('0.2.0'), sortedVersion('0.2.0-rc.1')]).toEqual(['0.2.0', '0.2.0~rc.1']);
});

test('a package has the examples, of which scripts can be run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-package-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['vaultop', licencesFile]) writeFileSync(join(folder, name), name);
  const layout = { zshFunctions: 'usr/share/zsh/site-functions', licences: 'usr/share/licenses/vaultop/LICENSE' };
  const { files } = packageContents(join(folder, 'vaultop'), layout);
  const modes = Object.fromEntries(files.map(({ path, mode }) => [path.replace(/.*\/examples\//, ''), mode]));
  expect(modes).toMatchObject({ 'config.yaml': 0o644, 'notify/lines.jq': 0o644, 'notify/slack.sh': 0o755 });
  expect(modes).toHaveProperty(['monitoring/vaultop-alerts.json'], 0o644);
});

test('the folders of the package alone go with it', () => {
  const paths = ['usr/bin/vaultop', 'usr/share/doc/vaultop/examples/config.yaml', 'usr/share/licenses/vaultop/LICENSE'];
  expect(ownFolders([...paths, 'usr/share/bash-completion/completions/vaultop'])).toEqual([
    'usr/share/doc/vaultop',
    'usr/share/doc/vaultop/examples',
    'usr/share/licenses/vaultop',
  ]);
});

test('the unit starts the installed program', () => {
  const printed =
    '[Service]\nType=exec\nExecStart="/build/node" "/build/dist/vaultop.js" "collect"\nRestart=on-failure\n';
  expect(unitFor(printed, '/usr/bin/vaultop')).toBe(
    '[Service]\nType=exec\nExecStart=/usr/bin/vaultop collect\nRestart=on-failure\n',
  );
  expect(() => unitFor('[Service]\nExecStart=/usr/bin/vaultop\n', '/usr/bin/vaultop')).toThrow('no line ExecStart');
});

test('the unit is what the built program prints, where it has the command', () => {
  const unit = collectUnit('/usr/bin/vaultop');
  if (unit === undefined) return;
  expect(unit).toContain('\nExecStart=/usr/bin/vaultop collect\n');
  expect(unit).not.toContain(root);
});

test('the formula names the archive and its checksum', () => {
  const formula = homebrewFormula('0.2.0', 'ab'.repeat(32));
  expect(formula).toContain('url "https://github.com/vaultop/vaultop/releases/download/v0.2.0/vaultop-0.2.0.tgz"');
  expect(formula).toContain(`sha256 "${'ab'.repeat(32)}"`);
  // With the manual page that npm links, and the completions that the program prints.
  expect(formula).toContain('man1.install_symlink libexec.glob("share/man/man1/*")');
  expect(formula).toContain('generate_completions_from_executable(bin/"vaultop", "completion")');
  // Every block is ended.
  expect(formula.match(/^\s*(class|def)\b|\bdo$/gm)).toHaveLength(formula.match(/^\s*end$/gm)!.length);
});

test('the example of a config file has no mistake', () => {
  expect(readConfig(textOf('config/packaging/config.example.yaml')).issues).toEqual([]);
});
