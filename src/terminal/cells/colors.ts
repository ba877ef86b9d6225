// A colour is one number: the terminal's default, an index into its palette, or 24 bits of red, green and blue. This
// file reduces rich colours to those of the terminal.
import type { ColorCount } from '../capabilities.ts';

export const defaultColor = -1;
const rgbMark = 0x1_00_00_00;

export const isRgb = (color: number): boolean => color >= rgbMark;

export const toRgbColor = (red: number, green: number, blue: number): number =>
  rgbMark + ((red & 255) << 16) + ((green & 255) << 8) + (blue & 255);

export function rgbOf(color: number): [red: number, green: number, blue: number] {
  if (isRgb(color)) return [(color >> 16) & 255, (color >> 8) & 255, color & 255];
  if (color < 16) return basicPalette[color] ?? [0, 0, 0];
  if (color >= 232) return [8 + (color - 232) * 10, 8 + (color - 232) * 10, 8 + (color - 232) * 10];
  const index = color - 16;
  return [cubeLevel(Math.floor(index / 36)), cubeLevel(Math.floor(index / 6) % 6), cubeLevel(index % 6)];
}

export function degradeColor(color: number, colors: ColorCount): number {
  if (color === defaultColor) return color;
  if (colors === 16_777_216) return isRgb(color) ? shortest(color) : color;
  if (colors === 0) return defaultColor;
  if (colors === 256) return isRgb(color) ? nearest256(color) : color;
  return color < 16 ? color : nearest16(color);
}

// xterm's first sixteen colours; users change them, but a red stays recognizably red.
const basicPalette: ReadonlyArray<[number, number, number]> = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

const cubeLevel = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
const cubeStep = (level: number): number => (level < 48 ? 0 : level < 115 ? 1 : Math.floor((level - 35) / 40));

function nearest256(color: number): number {
  const [red, green, blue] = rgbOf(color);
  const cube = 16 + 36 * cubeStep(red) + 6 * cubeStep(green) + cubeStep(blue);
  const grayLevel = Math.round((red + green + blue) / 3);
  const gray = 232 + Math.max(0, Math.min(23, Math.round((grayLevel - 8) / 10)));
  return distance(color, gray) < distance(color, cube) ? gray : cube;
}

/** A colour that is in the palette of 256 takes half as many bytes by its number there. */
function shortest(color: number): number {
  const index = nearest256(color);
  return distance(color, index) === 0 ? index : color;
}

function nearest16(color: number): number {
  let best = 0;
  for (let index = 1; index < 16; index++) if (distance(color, index) < distance(color, best)) best = index;
  return best;
}

function distance(one: number, other: number): number {
  const [red, green, blue] = rgbOf(one);
  const [otherRed, otherGreen, otherBlue] = rgbOf(other);
  // Weights near those of perceived luminance distinguish hues better than a plain cube does.
  return 2 * (red - otherRed) ** 2 + 4 * (green - otherGreen) ** 2 + 3 * (blue - otherBlue) ** 2;
}
