// Where the store lies, and where it must not.
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileNameOf, locateStore } from '../../src/store/file/location.ts';
import { newFolder } from './child.ts';

const ext4 = 0xef53;
/** Statfs as if `networked` lay on another file system. */
const withNetwork = (networked: string, type: number, localFolder = '/var/tmp') => ({
  localFolder,
  typeOf: (folder: string) => (folder.startsWith(networked) ? type : ext4),
});

test('in the state directory, one file for each endpoint', () => {
  const place = locateStore({ stateFolder: '/home/me/.local/state/vaultop' });
  expect(place).toEqual({
    path: '/home/me/.local/state/vaultop/stores/aws.sqlite',
    isNamed: false,
    isShared: false,
    notices: [],
  });
  const names = ['http://127.0.0.1:4510', 'http://127.0.0.1:4511', 'https://127.0.0.1:4510', undefined].map(fileNameOf);
  expect(new Set(names).size).toBe(4);
  expect(fileNameOf('http://127.0.0.1:4510/')).toBe(names[0]);
  expect(fileNameOf(`http://${'a'.repeat(200)}.example/../../x`)).toMatch(/^[\w.-]{1,90}\.sqlite$/);
});

test('without a home directory, or when the user wants none, it is temporary', () => {
  expect(locateStore({ stateFolder: undefined })).toMatchObject({ notices: [/no home directory.*temporary/] });
  const wanted = locateStore({ stateFolder: '/s', isTemporary: true });
  expect(wanted).toEqual({ isNamed: false, isShared: false, notices: [] });
});

test.each([
  0x6969,
  0xff534d42,
  0xff534d42 | 0,
  0xfe534d42,
  0x517b,
  0x5346414f,
  0x65735546,
  0x01021997,
  0x00c36400,
  0x0bd00bd0,
  0x47504653,
])('not on a file system over the network (%i): then on a local disk, and one line says where and why', (type) => {
  const home = newFolder();
  mkdirSync(join(home, 'state'));
  const fileSystems = withNetwork(home, type);
  const place = locateStore({ stateFolder: join(home, 'state/vaultop'), fileSystems });
  const folder = `/var/tmp/vaultop-${process.getuid?.()}`;
  expect(place).toMatchObject({ path: `${folder}/aws.sqlite`, isShared: true, isNamed: false });
  expect(place.notices).toHaveLength(1);
  expect(place.notices[0]).toMatch(/stores is on a network file system \(\w+\), which .* the store is in \/var\/tmp/);
  expect(() => locateStore({ stateFolder: undefined, file: join(home, 'x.sqlite'), fileSystems })).toThrow(
    /--store .*x\.sqlite is on a network file system .*name a file on a local disk/,
  );
});

test('and temporary where the local directory is networked as well', () => {
  const place = locateStore({ stateFolder: '/home/vaultop', fileSystems: withNetwork('/', 0x6969) });
  expect(place.path).toBeUndefined();
  expect(place.notices).toHaveLength(1);
});

test('where the user says, as a whole path', () => {
  const file = join(realpathSync(newFolder()), 'mine.sqlite');
  const place = locateStore({ stateFolder: '/s', file });
  expect(place).toEqual({ path: file, isNamed: true, isShared: false, notices: [] });
});

test('a file system that cannot be asked is taken for a local one', () => {
  const fileSystems = {
    localFolder: '/var/tmp',
    typeOf: () => {
      throw new Error('ENOSYS');
    },
  };
  expect(locateStore({ stateFolder: '/s', fileSystems })).toMatchObject({ path: '/s/stores/aws.sqlite', notices: [] });
});
