// The compile cache of the built program, shared by all its starts in tests: each start has a home directory of its
// own.
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Part of the environment of a started program. */
export const sharedCode = {
  NODE_COMPILE_CACHE: join(tmpdir(), `vaultop-test-code-${userInfo().uid}`),
};
