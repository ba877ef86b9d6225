// A view is added to a file that a person wrote: nothing else of it changes.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../src/settings/read-config.ts';
import { saveView, withView } from '../../src/settings/write/save-view.ts';

const view = { resource: 'backup-jobs', filter: '~FAILED|EXPIRED', sort: '-age', columns: ['state', 'name'] };
const line = 'mine: { resource: backup-jobs, filter: ~FAILED|EXPIRED, sort: -age, columns: [ state, name ] }';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vaultop-views-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['an empty file', '', `views:\n  ${line}\n`],
  ['only a comment, without its line break', '# mine', `# mine\nviews:\n  ${line}\n`],
  [
    'no views',
    'view: a   # first\n\ncontexts: {a: {}}\n',
    `view: a   # first\n\ncontexts: {a: {}}\nviews:\n  ${line}\n`,
  ],
  ['views without any', 'views: # soon\ntheme: dark\n', `views: # soon\n  ${line}\ntheme: dark\n`],
  [
    'views in lines',
    "views:\n    a: { resource: vaults }   # first\n    # of the second\n    b:\n        resource: 'plans'\n\n# then\ntheme: dark\n",
    `views:\n    a: { resource: vaults }   # first\n    # of the second\n    b:\n        resource: 'plans'\n    ${line}\n\n# then\ntheme: dark\n`,
  ],
  [
    'at the end, without a line break',
    'views:\n  a: {resource: vaults}',
    `views:\n  a: {resource: vaults}\n  ${line}\n`,
  ],
  ['with line breaks of Windows', 'theme: dark\r\n', `theme: dark\r\nviews:\r\n  ${line}\r\n`],
  [
    'another in place of it',
    'views:\n  mine: {resource: plans}  # old\n  b: {resource: vaults}\n',
    `views:\n  ${line}  # old\n  b: {resource: vaults}\n`,
  ],
  [
    'another in place of it, in lines',
    'views:\n  mine:\n    resource: plans\n  b: {resource: vaults}\n',
    `views:\n  mine:\n    ${line.slice(6)}\n  b: {resource: vaults}\n`,
  ],
])('%s', (_, text, expected) => {
  expect(withView(text, 'mine', view)).toBe(expected);
  expect(readConfig(expected).config.views?.mine).toEqual(view);
});

test.each([
  ['# top\ntheme: dark # here\nviews: {a: {resource: vaults}} # mine\n', ['# top', '# here', '# mine']],
  ['{theme: dark}', []],
  ['theme: dark\n...\n', []],
])('%j is written anew, with its comments', (text, comments) => {
  const written = withView(text, 'mine', view);
  expect(readConfig(written).config.views?.mine).toEqual(view);
  expect(readConfig(written).config.theme).toBe('dark');
  for (const comment of comments) expect(written).toContain(comment);
});

test('the file is for its owner alone, nothing is left beside it, and a link stays one', async () => {
  const path = join(folder, 'new', 'config.yaml');
  await saveView({ path, name: 'mine', view, replace: false });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'new'))).toEqual(['config.yaml']);
  await mkdir(join(folder, 'dots'));
  const linked = join(folder, 'dots', 'link.yaml');
  await symlink(path, linked);
  await saveView({ path: linked, name: 'other', view, replace: false });
  expect(Object.keys(readConfig(await readFile(path, 'utf8')).config.views ?? {})).toEqual(['mine', 'other']);
});

test('one that is there is replaced only by who says so', async () => {
  const path = join(folder, 'twice.yaml');
  await writeFile(path, 'views: {mine: {resource: vaults}}\n');
  const save = (replace: boolean) => saveView({ path, name: 'mine', view, replace });
  await expect(save(false)).rejects.toThrow('There is a view "mine" already; :save! mine replaces it.');
  await save(true);
  expect(readConfig(await readFile(path, 'utf8')).config.views?.mine).toEqual(view);
});

test('a broken file, or one that cannot be written, stays as it is', async () => {
  const path = join(folder, 'broken.yaml');
  await writeFile(path, 'theme: dark\nviews: [\n');
  await expect(saveView({ path, name: 'mine', view, replace: false })).rejects.toThrow(
    /^Not saved: line 3 of .*broken/,
  );
  expect(await readFile(path, 'utf8')).toBe('theme: dark\nviews: [\n');
  const locked = join(folder, 'locked');
  await mkdir(locked);
  await writeFile(join(locked, 'is-a-file'), '');
  const inside = join(locked, 'is-a-file', 'config.yaml');
  await expect(saveView({ path: inside, name: 'mine', view, replace: false })).rejects.toThrow(
    /^Not saved: .* cannot be/,
  );
  if (process.getuid?.() === 0) return;
  await chmod(locked, 0o500);
  const none = saveView({ path: join(locked, 'config.yaml'), name: 'mine', view, replace: false });
  await expect(none).rejects.toThrow(/cannot be written \(EACCES\)/);
  await chmod(locked, 0o700);
});
