// The attention list as others than lists read it: its lines, and how many there are of each severity.
import { noAttention } from '../app/attention/attention-counts.ts';
import type { AttentionCount, AttentionReads, Data } from '../app/state/data.ts';
import { everywhere } from '../app/state/watching.ts';
import { type LineRow, worstFirst } from '../domain/attention/line-row.ts';
import type { IdentityOf } from '../engine/asked-scopes.ts';
import type { ReadableStore } from '../engine/program-store.ts';
import { derivedQuestions } from './lists/derived-questions.ts';
import { createListPlaces } from './lists/list-places.ts';

export interface StoredAttentionOptions {
  readonly store: ReadableStore | undefined;
  readonly identityOf: IdentityOf;
}

export function createStoredAttention({ store, identityOf }: StoredAttentionOptions): AttentionReads {
  const placesOf = createListPlaces(identityOf);
  let counted: { readonly scopes: Data['scopes']; readonly text: string; readonly counts: AttentionCount } | undefined;
  store?.subscribe(() => {
    counted = undefined;
  });

  function listIn(data: Data) {
    const sight = store?.sight();
    const places = sight && placesOf(derivedQuestions(everywhere('attention', data), data));
    return sight && places && { reader: sight.reader, places };
  }

  return {
    rows(data) {
      const list = listIn(data);
      if (!list) return noAttention.rows(data);
      const { reader, places } = list;
      const scopes = places.scopes(reader.scopeIds());
      const rows = reader
        .rows(reader.openIds({ resource: 'attention', scopes }))
        .flatMap((found): LineRow[] =>
          found && !found.row.muted ? [{ ...found.row, scope: places.scopeOf(found.scope) }] : [],
        );
      return worstFirst(rows, data.now);
    },
    counts(data) {
      const list = listIn(data);
      if (!list) return noAttention.counts(data);
      const { reader, places } = list;
      if (counted?.scopes === data.scopes && counted.text === places.text) return counted.counts;
      const found = reader.countByState('attention', places.groups(reader.scopeIds()).flat());
      const counts = { ...noAttention.counts(data), ...Object.fromEntries(found) };
      counted = { scopes: data.scopes, text: places.text, counts };
      return counts;
    },
  };
}
