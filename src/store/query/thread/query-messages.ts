// The messages between the thread of a dashboard and its query thread: plain data. Queries are identified by numbers.
import type { ListQuery, ListResult, RowIds } from '../list-query.ts';
import type { FoundIds, SearchQuery } from '../search-query.ts';

export type QueryMessage =
  | { readonly kind: 'ids'; readonly number: number; readonly query: ListQuery }
  | { readonly kind: 'search'; readonly number: number; readonly query: SearchQuery }
  | { readonly kind: 'cancel'; readonly number: number };

export type QueryReply = { readonly number: number } /** A step of this query begins. */ & (
  | { readonly kind: 'step' }
  | { readonly kind: 'first'; readonly ids: RowIds }
  | { readonly kind: 'answer'; readonly response: ListResult }
  | { readonly kind: 'found'; readonly found: FoundIds }
  | { readonly kind: 'searched' }
  | { readonly kind: 'failed'; readonly message: string }
);
