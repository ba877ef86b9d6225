// The licences of everything that is handed out with the program: of the bundled packages, and of Node in an executable.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mitText } from './licence-texts.ts';

export const licencesFile = 'THIRD-PARTY-LICENSES.txt';

/** Licences that allow to hand a package out with the program, inside the bundle. */
export const allowedInBundle = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'MIT OR CC0-1.0'];
/** Also allowed for tools that are installed for the build and never handed out. */
export const allowedForTools = [...allowedInBundle, 'MPL-2.0', 'MIT OR Apache-2.0'];

/** Packages without the text of their licence. The copyright is what their README or their sources say. */
const copyrights: Readonly<Record<string, string>> = {
  'ink-table': 'Copyright (c) Matic Zavadlal',
  'yoga-layout': 'Copyright (c) Meta Platforms, Inc. and affiliates.',
};

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly repository?: string | { readonly url?: string };
}

/** The expression of SPDX, without parentheses around all of it. */
export const plainExpression = (license: string | undefined): string => (license ?? 'none').replace(/^\((.*)\)$/, '$1');

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
const repositoryOf = ({ repository }: Manifest) => (typeof repository === 'string' ? repository : repository?.url);

/** LICENSE, and NOTICE where there is one: the Apache License asks to pass it on. */
function ownTexts(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)(\.|-|$)/i.test(name));
  return names.sort().map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/** Some packages of a repository lack the licence that their siblings have. */
function siblingTexts(folder: string, manifest: Manifest): readonly string[] {
  const siblings = manifest.name.startsWith('@') ? readdirSync(dirname(folder)).sort() : [];
  for (const sibling of siblings.map((name) => join(dirname(folder), name))) {
    const other = manifestOf(sibling);
    const isAlike = repositoryOf(other) === repositoryOf(manifest) && other.license === manifest.license;
    const texts = isAlike ? ownTexts(sibling) : [];
    if (texts.length > 0) return texts;
  }
  return [];
}

function licenceTexts(folder: string, manifest: Manifest): readonly string[] {
  const own = ownTexts(folder);
  if (own.length > 0) return own;
  const copyright = copyrights[manifest.name];
  if (copyright !== undefined && manifest.license === 'MIT') return [mitText(copyright)];
  return siblingTexts(folder, manifest);
}

const line = '-'.repeat(80);
const block = (heading: string, text: string): string => [line, heading, line, '', text, ''].join('\n');

function licenceOf(folder: string): { readonly heading: string; readonly text: string } {
  const manifest = manifestOf(folder);
  const licence = plainExpression(manifest.license);
  if (!allowedInBundle.includes(licence)) {
    throw new Error(`${folder} has the licence ${licence}, which is not allowed.`);
  }
  const texts = licenceTexts(folder, manifest);
  if (texts.length === 0) throw new Error(`${folder} comes without the text of its licence (${licence}).`);
  return { heading: `${manifest.name} ${manifest.version}  (${licence})`, text: texts.join('\n\n') };
}

/** Node's own licence has those of V8, OpenSSL, ICU and its other parts. */
function nodeBlock(node: string): string {
  const text = readFileSync(join(node, 'LICENSE'), 'utf8').trim();
  return block(`Node.js ${manifestOf(node).version} and its parts`, text);
}

/**
 * Each text once, under the names of its packages. `packages` are folders of packages; `node` is the folder of npm's
 * package of Node, where Node is handed out as well.
 */
export function thirdPartyLicences(packages: readonly string[], node?: string): string {
  const byText = Map.groupBy(packages.map(licenceOf), ({ text }) => text);
  const blocks = [...byText].map(([text, members]) =>
    block([...new Set(members.map(({ heading }) => heading))].join('\n'), text),
  );
  if (node !== undefined) blocks.push(nodeBlock(node));
  return ['vaultop contains the following software of others, under their licences.', '', ...blocks].join('\n');
}
