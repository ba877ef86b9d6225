// The stored rows of one list.
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import { paramsText, readRows } from '../../src/engine/polls/stored-responses.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { resources } from '../../src/resources/index.ts';
import { isListedApart } from '../../src/resources/stored.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';

export function storedRowsOf(store: ProgramStore, request: ListRequest, identity: string): Map<string, AnyRow> {
  const { scope, params } = request;
  const resource = resources[request.resource];
  const reader = store.sight()?.reader;
  if (!reader || !resource.stored) return new Map();
  const requests = isListedApart(resource.stored, params)
    ? { requests: reader.requestIds(resource.id, [storedScope(scope, identity)], paramsText(params)) }
    : {};
  const rows = readRows({ request, identity, reader }, (place) => reader.openIds({ ...place, ...requests }));
  return new Map(rows.map((row) => [resource.key(row), row]));
}
