// Ink as the build patches it against Ink as published: the same frames at a lower cost.
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import fc from 'fast-check';
import type * as Ink from 'ink';
import type { createElement, ReactNode } from 'react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleOptions } from '../../config/tooling/bundle-options.ts';
import { caseCount } from '../support/matrix.ts';
import { createFakeTty } from './fake-tty.ts';

type Bundle = Pick<typeof Ink, 'Box' | 'Text' | 'render'> & { h: typeof createElement };

interface Piece {
  readonly text: string;
  readonly color: string | undefined;
  readonly bold?: boolean;
  readonly pieces?: readonly Piece[];
}

/** What a screen of ours is made of: lines below each other, side by side, over each other, and cut. */
type Part =
  | { readonly kind: 'line'; readonly pieces: readonly Piece[]; readonly wrap: 'wrap' | 'truncate-end' }
  | { readonly kind: 'box'; readonly row: boolean; readonly height?: number; readonly parts: readonly Part[] }
  | { readonly kind: 'over'; readonly left: number; readonly top: number; readonly parts: readonly Part[] };

const [columns, rows] = [24, 8];
const colorName = fc.option(fc.constantFrom('red', 'green', '#10a0f0', 'gray'), { nil: undefined });
const text = fc
  .array(
    fc.constantFrom('a', 'bc', ' ', '   ', '日本', 'e\u0301', '👩‍💻', '❤️', '\u200d', '─', '›', 'word ', '\n', '\t'),
    {
      maxLength: 9,
    },
  )
  .map((parts) => parts.join(''));
const piece: fc.Arbitrary<Piece> = fc.letrec<{ piece: Piece }>((tie) => ({
  piece: fc.record({
    text,
    color: colorName,
    bold: fc.boolean(),
    pieces: fc.oneof(
      { weight: 5, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(tie('piece'), { maxLength: 2 }) },
    ),
  }),
})).piece;
const { part } = fc.letrec<{ part: Part }>((tie) => {
  const parts = fc.array(tie('part'), { maxLength: 5 });
  const line = fc.record({
    kind: fc.constant('line' as const),
    pieces: fc.array(piece, { minLength: 1, maxLength: 4 }),
    wrap: fc.constantFrom('wrap' as const, 'truncate-end' as const),
  });
  return {
    part: fc.oneof(
      { maxDepth: 3 },
      { weight: 4, arbitrary: line },
      fc.record(
        { kind: fc.constant('box' as const), row: fc.boolean(), height: fc.integer({ min: 1, max: 4 }), parts },
        { requiredKeys: ['kind', 'row', 'parts'] },
      ),
      fc.record({
        kind: fc.constant('over' as const),
        left: fc.integer({ min: -3, max: 20 }),
        top: fc.integer({ min: -2, max: 6 }),
        parts,
      }),
    ),
  };
});
const frame = fc.array(part, { maxLength: 6 });
type Step = { readonly kind: 'frame'; readonly frame: Part[] } | { readonly kind: 'edit'; readonly part: Part };
/** Most frames are the one before with one part changed. */
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.record({ kind: fc.constant('frame' as const), frame }),
    fc.record({ kind: fc.constant('edit' as const), part }),
    fc.record({ kind: fc.constant('edit' as const), part }),
  ),
  { minLength: 2, maxLength: 8 },
);

function pieceOf({ h, Text }: Bundle, { text: own, pieces = [], color, bold = false }: Piece, key: number): ReactNode {
  const style = { bold, ...(color ? { color } : {}) };
  return h(Text, { key, ...style }, own, ...pieces.map((inner, index) => pieceOf({ h, Text } as Bundle, inner, index)));
}

function partOf(bundle: Bundle, it: Part, key: number): ReactNode {
  const { h, Box, Text } = bundle;
  if (it.kind === 'line')
    return h(Text, { key, wrap: it.wrap }, ...it.pieces.map((inner, index) => pieceOf(bundle, inner, index)));
  const parts = it.parts.map((inner, index) => partOf(bundle, inner, index));
  if (it.kind === 'over')
    return h(
      Box,
      { key, position: 'absolute', marginLeft: it.left, marginTop: it.top, flexDirection: 'column' },
      ...parts,
    );
  const height = it.height === undefined ? {} : { height: it.height };
  return h(
    Box,
    { key, flexDirection: it.row ? 'row' : 'column', overflow: 'hidden', flexShrink: 0, ...height },
    ...parts,
  );
}

