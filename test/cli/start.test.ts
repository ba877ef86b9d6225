// The modules that are loaded between the command and the first frame: listed, so that they stay few.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, type BuildResult, build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { bundleOptions, launcherOptions, programOptions } from '../../config/tooling/bundle-options.ts';
import { buildLazily } from '../../config/tooling/workarounds/lazy-modules.ts';
import { paintLastScreen } from '../../src/cli/launch.ts';

type Bundle = BuildResult<{ metafile: true; write: false }>;
let launcher: Bundle;
let program: Bundle;

beforeAll(async () => {
  const bundle = (options: BuildOptions): Promise<Bundle> => build({ ...options, metafile: true, write: false });
  [launcher, program] = await Promise.all([bundle(launcherOptions('dist')), programOptions('dist').then(bundle)]);
});

describe('before the last known screen is painted', () => {
  test('one file is read, with none of the packages and little of ours', () => {
    const [file, ...others] = Object.values(launcher.metafile.outputs);
    expect(others).toEqual([]);
    expect(Object.keys(file?.inputs ?? {}).filter((file) => !/^(src\/|builtin:)/.test(file))).toEqual([]);
    expect(file?.bytes).toBeLessThan(10_100);
  });

  test('nothing of Node that is slow to load', () => {
    const [file] = Object.values(launcher.metafile.outputs);
    const builtin = Object.keys(file?.inputs ?? {}).filter((file) => file.startsWith('builtin:'));
    expect(new Set(builtin)).toEqual(new Set(['builtin:fs', 'builtin:module', 'builtin:os', 'builtin:path']));
  });
});

test('a one-shot command does not open the standard input', () => {
  const stdin = vi.spyOn(process, 'stdin', 'get');
  onTestFinished(() => stdin.mockRestore());
  expect(paintLastScreen(['get', 'vaults'])).toBeUndefined();
  expect(stdin).not.toHaveBeenCalled();
  paintLastScreen([]);
  expect(stdin).toHaveBeenCalled();
});

describe('before the live frame is drawn', () => {
  let loaded: readonly string[] = [];
  /** What the chunks import: other chunks, and what stays outside the bundle. */
  let imported: readonly string[] = [];
  let files = 0;

  beforeAll(() => {
    const { outputs } = program.metafile;
    const chunks = new Set<string>();
    const load = (chunk: string): void => {
      if (chunks.has(chunk)) return;
      chunks.add(chunk);
      for (const { path, kind } of outputs[chunk]?.imports ?? []) if (kind === 'import-statement') load(path);
    };
    const entries = ['cli/run.ts', 'dashboard/dashboard.ts', 'dashboard/live.ts', 'components/mount.tsx'];
    for (const entry of entries) {
      const [chunk] = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint?.endsWith(entry)) ?? [];
      expect(chunk).toBeDefined();
      load(chunk ?? '');
    }
    files = chunks.size;
    loaded = [...chunks].flatMap((chunk) => Object.keys(outputs[chunk]?.inputs ?? {}));
    const imports = [...chunks].flatMap((chunk) => outputs[chunk]?.imports ?? []);
    imported = imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path);
  });

  test.each(['@aws-sdk/', '@smithy/', 'zod/', 'yaml/', 'src/emulator/', 'src/settings/read-config'])(
    '%s is not loaded',
    (part) => {
      expect(loaded.filter((file) => file.includes(part))).toEqual([]);
    },
  );

  test('few files are read: each is resolved, read and linked for itself', () => {
    expect(files).toBeLessThan(30);
  });

  test('Node’s own modules load when they are used', () => {
    expect(imported.filter((path) => !path.startsWith('dist/'))).toEqual([]);
  });

  test('one string-width is, not a copy for each package', () => {
    expect(loaded.filter((file) => /\/string-width\/index\.js$/.test(file))).toHaveLength(1);
  });
});

describe('in the engine’s thread', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const file = join(outdir, 'engine.mjs');
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  beforeAll(async () => {
    const entryPoints = { engine: 'src/cli/dashboard/engine/open-engine.ts' };
    await buildLazily({ ...bundleOptions(), entryPoints, outdir, outExtension: { '.js': '.mjs' } });
  });

  test('V8 reads what stands in a module when it is first needed', () => {
    const measure = `await import(${JSON.stringify(file)});
      console.log((await import('node:v8')).getHeapStatistics().peak_malloced_memory); process.exit();`;
    const most = execFileSync(process.execPath, ['--input-type=module', '-e', measure], { encoding: 'utf8' });
    // Twice as much where each is an arrow function.
    expect(Number(most)).toBeGreaterThan(1e6);
    expect(Number(most)).toBeLessThan(14e6);
  });

  test('the text of the program takes one byte a letter: any letter beyond Latin-1 would double it', () => {
    const texts = [readFileSync(file, 'utf8'), ...program.outputFiles.map(({ text }) => text)];
    const strange = texts.flatMap((text) => text.match(/.{0,20}[^\0-\x7f].{0,20}/g) ?? []);
    expect(strange).toEqual([]);
  });
});
