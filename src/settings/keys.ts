// Other keys for commands: these keys replace the default ones.
import * as z from 'zod/mini';
import { type Binding, type CommandName, keymap } from '../../config/keys.ts';

const keyError = 'a key such as x, ctrl+x, enter or pgdn, or a list of them';

const key = z.union([z.string().check(z.minLength(1, { error: keyError })), z.int()], { error: keyError });

const keyList = z.union([key, z.array(key)], { error: keyError });

const entries = Object.entries(keymap).map(([command, { help }]: [string, Binding]) => [
  command,
  z.optional(keyList).check(z.describe(help)),
]);

export const keys = z
  .strictObject(Object.fromEntries(entries) as Record<CommandName, z.ZodMiniOptional<typeof keyList>>)
  .check(z.describe('Keys of each command, in place of the default keys; [] for none.'));

export type ConfigKeys = z.output<typeof keys>;
