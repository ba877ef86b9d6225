// The page of the config file has an example of each setting, and the program accepts all of them.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkNames } from '../src/cli/config/check-names.ts';
import { configJsonSchemaText } from '../src/settings/json-schema.ts';
import { readConfig } from '../src/settings/read-config.ts';

const page = readFileSync(join(import.meta.dirname, '..', 'src/docs/config.md'), 'utf8');
const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);

/** A part of the JSON Schema. */
interface Part {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | false;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
}

const schema = JSON.parse(configJsonSchemaText()) as Part & { readonly $defs: Readonly<Record<string, Part>> };

/** Each key as a path, such as 'contexts.*.profiles' and 'objectives.every': * is a name of the user's. */
function keysOf({ $ref, ...part }: Part, path: readonly string[] = []): string[] {
  const named = $ref === undefined ? {} : (schema.$defs[$ref.replace('#/$defs/', '')] ?? {});
  const { properties = {}, additionalProperties, items, anyOf = [] } = { ...named, ...part };
  return [
    ...(path.length > 0 ? [path.join('.')] : []),
    ...Object.entries(properties).flatMap(([key, one]) => keysOf(one, [...path, key])),
    ...(additionalProperties ? keysOf(additionalProperties, [...path, '*']) : []),
    ...[...(items ? [items] : []), ...anyOf].flatMap((one) => keysOf(one, path)),
  ];
}

/** Each path at which an example has a value. A record's names stand as they are. */
function pathsOf(value: unknown, path: readonly string[] = []): string[] {
  const own = path.length > 0 ? [path.join('\0')] : [];
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, path));
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

/** Every tone of a theme takes the same members: one example of each is enough. */
const ofAnyTone = (key: string): string => key.replace(/^(themes\.\*)\.\w+\.(?=\w+$)/, '$1.*.');

const shown = [...new Set(blocks.flatMap((block) => pathsOf(readConfig(block).plain)))].map((one) => one.split('\0'));
const isShown = (key: string): boolean => {
  const parts = key.split('.');
  return shown.some(
    (path) => path.length === parts.length && parts.every((part, at) => part === '*' || part === path[at]),
  );
};

test('each setting has an example', () => {
  const keys = [...new Set(keysOf(schema).map(ofAnyTone))].filter((key) => !key.startsWith('keys.'));
  expect(keys).toEqual(expect.arrayContaining(['mouse', 'notify.bell', 'contexts.*.profiles', 'objectives.every']));
  expect(keys.filter((key) => !isShown(key))).toEqual([]);
});

describe('the program accepts each example', () => {
  test.each(blocks.map((block, index) => [index + 1, block] as const))('%i', (_, block) => {
    expect(readConfig(block, checkNames).issues).toEqual([]);
  });
});

test('the JSON Schema that the example of a config file names is the file that the command beside it writes', () => {
  const named = /yaml-language-server: \$schema=(\S+)/.exec(page)?.[1] ?? '';
  const [, written = ''] = /vaultop config schema > (\S+?)`/.exec(page) ?? [];
  const file = /`(~\/\.config\/vaultop\/\S+\.yaml)`/.exec(page)?.[1] ?? '';
  expect(join(dirname(file), named)).toBe(written);
});
