import { expect, test } from 'vitest';
import { inTemporaryFolder } from '../../src/store/file/temporary-folder.ts';

test('where nothing can be written, the next step is said', () => {
  expect(() => inTemporaryFolder([], () => 1)).toThrow(
    'No directory for a temporary store is writable. Next: set TMPDIR to a writable directory',
  );
});
