// Text attributes: parsed from SGR parameters, written as the shortest change from one set to another.
import { defaultColor, isRgb, rgbOf, toRgbColor } from './colors.ts';

export interface Style {
  readonly foreground: number;
  readonly background: number;
  /** Bits of `flag`. */
  readonly flags: number;
  /** `params;uri` of an OSC 8 hyperlink, or empty. */
  readonly link: string;
}

export const plainStyle: Style = { foreground: defaultColor, background: defaultColor, flags: 0, link: '' };

export const flag = {
  bold: 1,
  dim: 2,
  italic: 4,
  underline: 8,
  blink: 16,
  inverse: 32,
  hidden: 64,
  strike: 128,
  overline: 256,
} as const;

const switches: ReadonlyArray<{ bit: number; on: number; off: number }> = [
  { bit: flag.bold, on: 1, off: 22 },
  { bit: flag.dim, on: 2, off: 22 },
  { bit: flag.italic, on: 3, off: 23 },
  { bit: flag.underline, on: 4, off: 24 },
  { bit: flag.blink, on: 5, off: 25 },
  { bit: flag.inverse, on: 7, off: 27 },
  { bit: flag.hidden, on: 8, off: 28 },
  { bit: flag.strike, on: 9, off: 29 },
  { bit: flag.overline, on: 53, off: 55 },
];

/** Applies the parameters between `CSI` and `m`. */
export function applySgr(style: Style, parameters: string): Style {
  let { foreground, background, flags } = style;
  const codes = parameters.split(/[;:]/);
  for (let index = 0; index < codes.length; index++) {
    const code = Number(codes[index] || 0);
    if (code === 0) {
      foreground = background = defaultColor;
      flags = 0;
    } else if (code === 38 || code === 48 || code === 58) {
      const [color, used] = extendedColor(codes, index + 1);
      index += used;
      if (code === 38) foreground = color ?? foreground;
      if (code === 48) background = color ?? background;
    } else if (code === 4 && parameters.includes(':')) {
      // 4:0 is off and 4:1 to 4:5 are kinds of underline, all treated as the plain one.
      const kind = codes[++index];
      flags = kind === '0' ? flags & ~flag.underline : flags | flag.underline;
    } else {
      flags = applySwitch(flags, code);
      foreground = basicColor(foreground, code, foregroundCodes);
      background = basicColor(background, code, backgroundCodes);
    }
  }
  return { foreground, background, flags, link: style.link };
}

function applySwitch(flags: number, code: number): number {
  let next = code === 21 ? flags | flag.underline : flags;
  for (const { bit, on, off } of switches) {
    if (code === on) next |= bit;
    else if (code === off) next &= ~bit;
  }
  return next;
}

const foregroundCodes = { normal: 30, bright: 90, off: 39 };
const backgroundCodes = { normal: 40, bright: 100, off: 49 };

function basicColor(color: number, code: number, { normal, bright, off }: typeof foregroundCodes): number {
  if (code === off) return defaultColor;
  if (code >= normal && code < normal + 8) return code - normal;
  return code >= bright && code < bright + 8 ? code - bright + 8 : color;
}

function extendedColor(codes: readonly string[], at: number): [color: number | undefined, used: number] {
  const value = (offset: number) => Number(codes[at + offset] || 0);
  if (codes[at] === '5') return [value(1) & 255, 2];
  return codes[at] === '2' ? [toRgbColor(value(1), value(2), value(3)), 4] : [undefined, 1];
}

/** The shortest bytes that change the terminal's attributes from one style to another, without links. */
export function sgrDelta(from: Style | undefined, to: Style): string {
  const reset = [...colorCodes(to), ...onCodes(to.flags)];
  const afresh = reset.length === 0 ? '\x1b[m' : `\x1b[0;${reset.join(';')}m`;
  if (from === undefined) return afresh;
  const changes = changeCodes(from, to);
  if (changes.length === 0) return '';
  const changed = `\x1b[${changes.join(';')}m`;
  return changed.length < afresh.length ? changed : afresh;
}

function changeCodes(from: Style, to: Style): string[] {
  const codes: string[] = [];
  let have = from.flags;
  for (const { bit, off } of switches) {
    if (!(have & bit) || to.flags & bit) continue;
    codes.push(String(off));
    // 22 ends both bold and dim, so the one that stays is set again below.
    have &= off === 22 ? ~(flag.bold | flag.dim) : ~bit;
  }
  codes.push(...onCodes(to.flags & ~have));
  if (from.foreground !== to.foreground) codes.push(colorCode(to.foreground, 30));
  if (from.background !== to.background) codes.push(colorCode(to.background, 40));
  return codes;
}

const onCodes = (flags: number): string[] => switches.filter(({ bit }) => flags & bit).map(({ on }) => String(on));

function colorCodes({ foreground, background }: Style): string[] {
  const codes: string[] = [];
  if (foreground !== defaultColor) codes.push(colorCode(foreground, 30));
  if (background !== defaultColor) codes.push(colorCode(background, 40));
  return codes;
}

function colorCode(color: number, base: 30 | 40): string {
  if (color === defaultColor) return String(base + 9);
  if (isRgb(color)) return `${base + 8};2;${rgbOf(color).join(';')}`;
  if (color < 8) return String(base + color);
  return color < 16 ? String(base + 60 + color - 8) : `${base + 8};5;${color}`;
}
