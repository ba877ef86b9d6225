import chalk, { type ColorSupportLevel } from 'chalk';
import { afterAll, beforeAll } from 'vitest';

/** The tests of the file draw with colours, as on most terminals, and count their bytes. */
export function drawInColor(): void {
  let before: ColorSupportLevel;
  beforeAll(() => {
    before = chalk.level;
    chalk.level = 3;
  });
  afterAll(() => {
    chalk.level = before;
  });
}
