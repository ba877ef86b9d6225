// In the bundle a module that imports React or Node's `process` gets their exports themselves, not an object of its own with a
// getter for each.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { bundleOptions } from '../../config/tooling/bundle-options.ts';

/** The program with a second module, bundled with readable names. */
async function bundled(program: string, other: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'other.js'), other);
  const { outputFiles } = await build({
    ...bundleOptions(),
    minify: false,
    write: false,
    stdin: { contents: `${program}\nimport ${JSON.stringify(join(folder, 'other.js'))};`, resolveDir: resolve('.') },
    nodePaths: [resolve('node_modules')],
  });
  return outputFiles?.[0]?.text ?? '';
}

const calls = (text: string, name: string): number => text.split(`${name}()`).length - 1;

test('React is read once, and its exports are the same in all modules', async () => {
  const text = await bundled(
    "import React, { useState } from 'react';\nimport { jsx } from 'react/jsx-runtime';\nconsole.log(React, useState, jsx);",
    "import React, { useMemo } from 'react';\nimport { jsxs } from 'react/jsx-runtime';\nconsole.log(React, useMemo, jsxs);",
  );
  expect([calls(text, 'require_react'), calls(text, 'require_jsx_runtime')]).toEqual([1, 1]);
});

test('a required React stays what it is', async () => {
  const text = await bundled("const React = require('react');\nconsole.log(React);", 'export {};');
  expect(text).toContain('console.log(React)');
  expect(text).not.toContain('direct-react');
});

test('`process` is not copied', async () => {
  const text = await bundled(
    "import process, { env } from 'node:process';\nconsole.log(process, env);",
    "import process from 'process';\nconsole.log(process);",
  );
  expect(calls(text, 'require_process')).toBe(0);
});
