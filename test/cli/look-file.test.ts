// The file with the times of the last look: for its owner only, and other identities' times stay.
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLookFile } from '../../src/cli/dashboard/look-file.ts';
import { newHome } from '../support/built-program.ts';

test('times are kept by identity, in a file for its owner', () => {
  const complaints: string[] = [];
  const path = join(newHome(), 'state', 'looked.json');
  const file = createLookFile(path, (problem) => complaints.push(problem));
  expect([...file.load()]).toEqual([]);
  file.save(new Map([['carol', 1]]));
  createLookFile(path, () => {}).save(new Map([['ben', 2]]));
  file.save(new Map([['carol', 3]]));
  expect([...file.load()]).toEqual([
    ['carol', 3],
    ['ben', 2],
  ]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  expect(complaints).toEqual([]);
});

test.each(['', '{}', '[1]', '{"format":"vaultop.looked/1","at":7}'])(
  'a file with %j is reported, and replaced',
  (text) => {
    const complaints: string[] = [];
    const path = join(newHome(), 'looked.json');
    writeFileSync(path, text);
    const file = createLookFile(path, (problem) => complaints.push(problem));
    expect([...file.load()]).toEqual([]);
    expect(complaints).toEqual(['the file of the last sessions cannot be read']);
    file.save(new Map([['carol', 1]]));
    expect([...file.load()]).toEqual([['carol', 1]]);
  },
);
