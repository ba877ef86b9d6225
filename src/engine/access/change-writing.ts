// Carries out `:write`, and returns the sentence that reports the result.
import type { WriteWindow } from '../../aws/write-window.ts';
import { formatDuration } from '../../lib/text/format.ts';
import type { NoticeText } from './change-access.ts';
import type { WatchedScopes } from './place.ts';

type Place = Pick<WatchedScopes, 'connections' | 'roles' | 'context'>;

/** `forMs`: 0 ends it. */
export function changeWriting(forMs: number, place: Place, window: WriteWindow | undefined): NoticeText {
  if (!window || !mayWrite(place)) return [refusal(place), 'warn'];
  if (forMs <= 0) {
    window.close();
    return ['Read-only: :write 30m allows changes again', 'good'];
  }
  window.open(forMs);
  return [
    `Changes are allowed for ${formatDuration(forMs).replace(/(?<=m)00s$/, '')}; :write off forbids them again`,
    'warn',
  ];
}

const mayWrite = ({ connections, roles }: Place): boolean =>
  [...connections, ...(roles ? [roles.role] : [])].some(({ write, timedWrite }) => write || timedWrite);

const refusal = ({ context }: Place): string =>
  context === undefined
    ? 'This run is read-only: start with --write, or use a context with write: timed.'
    : `Context ${context} allows no changes: its "write" is neither true nor timed.`;
