import { AwsError } from './aws-error.ts';

// A form of the query protocol as a tree: `Filter.1.Name=x` is a list of structures; `member` and `entry` are wrappers.
export type FormTree = string | FormTree[] | { [name: string]: FormTree };

/** The inputs of the emulated services have fewer levels. */
const deepest = 20;

type Branch = { [name: string]: Branch | string };

export function readForm(form: URLSearchParams): Record<string, FormTree> {
  const root: Branch = Object.create(null);
  for (const [name, value] of form) {
    const path = name.split('.', deepest + 1);
    if (path.length > deepest) throw new AwsError('MalformedInput', 'A parameter name has too many parts.');
    const leaf = path.pop() ?? '';
    let branch = root;
    for (const part of path) {
      const known = branch[part];
      const next: Branch = typeof known === 'object' ? known : Object.create(null);
      branch[part] = next;
      branch = next;
    }
    branch[leaf] = value;
  }
  return Object.fromEntries(Object.entries(root).map(([name, part]) => [name, toTree(part)]));
}

function toTree(part: Branch | string): FormTree {
  if (typeof part === 'string') return part;
  const names = Object.keys(part);
  const [only] = names;
  if (names.length === 1 && (only === 'member' || only === 'entry') && typeof part[only] === 'object') {
    return toTree(part[only]);
  }
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
    return names.sort((a, b) => Number(a) - Number(b)).map((name) => toTree(part[name] ?? ''));
  }
  return Object.fromEntries(names.map((name) => [name, toTree(part[name] ?? '')]));
}
