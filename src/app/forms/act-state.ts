// The state of an action in progress: menu, form, review and outcome.
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
  /** All rows of an action that makes one set of requests of them. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  readonly rows?: readonly any[];
  /** The target's number among the chosen ones, for its idempotency token. */
  readonly number: number;
  /** The result of `load` for the target. */
  readonly facts?: unknown;
}

/** `loading` and `checking` wait for AWS; `outcome` follows the run. */
export type Stage = 'loading' | 'form' | 'checking' | 'review' | 'outcome';

export interface ActOverlay {
  readonly kind: 'act';
  readonly resource: ResourceId;
  readonly action: string;
  /** Never empty; an action that creates something has one target without a row. */
  readonly targets: readonly ActionTarget[];
  /** Marked rows that are left out, with the reason. */
  readonly leftOut: readonly string[];
  readonly stage: Stage;
  /** The reason why the required facts could not be read. */
  readonly problem?: AwsProblem;
  readonly token: string;
  /** The initial values of the first form. */
  readonly initial?: FormValues;
  /** The values of the action's last form. */
  readonly recall?: FormValues;
  /** Increases when the change differs from the one that was sent before: part of the idempotency token. */
  readonly revision: number;
  /** The form on top is on screen; it returns to the one below. Never empty. */
  readonly forms: readonly Form[];
  /** The name typed as confirmation. */
  readonly typed: TextInput;
  /** The reason why the last key did not start the run: a wrong name, or a key without a meaning here. */
  readonly mistake?: string;
  /** The first line of the review in view. */
  readonly top: number;
  /** The id of the run. */
  readonly run?: string;
  /**
   * The number of times the requests were sent, and the values sent: equal values keep their tokens, so that the change
   * is not made twice.
   */
  readonly attempts: number;
  readonly sent?: FormValues;
  /** Escape was pressed once, with typed values present. */
  readonly leaving: boolean;
}

export interface Form {
  /** The list entry that this form edits, in the form below. */
  readonly entry?: { readonly field: string; readonly index: number };
  readonly values: FormValues;
  /** The index of the stop with the focus. */
  readonly at: number;
  /** The caret in the text of the focused field; a position beyond the end means the end. */
  readonly caret: number;
  /** The typed path of a file for a document. */
  readonly path: string;
  /**
   * Letters were typed while a choice or a toggle has the focus, which take no text: a following space belongs to that
   * text.
   */
  readonly strayText: boolean;
  /** Sentences of AWS or of a check of the whole form, by field. */
  readonly problems: Readonly<Record<string, string>>;
  /** The person tried to continue: missing values are reported, too. */
  readonly tried: boolean;
  /** What undo returns to, oldest first. */
  readonly past: readonly FormStep[];
  /** The last edit was a letter: the next one belongs to the same step of undo. */
  readonly typing: boolean;
}

/** The part of a form that undo brings back. */
export type FormStep = Pick<Form, 'values' | 'at' | 'caret' | 'path'>;

export const formOf = (values: FormValues, entry?: Form['entry']): Form => ({
  values,
  ...(entry ? { entry } : {}),
  at: 0,
  caret: Number.POSITIVE_INFINITY,
  path: '',
  strayText: false,
  problems: {},
  tried: false,
  past: [],
  typing: false,
});
