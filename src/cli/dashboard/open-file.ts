// `--open FILE`: checks the extract and makes it the place of the dashboard.
import type { WatchedScopes } from '../../engine/access/place.ts';
import { type OpenedExtract, openExtract } from '../../engine/extract/open-extract.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { fileReason } from '../../lib/files/file-reason.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import { ExtractRefused } from '../../store/extract/refused.ts';
import type { StorePlace } from '../../store/file/location.ts';
import { troubleOf } from '../../store/file/trouble.ts';
import type { EngineExtract } from './engine/engine-start.ts';

export interface ExtractFile {
  readonly place: WatchedScopes;
  readonly store: Promise<StorePlace>;
  readonly start: EngineExtract;
  /** The first moment at which something is known, in ISO 8601. */
  readonly firstTime: string;
  /** Shown at the start. */
  readonly notice: string;
  /** Removes the private copy. */
  remove(): void;
}

/** Rejects with one sentence if the file cannot be opened. */
export async function readExtractFile(file: string): Promise<ExtractFile> {
  const { remove, ...start } = opened(file);
  const regions = [...new Set(start.scopes.map(({ region }) => region))];
  return {
    place: { connections: [], regions },
    store: Promise.resolve({ path: start.path, isNamed: true, isShared: false, notices: [] }),
    start,
    firstTime: new Date(start.rowsFrom).toISOString(),
    notice: noticeOf(start),
    remove,
  };
}

/** Says it where the lists are not known from the start. */
function noticeOf({ rowsFrom, listsFrom, to }: EngineExtract): string {
  const keys = '] steps, :play 60x plays, :now shows its end';
  if (listsFrom === rowsFrom) return `Extract to ${formatDateTime(to)}: ${keys}`;
  return `Lists are known from ${formatDateTime(listsFrom)}, before it only what AWS dates (~): ${keys}`;
}

function opened(file: string): OpenedExtract {
  try {
    return openExtract(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error(`there is no file ${file}; vaultop store export writes one.`);
    const isFile = fileReason(error) !== undefined || troubleOf(error) !== undefined;
    if (error instanceof ExtractRefused || isFile) throw new Error(`${file} cannot be opened: ${errorMessage(error)}`);
    throw error;
  }
}
