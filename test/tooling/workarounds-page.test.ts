// The page of workarounds describes each one, what it brings and when it may go.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundleOptions } from '../../config/tooling/bundle-options.ts';

const folder = 'config/tooling/workarounds';
const page = readFileSync(join(folder, 'README.md'), 'utf8');
/** What the others consist of. */
const parts = ['package-patch.ts', 'patches.ts', 'left-out.ts'];
const members = ['Where', 'Does', 'Buys', 'Measure', 'Cause', 'May go', 'Held by'];

const sections = page
  .split('\n### ')
  .slice(1)
  .map((section) => {
    const [name = '', ...lines] = section.split(/\n## /)[0]?.split('\n') ?? [];
    const said = lines.join('\n').split(/^- /m).slice(1);
    return { name, said: new Map(said.map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1).trim()])) };
  });
const filesIn = (top: string) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(top, name));

describe('the page of workarounds', () => {
  test.each(sections)('says all that is to be known of $name', ({ said }) => {
    expect([...said.keys()]).toEqual(members);
    expect([...said.values()].filter((text) => text === '')).toEqual([]);
    expect(said.get('Cause')).toMatch(/https:\/\//);
  });

  test('has each workaround of the build', () => {
    const names = sections.map(({ name }) => name);
    for (const { name } of bundleOptions().plugins ?? []) expect(names).toContain(name);
    const where = sections.map(({ said }) => said.get('Where')).join('\n');
    const files = filesIn(folder).filter((file) => !parts.some((part) => file.endsWith(part)));
    expect(files.filter((file) => !where.includes(`\`${file}\``))).toEqual([]);
  });

  test('has each place that sets a flag of the runtime or uses a member of Node that is not documented', () => {
    const flags =
      /\bsetFlagsFromString\(|\bresourceLimits\b|\benableCompileCache\(|\bflushCompileCache\(|\bsetPriority\(thread|\b_handle\b|removeAllListeners\('warning'\)|\bexecArgv:/;
    const found = ['src', 'components', 'config']
      .flatMap(filesIn)
      .filter((file) => flags.test(readFileSync(file, 'utf8')));
    expect(found.length).toBeGreaterThan(8);
    expect(found.filter((file) => !page.includes(`\`${file}\``))).toEqual([]);
  });

  test('names files and subjects of the bench that are there', () => {
    const named = [...page.matchAll(/`((?:src|test|config|components)\/[\w./-]+\.tsx?)`/g)].map(
      ([, file = '']) => file,
    );
    const subjects = [...page.matchAll(/npm run bench -- (\w+)/g)].map(([, name]) => `test/bench/subjects/${name}.ts`);
    expect([...named, ...subjects].filter((file) => !existsSync(file))).toEqual([]);
  });
});
