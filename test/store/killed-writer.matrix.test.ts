import { join } from 'node:path';
import { expect, test } from 'vitest';
import { caseCount } from '../support/matrix.ts';
import { newFolder } from './child.ts';
import { killedWriter } from './killed-writer.ts';

test('a hundred kills of a program that writes lose nothing', async () => {
  const kills = caseCount(1, 100);
  expect(await killedWriter(join(newFolder(), 'stores/aws.sqlite'), kills)).toEqual({ problems: [], noticed: kills });
});