const treeOf = (bundle: Bundle, parts: readonly Part[]): ReactNode =>
  bundle.h(
    bundle.Box,
    { flexDirection: 'column', width: columns, height: rows, overflow: 'hidden' },
    ...parts.map((it, index) => partOf(bundle, it, index)),
  );

/** Each frame as Ink puts it together. */
function drawn(bundle: Bundle, frames: readonly (readonly Part[])[]): string[] {
  const tty = createFakeTty(columns, rows);
  const stdout = tty as unknown as NodeJS.WriteStream;
  const ink = bundle.render(treeOf(bundle, []), { stdout, debug: true, patchConsole: false, exitOnCtrlC: false });
  const texts = frames.map((parts) => {
    ink.rerender(treeOf(bundle, parts));
    return tty.taken();
  });
  ink.unmount();
  return texts;
}

const framesOf = (moves: readonly Step[]): Part[][] => {
  let now: Part[] = [];
  return moves.map((step, index) => {
    now = step.kind === 'frame' ? step.frame : now.toSpliced(index % (now.length + 1), 1, step.part);
    return now;
  });
};

/** Counts the texts that Ink splits into characters. */
const counting: Plugin = {
  name: 'counting',
  setup(bundle) {
    bundle.onLoad({ filter: /ansi-tokenize[\\/]build[\\/]styledChars\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        'export function styledCharsFromTokens(tokens) {',
        '$& globalThis.textsTakenApart = (globalThis.textsTakenApart ?? 0) + 1;',
      ),
    }));
  },
};
const counts = globalThis as { textsTakenApart?: number };

describe('Ink as the program has it', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  let ours: Bundle;
  let theirs: Bundle;

  beforeAll(async () => {
    const options = bundleOptions();
    const stdin = {
      contents: "export { Box, Text, render } from 'ink'; export { createElement as h } from 'react';",
      resolveDir: import.meta.dirname,
    };
    const plugins = [counting, ...(options.plugins ?? [])];
    await Promise.all([
      build({ ...options, stdin, outfile: join(outdir, 'ours.mjs'), plugins }),
      build({
        ...options,
        stdin,
        outfile: join(outdir, 'theirs.mjs'),
        plugins: plugins.filter(({ name }) => name !== 'ink-frame-cost'),
      }),
    ]);
    ours = (await import(join(outdir, 'ours.mjs'))) as Bundle;
    theirs = (await import(join(outdir, 'theirs.mjs'))) as Bundle;
  });
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  test('draws the same frames', () => {
    fc.assert(
      fc.property(steps, (moves) => {
        const frames = framesOf(moves);
        expect(drawn(ours, frames)).toEqual(drawn(theirs, frames));
      }),
      { numRuns: caseCount(20, 100) },
    );
  });

  test('takes apart the texts that changed, and no other', () => {
    const line = (own: string): Part => ({ kind: 'line', wrap: 'truncate-end', pieces: [{ text: own, color: 'red' }] });
    const list = (cursor: number, first = 0): Part[] =>
      Array.from({ length: rows }, (_, row) => line(`${row === cursor ? '>' : ' '} row ${first + row}`));
    const cost = (bundle: Bundle, ...frames: Part[][]) => {
      counts.textsTakenApart = 0;
      drawn(bundle, frames);
      return counts.textsTakenApart;
    };
    const before = list(0);
    cost(ours, before);
    expect(cost(ours, before)).toBe(0);
    expect(cost(ours, before, list(1))).toBe(2);
    expect(cost(ours, before, list(1, 1))).toBe(2);
    expect(cost(theirs, before, list(1)) - cost(theirs, before)).toBeGreaterThanOrEqual(rows);
  });
});
