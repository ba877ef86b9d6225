// The memory of one reader of alerts, in a file of its own that is replaced as a whole.
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type AlertEntry,
  type AlertMemory,
  type AlertStore,
  createBriefMemory,
  emptyMemory,
} from '../domain/alerts/alert-memory.ts';
import { readPlainFile } from '../lib/files/open-plain-file.ts';
import { writeWhole } from '../lib/files/write-whole.ts';

const format = 'vaultop.alerts/1';

/** `path`: undefined if there is no directory for it: the memory ends with the program. */
export function createAlertFile(
  path: string | undefined,
  complain: (problem: string, error: unknown) => void,
): AlertStore {
  if (path === undefined) return createBriefMemory();
  return {
    async load() {
      try {
        return readMemory(await readPlainFile(path));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        // Two notifications are better than none: present findings count as new.
        complain('the file of sent notifications cannot be read', error);
        return { ...emptyMemory, isLost: true };
      }
    },
    async save(memory) {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeWhole(path, toText(memory));
      } catch (error) {
        complain('the file of sent notifications cannot be written', error);
      }
    },
  };
}

const toText = ({ entries, places, digestAt }: AlertMemory): string =>
  `${JSON.stringify({ format, digestAt, places: [...places], entries: [...entries] })}\n`;

function readMemory(text: string): AlertMemory {
  const read = JSON.parse(text) as Record<string, unknown>;
  const { entries, places, digestAt } = read;
  if (read.format !== format || !Array.isArray(entries) || !Array.isArray(places))
    throw new Error('The file is not a file of sent notifications.');
  return {
    entries: new Map(entries.filter(isEntry)),
    places: new Set(places.filter((place) => typeof place === 'string')),
    ...(typeof digestAt === 'number' ? { digestAt } : {}),
  };
}

function isEntry(value: unknown): value is [string, AlertEntry] {
  if (!Array.isArray(value) || typeof value[0] !== 'string') return false;
  const entry = value[1] as Record<string, unknown> | null;
  const numbers = ['severityAt', 'count', 'countAt', 'notifiedAt', 'seenAt'] as const;
  return (
    typeof entry === 'object' &&
    entry !== null &&
    typeof entry.severity === 'string' &&
    typeof entry.place === 'string' &&
    numbers.every((name) => typeof entry[name] === 'number')
  );
}
