// A list request or document request of the screen. Polls are identified by its key.
import type { Scope } from '../../domain/scope.ts';
import { scopeKey } from '../../domain/scope.ts';
import type { Params } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';

export interface ListQuestion {
  readonly kind: 'list';
  readonly resource: ResourceId;
  readonly scope: Scope;
  readonly params: Params;
  /** 0: the screen in view, 1: the overview, 2: the background. */
  readonly priority: number;
  /** Only rows of these scopes are shown, although the list has rows of more. */
  readonly isNarrowed?: true;
}

/** The request for the whole document behind one row. */
export interface DocumentQuestion {
  readonly kind: 'document';
  readonly resource: ResourceId;
  readonly scope: Scope;
  readonly key: string;
  readonly row: { readonly scope: Scope };
  readonly priority: number;
}

export type Question = ListQuestion | DocumentQuestion;

export function questionKey(question: Question): string {
  return `${question.kind} ${question.resource} ${scopeKey(question.scope)} ${about(question)}`;
}

/** Most lists have no params, and keys are computed by the thousand. */
function about(question: Question): string {
  if (question.kind === 'document') return question.key;
  for (const _ in question.params) return JSON.stringify(Object.entries(question.params).sort());
  return '[]';
}
