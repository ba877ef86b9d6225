import { describe, expect, test } from 'vitest';
import { formValuesOf, readRestoreLines } from '../../src/cli/act/restore-lines.ts';

describe('the lines of a file of restores', () => {
  test('JSON and CSV say the same', () => {
    const json = [
      { point: 'arn:1', vault: 'prod', targetTableName: 'carts-2' },
      { point: 'arn:2', vault: 'prod', time: '3h ago', ItemsToRestore: ['s3://a/b, c'] },
    ];
    const csv = `point,vault,time,targetTableName,ItemsToRestore
arn:1,prod,,carts-2,
arn:2,prod,3h ago,,"[""s3://a/b, c""]"\r
`;
    expect(readRestoreLines(csv)).toEqual(readRestoreLines(JSON.stringify(json)));
    expect(readRestoreLines(csv)[1]).toEqual({
      point: 'arn:2',
      vault: 'prod',
      common: { time: '3h ago' },
      metadata: { ItemsToRestore: '["s3://a/b, c"]' },
    });
  });

  test.each([
    ['', /no restores/],
    ['point,vault\n', /no restores/],
    ['point,vault\narn:1,\n', /line 2: point, the ARN/],
    ['point,vault\narn:1,prod,more', /line 2 has more values/],
    ['[{"vault": "prod"}]', /entry 1: point, the ARN/],
    ['[7]', /entry 1 is not an object/],
    ['[', /is not valid JSON/],
  ])('%j is refused', (text, message) => {
    expect(() => readRestoreLines(text)).toThrow(message);
  });

  test('keys of AWS become fields of the form, in any spelling; others go into the document', () => {
    const line = { point: '', vault: '', common: { role: 'r' }, metadata: { dbinstanceidentifier: 'new', Port: '1' } };
    expect(formValuesOf(line, 'RDS')).toEqual({
      role: 'r',
      'rds-dbinstance-identifier': 'new',
      document: '{"Port":"1"}',
    });
  });
});
