// Faults of paginated lists: a token that repeats, an empty page that is not the last, a page that changes.
import type { Fault } from '../faults.ts';
import type { WireRequest, WireResponse } from '../protocols/service.ts';

/** Real tokens have another form. */
const tokens = { 'repeat-token': 'AAAA-the-same-again', 'empty-page': 'AAAA-after-nothing' } as const;

/** AWS Backup's older and newer lists spell the parameter differently. */
const names = ['nextToken', 'NextToken'] as const;

const tokenOf = ({ query, body }: WireRequest): string | undefined =>
  names.map((name) => query.get(name)).find((token) => token !== null) ?? /"NextToken"\s*:\s*"([^"]*)"/.exec(body)?.[1];

const isOurs = (token: string | undefined) => Object.values<string | undefined>(tokens).includes(token);

/** The request without a token of this file: it then requests the first page. */
export function withoutFakeToken(request: WireRequest): WireRequest {
  if (!isOurs(tokenOf(request))) return request;
  const query = new URLSearchParams(request.query);
  for (const name of names) query.delete(name);
  return { ...request, query, body: request.body.replace(/,?\s*"NextToken"\s*:\s*"[^"]*"/, '').replace(/^\{,/, '{') };
}

interface PageCall {
  /** Identifies the operation and its caller: the fault `changing-page` needs the last row of the previous page. */
  list: string;
  request: WireRequest;
}

export interface PageFaults {
  apply(fault: Fault, call: PageCall, wireResponse: WireResponse): WireResponse;
}

export function createPageFaults(): PageFaults {
  const lastRows = new Map<string, unknown>();
  return {
    apply({ kind }, { list, request }, wireResponse) {
      if (wireResponse.status >= 300) return wireResponse;
      const document = JSON.parse(wireResponse.body) as Record<string, unknown>;
      const [name, rows] = Object.entries(document).find(([, value]) => Array.isArray(value)) ?? [];
      if (name === undefined || !Array.isArray(rows)) return wireResponse;
      if (kind === 'repeat-token') document.NextToken = tokens['repeat-token'];
      if (kind === 'empty-page' && !tokenOf(request)) {
        document[name] = [];
        document.NextToken = tokens['empty-page'];
      }
      if (kind === 'changing-page') {
        const before = tokenOf(request) ? lastRows.get(list) : undefined;
        lastRows.set(list, rows.at(-1));
        // A new row at the beginning moved the last row to this page, and another row was deleted.
        if (before !== undefined) document[name] = [before, ...rows.slice(1)];
      }
      return { ...wireResponse, body: JSON.stringify(document) };
    },
  };
}
