// Lists that misbehave: a token that repeats for ever, an empty page that is not the last, a page that changes.
import type { Fault } from '../faults.ts';
import type { WireAnswer, WireRequest } from '../services/service.ts';

/** No real page ends here: the token has another form. */
const tokens = { 'repeat-token': 'AAAA-the-same-again', 'empty-page': 'AAAA-after-nothing' } as const;

/** AWS Backup's older and newer lists spell it differently. */
const names = ['nextToken', 'NextToken'] as const;

const tokenOf = ({ query, body }: WireRequest): string | undefined =>
  names.map((name) => query.get(name)).find((token) => token !== null) ?? /"NextToken"\s*:\s*"([^"]*)"/.exec(body)?.[1];

const isOurs = (token: string | undefined) => Object.values<string | undefined>(tokens).includes(token);

/** The request without a token that this file made up: it asks for the first page. */
export function withoutMadeUpToken(request: WireRequest): WireRequest {
  if (!isOurs(tokenOf(request))) return request;
  const query = new URLSearchParams(request.query);
  for (const name of names) query.delete(name);
  return { ...request, query, body: request.body.replace(/,?\s*"NextToken"\s*:\s*"[^"]*"/, '').replace(/^\{,/, '{') };
}

export interface PageFaults {
  apply(fault: Fault, request: WireRequest, answer: WireAnswer, list: string): WireAnswer;
}

/** `list` names the operation and its caller: a list that changes remembers where its reader was. */
export function createPageFaults(): PageFaults {
  const lastRows = new Map<string, unknown>();
  return {
    apply({ kind }, request, answer, list) {
      if (answer.status >= 300) return answer;
      const document = JSON.parse(answer.body) as Record<string, unknown>;
      const [name, rows] = Object.entries(document).find(([, value]) => Array.isArray(value)) ?? [];
      if (name === undefined || !Array.isArray(rows)) return answer;
      if (kind === 'repeat-token') document.NextToken = tokens['repeat-token'];
      if (kind === 'empty-page' && !tokenOf(request)) {
        document[name] = [];
        document.NextToken = tokens['empty-page'];
      }
      if (kind === 'changing-page') {
        const before = tokenOf(request) ? lastRows.get(list) : undefined;
        lastRows.set(list, rows.at(-1));
        // One row came before all others and pushed the last one here; another is gone meanwhile.
        if (before !== undefined) document[name] = [before, ...rows.slice(1)];
      }
      return { ...answer, body: JSON.stringify(document) };
    },
  };
}
