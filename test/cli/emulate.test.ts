import { expect, test } from 'vitest';
import * as Backup from '../../src/aws/declared/backup.ts';
import { readEmulateArguments } from '../../src/cli/emulate/arguments.ts';
import { readQuirks } from '../../src/cli/emulate/emulate.ts';
import { help } from '../../src/cli/emulate/help.ts';
import { createBackupService } from '../../src/emulator/backup/backup-service.ts';
import { faultKinds } from '../../src/emulator/faults.ts';
import { formatOperationTable, operationTable } from '../../src/emulator/operation-table.ts';
import { allQuirks, realQuirks } from '../../src/emulator/quirks.ts';

const read = (...words: string[]) => readEmulateArguments(words);

test('as a tool it throttles and has all quirks', () => {
  const args = read();
  expect(args).toMatchObject({ port: 4510, throttle: true, quirks: [], withoutQuirks: [] });
  expect(readQuirks({ quirks: [], withoutQuirks: [] })).toEqual(realQuirks);
});

test('quirks are chosen, or left out', () => {
  expect(readQuirks({ quirks: ['any-order'], withoutQuirks: [] })).toEqual(['any-order']);
  const left = readQuirks({ quirks: [], withoutQuirks: ['any-order', 'unknown-enums'] });
  expect(left).toEqual(realQuirks.filter((quirk) => quirk !== 'any-order' && quirk !== 'unknown-enums'));
});

test('flags are read', () => {
  expect(
    read(
      '--no-throttle',
      '--fault',
      '*=hang',
      '--no-quirk',
      'any-order',
      '--estate',
      'large',
      '--tls-cert',
      'c.pem',
      '--tls-key',
      'k.pem',
    ),
  ).toMatchObject({
    throttle: false,
    faults: ['*=hang'],
    withoutQuirks: ['any-order'],
    estate: 'large',
    tls: { cert: 'c.pem', key: 'k.pem' },
  });
  expect(read('--help-operations')).toMatchObject({ helpOperations: true });
});

test.each([
  [['--tls-cert', 'c.pem'], /--tls-cert and --tls-key must be used together/],
  [['--quirk', 'any-order', '--no-quirk', 'any-order'], /cannot be combined/],
  [['--estate', 'huge'], /--estate takes small, medium, large, waves or types, not "huge"/],
])('%j is refused', (words, reason) => {
  expect(() => read(...words)).toThrow(reason);
});

test('an unknown quirk is refused', () => {
  expect(() => readQuirks({ quirks: ['odd'], withoutQuirks: [] })).toThrow(/Unknown quirk "odd"/);
});

test('the help names every fault and every quirk', () => {
  const words = new Set(help().split(/[\s[\]:;]+/));
  expect([...faultKinds, ...allQuirks].filter((name) => !words.has(name))).toEqual([]);
});

test('the table has a row for every operation of AWS Backup, and tells the truth', () => {
  const rows = operationTable(createBackupService());
  const commands = Object.keys(Backup).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
  expect(rows.map(({ operation }) => operation).toSorted()).toEqual(commands.toSorted());
  expect(rows.find(({ operation }) => operation === 'CreateBackupVault')).toMatchObject({ support: 'stateful' });
  expect(rows.filter(({ support, note }) => support !== 'stateful' && note === '')).toEqual([]);
  expect(rows.filter(({ support }) => support === 'not yet')).toEqual([]);
});

test('the table is printed with its sum', () => {
  const text = formatOperationTable([
    { operation: 'ListTags', support: 'stateful', note: '' },
    { operation: 'ListScanJobs', support: 'not yet', note: 'answers 501' },
  ]);
  expect(text).toBe(
    'ListTags      stateful\nListScanJobs  not yet   answers 501\n\n2 operations of AWS Backup: 1 stateful, 0 thin, 1 not yet.\n',
  );
});
