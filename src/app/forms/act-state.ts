// Where a person stands in doing something: the menu, the form, the last look before it, and what came of it.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import type { FormValues } from '../../resources/action.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { TextInput } from '../command-line/text-input.ts';

export interface ActionTarget {
  readonly key: string;
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  readonly row: any;
  readonly scope: Scope;
  /** Its number among those that were chosen, for its idempotency token. */
  readonly number: number;
  /** What `load` found for it. */
  readonly facts?: unknown;
}

/** `loading` and `checking` wait for AWS; `outcome` follows the run. */
export type Stage = 'loading' | 'form' | 'checking' | 'review' | 'outcome';

export interface ActOverlay {
  readonly kind: 'act';
  readonly resource: ResourceId;
  readonly action: string;
  /** Never empty; an action that makes something new has one without a row. */
  readonly targets: readonly ActionTarget[];
  /** Rows that were marked and are left out, with the reason. */
  readonly leftOut: readonly string[];
  readonly stage: Stage;
  /** Why what must be known first could not be read. */
  readonly problem?: AwsProblem;
  readonly token: string;
  /** What the first form was filled with. */
  readonly initial?: FormValues;
  /** Goes up when something else is meant than was sent before: part of the idempotency token. */
  readonly revision: number;
  /** The form on top is the one on screen; those below it wait for it. Never empty. */
  readonly forms: readonly Form[];
  /** The name typed to confirm. */
  readonly typed: TextInput;
  /** Why the last key did not carry it out: a wrong name, a key that means nothing here. */
  readonly mistake?: string;
  /** First line in view of the review. */
  readonly top: number;
  /** The run that carries it out. */
  readonly run?: string;
  /** How often it was sent, and what was typed then: the same again keeps its tokens, so that it is not done twice. */
  readonly attempts: number;
  readonly sent?: FormValues;
  /** Escape was pressed once, with something typed. */
  readonly leaving: boolean;
}

export interface Form {
  /** The entry of a list that this form edits, in the form below. */
  readonly entry?: { readonly field: string; readonly index: number };
  readonly values: FormValues;
  /** Which stop has the focus. */
  readonly at: number;
  /** In the text of the focused field; beyond its end is its end. */
  readonly caret: number;
  /** Typed path of a file for a document. */
  readonly path: string;
  /** Letters were typed where a choice or a toggle has the focus, which take no text: a space is one of the text then. */
  readonly strayText: boolean;
  /** Sentences that AWS or a check of the whole said, by field. */
  readonly problems: Readonly<Record<string, string>>;
  /** Somebody tried to go on: what is missing is told too. */
  readonly tried: boolean;
}

export const formOf = (values: FormValues, entry?: Form['entry']): Form => ({
  values,
  ...(entry ? { entry } : {}),
  at: 0,
  caret: Number.POSITIVE_INFINITY,
  path: '',
  strayText: false,
  problems: {},
  tried: false,
});
