// Makes a frame cost what has changed in it. Ink 8 takes every line on the screen apart and puts it together again for each
// frame, because the caches of its tokenizer live no longer than a frame. Patched where the program is bundled, until Ink
// keeps them itself: https://github.com/vadimdemedes/ink/blob/v8.0.0/src/output.ts
export const inkFrameFile = /[\\/]node_modules[\\/]ink[\\/]build[\\/](?:output|render-node-to-output)\.js$/;

interface Patch {
  readonly why: string;
  readonly from: string;
  readonly to: string;
}

/** Lines remembered at least, and at most twice as many: a screen has 50. Each costs some kilobytes, character by character. */
const mostLines = 250;

const patches: readonly Patch[] = [
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
    why: 'a text is measured once',
    from: 'const currentWidth = widestLine(text);',
    to: 'const currentWidth = output.caches.getWidestLine(text);',
  },
];

const helpers = `
class RecentMap extends Map {
  older = new Map();
  get(key) {
    const known = super.get(key);
    if (known !== undefined) return known;
    const old = this.older.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }
  set(key, value) {
    if (this.size >= ${mostLines}) {
      this.older = new Map(this);
      this.clear();
    }
    return super.set(key, value);
  }
}
let sharedCaches;
function cachesOfAllFrames() {
  if (sharedCaches) return sharedCaches;
  sharedCaches = new OutputCaches();
  for (const name of ['widths', 'blockWidths', 'styledChars', 'lines']) sharedCaches[name] = new RecentMap();
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
  }
  return lines;
}
`;

/** Refuses a file that no patch fits: Ink has changed, and what is said above is to be looked at again. */
export function patchInkFrame(source: string): string {
  const isOutput = source.includes('class OutputCaches');
  const fitting = patches.filter(({ from }) => source.split(from).length === 2);
  if (fitting.length !== (isOutput ? 3 : 1)) throw new Error('Ink has changed: see config/tooling/ink-frame-cost.ts');
  const patched = fitting.reduce((text, { from, to }) => text.replace(from, () => to), source);
  return isOutput ? patched + helpers : patched;
}
