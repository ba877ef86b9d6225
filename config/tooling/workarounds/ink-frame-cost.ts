// Makes the cost of a frame depend on its changes. For each frame, Ink 8 parses every text on the screen and composes
// every row again, cell by cell. Patched in the bundle, until Ink caches unchanged parts itself:
// https://github.com/vadimdemedes/ink/blob/v8.0.0/src/output.ts
import { resolve } from 'node:path';
import type { PackagePatch, Replacement } from './package-patch.ts';

/** The minimum number of cached lines; at most twice as many. A screen has 50 lines. */
const mostLines = 250;
/** The same for parsed lines, each of which takes some kilobytes. They are needed if texts share a row, and are cut. */
const mostApart = 50;

const output: readonly Replacement[] = [
  {
    why: 'the caches outlive the frame',
    from: 'caches = new OutputCaches();',
    to: 'caches = cachesOfAllFrames();',
  },
  {
    why: 'the lines of a text are put together once',
    from: `        const characterLines = [[]];
        for (const character of this.caches.getStyledChars(text)) {
            if (character.value === '\\n') {
                characterLines.push([]);
            }
            else {
                characterLines.at(-1).push(character);
            }
        }
        let lines = characterLines.map(line => styledCharsToString(line));`,
    to: '        let lines = linesOf(text, this.caches);',
  },
  {
    why: 'a line that is not clipped is not cut',
    from: 'return this.sliceLineToColumns(line, from, to);',
    to: 'return from === 0 && to === width ? line : this.sliceLineToColumns(line, from, to);',
  },
  {
    why: 'what is written to a row is gathered first, to be drawn in cells only where it is new',
    from: `            const characters = this.caches.getStyledChars(line);
            // Nothing to write (e.g. line was clipped away).`,
    to: `            currentLine.push({ x, line });
        }
    }
    drawPieces(pieces) {
        const currentLine = Array.from({ length: this.width }, () => blank);
        for (const { x, line } of pieces) {
            const characters = this.caches.getStyledChars(line);
            // Nothing to write (e.g. line was clipped away).`,
  },
  {
    why: 'and handed back',
    from: `                currentLine[offsetX] = blankCell(currentLine[offsetX]);
            }
        }
    }`,
    to: `                currentLine[offsetX] = blankCell(currentLine[offsetX]);
            }
        }
        return currentLine;
    }`,
  },
  {
    why: 'without an iterator for each text',
    from: 'for (let [index, line] of lines.entries()) {',
    to: `for (let index = 0; index < lines.length; index++) {
            let line = lines[index];`,
  },
  {
    why: 'no cell is made for a row that is not drawn',
    from: `            const row = [];
            for (let x = 0; x < this.width; x++) {
                row.push({
                    type: 'char',
                    value: ' ',
                    fullWidth: false,
                    styles: [],
                });
            }
            output.push(row);`,
    to: '            output.push([]);',
  },
  {
    why: 'a row with the same texts at the same columns is the same row',
    from: `            .map(line => {
            // See https://github.com/vadimdemedes/ink/pull/564#issuecomment-1637022742
            const lineWithoutEmptyItems = line.filter(item => item !== undefined);
            return styledCharsToString(lineWithoutEmptyItems).trimEnd();
        })`,
    to: '            .map(pieces => rowOf(pieces, this))',
  },
];

const helpers = `
import { RecentMap } from ${JSON.stringify(resolve(import.meta.dirname, '../../../src/lib/recent-map.ts'))};
const blank = { type: 'char', value: ' ', fullWidth: false, styles: [] };
let sharedCaches;
function cachesOfAllFrames() {
  if (sharedCaches) return sharedCaches;
  sharedCaches = new OutputCaches();
  for (const name of ['widths', 'blockWidths', 'lines', 'rows']) sharedCaches[name] = new RecentMap(${mostLines});
  sharedCaches.styledChars = new RecentMap(${mostApart});
  return sharedCaches;
}
function linesOf(text, caches) {
  let lines = caches.lines.get(text);
  if (lines === undefined) {
    const characters = [[]];
    for (const character of caches.getStyledChars(text)) {
      if (character.value === '\\n') characters.push([]);
      else characters.at(-1).push(character);
    }
    lines = characters.map(line => styledCharsToString(line));
    caches.lines.set(text, lines);
    // Alone on its row it is drawn as it is.
    for (const line of lines) caches.rows.set(line, line.trimEnd());
  }
  return lines;
}
function rowOf(pieces, output) {
  if (pieces.length === 0) return '';
  const { caches, width } = output;
  const key = pieces.length === 1 && pieces[0].x === 0
    ? pieces[0].line
    : width + pieces.map(({ x, line }) => '\\n' + x + ' ' + line).join('');
  let row = caches.rows.get(key);
  if (row === undefined) {
    const cells = output.drawPieces(pieces).filter(item => item !== undefined);
    row = styledCharsToString(cells).trimEnd();
    caches.rows.set(key, row);
  }
  return row;
}
`;

const renderNodeToOutput: readonly Replacement[] = [
  {
    why: 'a text is measured once',
    from: 'const currentWidth = widestLine(text);',
    to: 'const currentWidth = output.caches.getWidestLine(text);',
  },
];

const squashTextNodes: readonly Replacement[] = [
  {
    why: 'a text is put together once',
    from: `const squashTextNodes = (node) => {
    let text = '';`,
    to: `const squashTextNodes = (node) => node.squashed ??= squash(node);
const squash = (node) => {
    let text = '';`,
  },
];

const dom: readonly Replacement[] = [
  {
    why: 'until something in it changes',
    from: 'const markNodeAsDirty = (node) => {',
    to: `const markNodeAsDirty = (node) => {
    for (let at = node; at; at = at.parentNode) at.squashed = undefined;`,
  },
];

/**
 * Both are for developers of Ink and left out of the bundle; an await would make all importers of Ink asynchronous
 * modules.
 */
const reconciler: readonly Replacement[] = [
  { why: 'no wait for developer tools', from: "await import('./devtools.js');", to: "import('./devtools.js');" },
  { why: 'no wait for a version', from: 'const loaded = await loadPackageJson();', to: 'const loaded = {};' },
];

export const inkFrameCost: PackagePatch = {
  name: 'ink-frame-cost',
  packageName: 'ink',
  files: {
    'build/output.js': { replacements: output, after: helpers },
    'build/render-node-to-output.js': { replacements: renderNodeToOutput },
    'build/squash-text-nodes.js': { replacements: squashTextNodes },
    'build/dom.js': { replacements: dom },
    'build/reconciler.js': { replacements: reconciler },
  },
};
