// The title of the terminal's window: where the screen looks, and how many findings are critical and how many are warnings.
import type { Data } from './state/data.ts';
import { isCounted } from './state/lists/gaps.ts';
import { everywhere } from './state/lists/list-requests.ts';
import { accountName } from './state/places.ts';

export interface TitleMarks {
  readonly bad: string;
  readonly warn: string;
}

/** 'vaultop prod ✖4 ▲12'; '?' while nothing is known, '+' if there may be more. */
export function screenTitle(data: Data, marks: TitleMarks): string {
  const { critical, warning } = data.attention.counts(data);
  const isWhole = isCounted(everywhere('attention', data), data);
  const counts = [
    ...(critical > 0 ? [`${marks.bad}${critical}`] : []),
    ...(warning > 0 ? [`${marks.warn}${warning}`] : []),
  ];
  const rest = isWhole ? '' : counts.length === 0 ? '?' : '+';
  const figures = `${counts.join(' ')}${rest}`;
  const origin = data.origin?.toUpperCase();
  const place = placeName(data);
  // The connection of the demo is called as the demo is.
  const words = ['vaultop', origin, place?.toUpperCase() === origin ? undefined : place, figures];
  return words.filter(Boolean).join(' ');
}

/** The context, else the profile, else the account. */
function placeName({ context, connections, identity, accounts }: Data): string | undefined {
  const [first] = connections;
  return context ?? (first?.id || (identity && accountName(identity.accountId, accounts)));
}
