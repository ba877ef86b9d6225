// How a mutating request is sent again after its response was lost: AWS may have carried it out already. Each action
// states one of four kinds for each operation that it sends.
import type { InputOf, OperationOf } from '../aws/aws.ts';
import type { RequestContext } from './resource.ts';

type BackupOperation = OperationOf<'backup'>;

/** Operations of AWS Backup that change nothing. */
export type ReadingOperation = Extract<BackupOperation, `${'Get' | 'List' | 'Describe' | 'Export'}${string}`>;

/** Operations of other services that change something. */
type TaggingOperation = Exclude<OperationOf<'tagging'>, `Get${string}`>;
type SnsOperation = Exclude<OperationOf<'sns'>, ReadingOperation | `${'Get' | 'List'}${string}`>;

export type MutatingOperation = Exclude<BackupOperation, ReadingOperation> | TaggingOperation | SnsOperation;

/** A response of status 200 that says that not all was carried out. */
export interface ResponseFailure {
  /** One sentence or more. */
  readonly message: string;
  readonly nextStep: string;
  readonly code?: string;
  /** The same request may succeed soon without anybody's help. */
  readonly retryable: boolean;
}

/** AWS recognizes a repeated request by the value of `member`. */
interface TokenRetry<Input> {
  readonly kind: 'token';
  readonly member: keyof Input & string;
  /**
   * Reads the result of the accepted request: later requests of the row are sent only if it is there. Returns the
   * difference as a sentence.
   */
  readBack?(request: RequestContext, input: Input, response: unknown): Promise<string | undefined>;
}

/** The input describes the state that the target shall have: two requests have the effect of one. */
interface RepeatableRetry {
  readonly kind: 'repeatable';
  /** undefined: all was carried out. */
  failureIn?(response: unknown): ResponseFailure | undefined;
}

/** AWS is asked whether the request was carried out. The request is sent again only if it was not. */
interface ReadBackRetry<Input> {
  readonly kind: 'read-back';
  wasDone(request: RequestContext, input: Input): Promise<boolean>;
  /** The operation removes its target: an error "not found" means that the request was carried out. */
  readonly removes: boolean;
}

/** Nobody can be asked whether the request was carried out, and two requests have two effects: it is not sent again. */
interface OnceRetry {
  readonly kind: 'once';
}

type RetryOf<Input> = TokenRetry<Input> | RepeatableRetry | ReadBackRetry<Input> | OnceRetry;

export type Retry<Operation extends MutatingOperation> = RetryOf<
  Operation extends TaggingOperation
    ? InputOf<'tagging', Operation>
    : Operation extends SnsOperation
      ? InputOf<'sns', Operation>
      : InputOf<'backup', Operation & BackupOperation>
>;

// biome-ignore lint/suspicious/noExplicitAny: the engine does not know the inputs
export type AnyRetry = RetryOf<any>;

/** One entry for each operation that an action sends. */
export type Retries<Operation extends MutatingOperation> = 0 extends 1 & Operation
  ? Readonly<Record<string, AnyRetry>>
  : { readonly [Name in Operation]: Retry<Name> };

export const repeatable: RepeatableRetry = { kind: 'repeatable' };

export const once: OnceRetry = { kind: 'once' };

/** `member` of the input holds the token of the action's context. */
export const tokenIn = <Member extends string>(member: Member) => ({ kind: 'token', member }) as const;
