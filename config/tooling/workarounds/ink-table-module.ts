// ink-table ships one CommonJS file that requires 'ink'. Ink's module graph has a top-level await, so that require can
// never work. Turning the file into a module that imports our ink and react keeps one ink in the program. Used by the bundler
// and by the test runner, so that both see the same module.
// It keys its rows by SHA-1, for which it requires object-hash and with that node:crypto. The text of a row is as good a key.
import type { PackagePatch } from './package-patch.ts';

export const inkTableModule: PackagePatch = {
  name: 'ink-table-module',
  packageName: 'ink-table',
  files: {
    'dist/index.js': {
      before: [
        "import * as ink from 'ink';",
        "import react from 'react';",
        'const provided = { ink, react };',
        'const require = (name) => provided[name];',
        'const exports = {};',
        'const module = { exports };\n',
      ].join('\n'),
      replacements: [
        { why: 'object-hash is not required', from: 'const object_hash_1 = require("object-hash");', to: '' },
        { why: 'a row’s key is its text', from: '(0, object_hash_1.sha1)(row)', to: 'JSON.stringify(row)' },
      ],
      after: '\nexport default module.exports.default ?? exports.default;\n',
    },
  },
};
