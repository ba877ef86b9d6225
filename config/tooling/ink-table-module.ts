// ink-table ships one CommonJS file that requires 'ink'. Ink's module graph has a top-level await, so that require can
// never work. Turning the file into a module that imports our ink, react and object-hash keeps one ink in the program.
// Used by the bundler and by the test runner, so that both see the same module.
export const inkTableFile = /[\\/]node_modules[\\/]ink-table[\\/]dist[\\/]index\.js$/;

export function inkTableAsModule(commonJs: string): string {
  return [
    "import * as ink from 'ink';",
    "import react from 'react';",
    "import objectHash from 'object-hash';",
    "const provided = { ink, react, 'object-hash': objectHash };",
    'const require = (name) => provided[name];',
    'const exports = {};',
    'const module = { exports };',
    commonJs,
    'export default module.exports.default ?? exports.default;',
  ].join('\n');
}
