export type FaultKind = 'deny' | 'hang' | 'slow';

/** What goes wrong in one Region, for every service but STS. */
export interface Fault {
  region: string;
  kind: FaultKind;
}

/** How long a `slow` Region thinks before it answers. */
export const slowMs = 3_000;

const kinds: readonly string[] = ['deny', 'hang', 'slow'] satisfies FaultKind[];
const isKind = (text: string): text is FaultKind => kinds.includes(text);

/** Reads `eu-west-1=deny`. */
export function parseFault(text: string): Fault {
  const [region = '', kind, ...rest] = text.split('=');
  if (kind === undefined || rest.length > 0 || !/^[a-z]{2,}(-[a-z]+)+-\d$/.test(region)) {
    throw new Error(`A fault reads <region>=<${kinds.join('|')}>, such as eu-west-1=deny; "${text}" does not.`);
  }
  if (!isKind(kind)) {
    throw new Error(`A Region can fail by ${kinds.join(', ')}; "${kind}" in "${text}" is none of them.`);
  }
  return { region, kind };
}
