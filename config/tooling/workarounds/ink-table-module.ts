// ink-table is a single CommonJS file that requires 'ink'. Ink's module graph has a top-level await, so that require
// always fails. Converting the file to a module that imports the program's ink and react keeps a single ink in the
// program. Used by the bundler and by the test runner, so that both use the same module.
// ink-table uses SHA-1 for the keys of its rows, for which it requires object-hash and node:crypto. The text of a row
// serves equally well as a key.
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
