// Only where `npm run build:bin` has been run: an executable is too large to be built for each run of the tests.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { licencesFile } from '../../config/packaging/third-party-licences.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'dist-bin');
const executables = ['vaultop-linux-x64', 'vaultop-linux-arm64'].filter((name) => existsSync(join(folder, name)));
const hasReadelf = existsSync('/usr/bin/readelf');

/**
 * The newest version of each kind that a library of the system offers: its glibc and the libstdc++ of its GCC, which is 11 for
 * Amazon Linux 2023 (and AWS CloudShell) and 12 for Ubuntu 22.04. https://gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html
 */
const systems: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Debian 12': { GLIBC: '2.36', GLIBCXX: '3.4.30', CXXABI: '1.3.13', GCC: '12.0.0' },
  'Debian 13': { GLIBC: '2.41', GLIBCXX: '3.4.33', CXXABI: '1.3.15', GCC: '14.0.0' },
  'Ubuntu 22.04': { GLIBC: '2.35', GLIBCXX: '3.4.30', CXXABI: '1.3.13', GCC: '12.0.0' },
  'Ubuntu 24.04': { GLIBC: '2.39', GLIBCXX: '3.4.33', CXXABI: '1.3.15', GCC: '14.0.0' },
  'Amazon Linux 2023': { GLIBC: '2.34', GLIBCXX: '3.4.29', CXXABI: '1.3.13', GCC: '7.0.0' },
  'what the README says': { GLIBC: '2.28', GLIBCXX: '3.4.25', CXXABI: '1.3.11', GCC: '7.0.0' },
};
/** In the smallest image of each of these systems: the C library, and the libraries of its compiler. */
const libraries = /^(ld-linux-[\w-]+\.so\.\d|lib(c|m|dl|pthread)\.so\.\d|libstdc\+\+\.so\.6|libgcc_s\.so\.1)$/;

const readelf = (flags: string, name: string) =>
  execFileSync('readelf', [flags, join(folder, name)], { encoding: 'utf8', maxBuffer: 1e9 });

/** Negative where `one` is older than `other`. */
function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number));
  const at = left!.findIndex((part, index) => part !== (right![index] ?? 0));
  return at < 0 ? 0 : left![at]! - (right![at] ?? 0);
}

test('versions are compared by their parts', () => {
  expect(compareVersions('2.28', '2.4')).toBeGreaterThan(0);
  expect(compareVersions('2.28', '2.28')).toBe(0);
  expect(compareVersions('3.4', '3.4.29')).toBe(0);
  expect(compareVersions('2.9', '2.28')).toBeLessThan(0);
});

/** The newest version of each kind that the libraries of this system define. */
function offeredHere(): Readonly<Record<string, string>> {
  const cache = execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  const paths = ['libc.so.6', 'libstdc++.so.6', 'libgcc_s.so.1'].flatMap(
    (library) =>
      cache.match(
        new RegExp(`${library.replaceAll(/[.+]/g, '\\$&')} \\(libc6,(?:x86-64|AArch64)[^)]*\\) => (\\S+)`),
      )?.[1] ?? [],
  );
  const newest: Record<string, string> = {};
  for (const path of paths) {
    const text = execFileSync('readelf', ['-VW', path], { encoding: 'utf8', maxBuffer: 1e9 });
    const defined = text.slice(0, text.indexOf("'.gnu.version_r'"));
    for (const [, kind = '', version = ''] of defined.matchAll(/Name: (GLIBC|GLIBCXX|CXXABI|GCC)_(\d[\d.]*)/g))
      if (compareVersions(version, newest[kind] ?? '0') > 0) newest[kind] = version;
  }
  return newest;
}

const here = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
const system = Object.keys(systems).find((name) => {
  const [id, version] = [name.split(' ')[0], name.split(' ').at(-1)];
  return here.includes(`NAME="${id}`) && new RegExp(`^VERSION_ID="${version}"`, 'm').test(here);
});

test.skipIf(!hasReadelf || system === undefined)('the table is right for the system that runs this', () => {
  expect(offeredHere()).toEqual(systems[system ?? '']);
});

describe.each(executables)('%s', (name) => {
  // `.ci/packages` looks at the size of the compressed one, which takes long to make.
  test('is at most 125 MB', () => {
    expect(statSync(join(folder, name)).size).toBeLessThan(125e6);
  });

  test('has no path of the machine on which it was built', () => {
    const bytes = readFileSync(join(folder, name));
    expect([root, join(tmpdir(), 'vaultop-bin-')].filter((path) => bytes.includes(path))).toEqual([]);
    expect(bytes.includes('launcher.cjs')).toBe(true);
  });

  test.skipIf(!hasReadelf)('needs the libraries that the smallest systems have', () => {
    const needed = [...readelf('-dW', name).matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, library = '']) => library);
    expect(needed).toContain('libc.so.6');
    expect(needed.filter((library) => !libraries.test(library))).toEqual([]);
  });

  test.skipIf(!hasReadelf).each(Object.keys(systems))('needs no newer symbols than %s has', (system) => {
    const text = readelf('-VW', name);
    const required = [...text.slice(text.indexOf("'.gnu.version_r'")).matchAll(/Name: ([A-Z]+)_([\d.]+)/g)];
    expect(required.map(([, kind]) => kind)).toEqual(expect.arrayContaining(['GLIBC', 'GLIBCXX']));
    const offered = systems[system] ?? {};
    const newer = required.filter(([, kind = '', version = '']) => compareVersions(version, offered[kind] ?? '0') > 0);
    expect([...new Set(newer.map(([found]) => found))]).toEqual([]);
  });

  test('comes with the licences of its packages and of Node', () => {
    const text = readFileSync(join(folder, licencesFile), 'utf8');
    expect(text).toContain('\nink ');
    expect(text).toMatch(/^Node\.js 24\./m);
  });
});
