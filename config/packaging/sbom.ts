// The software in a release as CycloneDX: npm's own list, without the tools that are handed out with nothing.
// https://cyclonedx.org/docs/1.5/json/
import { createHash } from 'node:crypto';

interface Component {
  readonly name: string;
  readonly version: string;
  readonly 'bom-ref': string;
  readonly purl?: string;
}

interface Bom {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

export interface SbomParts {
  /** Of the bundled packages, as `name@version`. */
  readonly packages: ReadonlySet<string>;
  readonly nodeVersion: string;
  /** In seconds since 1970. */
  readonly date: number;
}

/** `text` is the output of `npm sbom --sbom-format cyclonedx`. */
export function releaseSbom(text: string, { packages, nodeVersion, date }: SbomParts): string {
  const bom = JSON.parse(text) as Bom;
  const own = bom.metadata.component;
  const node = {
    'bom-ref': `node@${nodeVersion}`,
    type: 'application',
    name: 'node',
    version: nodeVersion,
    description: 'Part of the executables.',
    purl: `pkg:github/nodejs/node@v${nodeVersion}`,
    licenses: [{ license: { name: 'Node.js and its parts: THIRD-PARTY-LICENSES.txt' } }],
  };
  const bundled = bom.components.filter(({ name, version }) => packages.has(`${name}@${version}`));
  const lost = [...packages].filter((id) => !bundled.some(({ name, version }) => id === `${name}@${version}`));
  if (lost.length > 0) throw new Error(`npm sbom does not list ${lost.join(', ')}.`);
  const components = [...bundled.map((component) => ({ ...component, scope: 'required' })), node];
  const refs = new Set(components.map((component) => component['bom-ref']));
  const dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }));
  const whole = {
    ...bom,
    metadata: {
      ...bom.metadata,
      timestamp: new Date(date * 1000).toISOString(),
      component: { ...own, type: 'application', name: 'vaultop' },
    },
    components,
    dependencies: [{ ref: own['bom-ref'], dependsOn: [...refs] }, ...dependencies],
  };
  return `${JSON.stringify({ ...whole, serialNumber: serialNumber(JSON.stringify({ ...whole, serialNumber: '' })) }, null, 2)}\n`;
}

/** A UUID of the contents: npm's is random, and two builds of a release would differ. */
function serialNumber(contents: string): string {
  const hex = createHash('sha256').update(contents).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return `urn:uuid:${parts.join('-')}`;
}
