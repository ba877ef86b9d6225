// The end of the log for a support file.
import { readFileSync } from 'node:fs';
import { type Bag, isBag, parseBag } from '../../lib/bag.ts';
import { filterDocument, type TextFilter } from './anonymize.ts';

const mostLines = 300;

/** Members whose texts the program itself makes. */
const ownTexts: ReadonlySet<string> = new Set([
  'time',
  'level',
  'event',
  'kind',
  'code',
  'service',
  'operation',
  'region',
]);

export function supportLog(path: string | undefined, filter: TextFilter, keepsTexts: boolean): readonly unknown[] {
  const lines = readLines(path).slice(-mostLines);
  return lines.flatMap((text) => {
    const entry = parseBag(text);
    return entry === undefined ? [] : [keepsTexts ? filterDocument(entry, filter, true) : ownPart(entry)];
  });
}

function readLines(path: string | undefined): string[] {
  try {
    return path === undefined ? [] : readFileSync(path, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** Without messages: they quote what AWS and other programs say. */
function ownPart(entry: Bag): Bag {
  const kept = Object.entries(entry).filter(
    ([name, value]) => typeof value === 'number' || typeof value === 'boolean' || isOwnText(name, value),
  );
  const { error } = entry;
  const frames = isBag(error) && typeof error.stack === 'string' ? { frames: framesOf(error.stack) } : {};
  return { ...Object.fromEntries(kept), ...frames };
}

const isOwnText = (name: string, value: unknown): boolean =>
  ownTexts.has(name) && typeof value === 'string' && /^[\w .:+-]{1,80}$/.test(value);

/** 'main.js:12:3' of each frame. */
const framesOf = (stack: string): string[] =>
  [...stack.matchAll(/^ +at .*?([\w.-]+:\d+:\d+)\)?$/gm)].map(([, place = '']) => place);
