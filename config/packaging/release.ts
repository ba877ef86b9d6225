// `npm run release`: makes everything that a release hands out, in dist-release. `--tag vX.Y.Z` is what a tag's build
// passes: the version and the change log must be those of the tag. `--only x64` leaves out other processors.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleParts } from '../tooling/executable-parts.ts';
import pinned from '../tooling/pinned-node/package.json' with { type: 'json' };
import { hasProgram, runProgram, sameEachTime, sourceDate } from './commands.ts';
import { makeDeb } from './deb.ts';
import { homebrewFormula } from './homebrew.ts';
import { type PackageBuild, project } from './package-facts.ts';
import { releaseNotes } from './release-notes.ts';
import { makeRpm } from './rpm.ts';
import { releaseSbom } from './sbom.ts';
import { licencesFile } from './third-party-licences.ts';

const outdir = resolve('dist-release');
const { version } = project;
const date = sourceDate();
const say = (text: string) => process.stdout.write(`${text}\n`);
const contentOf = (file: string) => readFileSync(join(outdir, file));
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** The executable with what belongs to it, as one archive. */
function makeArchive({ processor, executable }: PackageBuild, folder: string): void {
  const name = `vaultop-${version}-linux-${processor}`;
  const inside = join(folder, name);
  mkdirSync(inside);
  copyFileSync(executable, join(inside, 'vaultop'));
  copyFileSync('LICENSE', join(inside, 'LICENSE'));
  copyFileSync(join('dist-bin', licencesFile), join(inside, licencesFile));
  const others = ['man', 'completions'].flatMap((part) => globSync(`config/packaging/${part}/*`));
  for (const file of others) copyFileSync(file, join(inside, basename(file)));
  const tar = join(folder, `${name}.tar`);
  runProgram('tar', [...sameEachTime(date), '-C', folder, '-cf', tar, name]);
  runProgram('gzip', ['-9', '--no-name', tar]);
  copyFileSync(`${tar}.gz`, join(outdir, `${name}.tar.gz`));
}

async function makeSbom(folder: string): Promise<void> {
  const idOf = (path: string) => {
    const { name, version } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as typeof project & {
      name: string;
    };
    return `${name}@${version}`;
  };
  const packages = new Set((await bundleParts(folder)).map(idOf));
  const list = runProgram('npm', ['sbom', '--sbom-format', 'cyclonedx']);
  const sbom = releaseSbom(list, { packages, nodeVersion: pinned.version, date });
  writeFileSync(join(outdir, 'vaultop.cdx.json'), sbom);
}

/** Makes the packages of one processor, and returns what they lack. */
function makePackages(processor: PackageBuild['processor']): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-release-'));
  const executable = resolve(`dist-bin/vaultop-linux-${processor}`);
  const build: PackageBuild = { version, processor, executable, outdir, date };
  try {
    makeArchive(build, folder);
    const makers = { 'dpkg-deb': makeDeb, rpmbuild: makeRpm };
    return Object.entries(makers).flatMap(([program, make]) =>
      hasProgram(program) ? make(build, folder) : [`a package by ${program}, which is not installed here`],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the form that `sha256sum --check` reads. */
function writeSums(): void {
  const names = readdirSync(outdir).sort();
  writeFileSync(join(outdir, 'SHA256SUMS'), names.map((name) => `${sha256(contentOf(name))}  ${name}\n`).join(''));
}

async function release(processors: readonly PackageBuild['processor'][], tag: string | undefined): Promise<void> {
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  if (tag !== undefined && tag !== `v${version}`) throw new Error(`The tag is ${tag}, the version ${version}.`);
  const notes = releaseNotes(changelog, version, tag === undefined ? 'Unreleased' : undefined);
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir);
  runProgram('npm', ['run', '-s', 'build']);
  runProgram('npm', ['run', '-s', 'build:bin', '--', ...processors.map((processor) => `linux-${processor}`)]);
  runProgram('npm', ['pack', '--silent', '--pack-destination', outdir], { SOURCE_DATE_EPOCH: String(date) });
  const missing = new Set(processors.flatMap(makePackages));
  copyFileSync(join('dist-bin', licencesFile), join(outdir, licencesFile));
  copyFileSync('config/packaging/install.sh', join(outdir, 'install.sh'));
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-release-'));
  await makeSbom(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(outdir, 'vaultop.rb'), homebrewFormula(version, sha256(contentOf(`vaultop-${version}.tgz`))));
  writeFileSync(join(outdir, 'RELEASE_NOTES.md'), notes);
  writeSums();
  for (const name of readdirSync(outdir)) say(`${(contentOf(name).length / 1e6).toFixed(1).padStart(6)} MB  ${name}`);
  for (const what of missing) say(`Left out: ${what}.`);
  if (tag !== undefined && missing.size > 0) throw new Error('A release must have all of its parts.');
}

// Folders and files of the packages can be read by everybody.
process.umask(0o022);
const { values } = parseArgs({ options: { tag: { type: 'string' }, only: { type: 'string' } } });
const processors = (['x64', 'arm64'] as const).filter((one) => values.only === undefined || values.only === one);
if (processors.length === 0) throw new Error(`There is no executable for ${values.only}: x64, arm64.`);
await release(processors, values.tag);
