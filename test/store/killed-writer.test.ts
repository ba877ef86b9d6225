import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder } from './child.ts';
import { killedWriter } from './killed-writer.ts';

test('a program that is killed while it writes loses nothing that was written, and the next start knows', async () => {
  expect(await killedWriter(join(newFolder(), 'stores/aws.sqlite'), 3)).toEqual({ problems: [], noticed: 3 });
});
