// An action on a row, declared once for the form, the CLI line, the dry run, the subcommand and the call.
import type { Service } from '../aws/aws.ts';
import type { FindingDecision } from '../domain/attention/decision.ts';
import type { CliCall } from '../domain/cli-line.ts';
import type { Scope } from '../domain/scope.ts';
import type { DiffLine } from '../lib/text/line-diff.ts';
import type { RequestContext } from './resource.ts';
import type { JobListId, ResourceId } from './resource-id.ts';
import type { MutatingOperation, ReadingOperation, Retries } from './retry.ts';

/** The confirmation before the action runs: pressing enter, pressing y, or typing the name. */
export type Danger = 'none' | 'confirm' | 'type-name';

/** Whether the effect of an action can be undone: it decides how the action is confirmed. */
export interface Undo {
  readonly possible: boolean;
  /** How it is undone, or why it cannot be. Follows "Can be undone: " or "Cannot be undone: ". */
  readonly how: string;
}

/** One call. Its input is plain data for the SDK, and JSON for the AWS CLI. */
export interface ActionRequest<Operation extends string = string> {
  readonly service: Service;
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
  /** The scope of the call, if it differs from the action's scope. */
  readonly scope?: Scope;
}

/** Typed text, or the entries of a list. Numbers and toggles are text, too ('true', 'false'). */
export type FormValue = string | readonly FormValues[];
export interface FormValues {
  readonly [field: string]: FormValue | undefined;
}

/** A row on which an action was started, with the result of `load`. */
export interface ChosenRow<Row> {
  readonly row: Row;
  // biome-ignore lint/suspicious/noExplicitAny: each action loads facts of its own
  readonly facts?: any;
}

/** The input of an action's functions. */
export interface ActionContext<Row> {
  /** Absent if the action creates something new. */
  readonly row: Row;
  /** With `together`, for several rows: all of them. */
  readonly rows?: readonly Row[];
  /** All rows on which the action was started, each of them with facts and requests of its own; `row` is one of them. */
  readonly chosen?: readonly ChosenRow<Row>[];
  readonly scope: Scope;
  /** The result of `load`. */
  // biome-ignore lint/suspicious/noExplicitAny: each action loads facts of its own
  readonly facts: any;
  readonly values: FormValues;
  /**
   * The initial values of the form, for several rows those of the first: a field with its initial value was not
   * changed.
   */
  readonly initial?: FormValues;
  /** Epoch ms. */
  readonly now: number;
  /** The zone of times that are typed without one: an IANA name. Absent: UTC. */
  readonly zone?: string;
  /** For idempotency tokens: stays the same while the intended change stays the same. At most 40 of [a-zA-Z0-9-]. */
  readonly token: string;
  /**
   * Rows that are known without a request, of every watched scope; of jobs the newest ones, of recovery points those
   * of one resource.
   */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources
  known(resource: ResourceId, within?: KnownWithin): readonly any[];
  /** Whether each watched scope has answered with the whole list. Absent: it is not known. */
  isListed?(resource: ResourceId): boolean;
  /** Names of accounts by id, as far as AWS returns them. */
  readonly accountNames?: ReadonlyMap<string, string>;
}

export interface KnownWithin extends Partial<Pick<Scope, 'accountId' | 'region'>> {
  /** ARN of the AWS resource that the rows are about. */
  readonly subject?: string;
}

export interface Option {
  readonly value: string;
  readonly label?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: fields do not care which row they stand beside
export type AnyContext = ActionContext<any>;

interface FieldBase {
  /** The name of the field's value, and of the subcommand's flag: kebab-case. */
  readonly id: string;
  readonly label: string;
  /** Of many fields: what those under one title are for, such as a type of resource. */
  readonly group?: string;
  /** Shown beside the field while it has the focus. */
  readonly hint?: string;
  /** The field may be left empty. */
  readonly optional?: boolean;
  /** Its value is not kept once the form is closed. */
  readonly secret?: true;
  visible?(context: AnyContext): boolean;
  initial?(context: AnyContext): string;
  /** `check` also checks an empty text. */
  readonly checksEmpty?: boolean;
  /** The problem of the text, in one sentence; undefined if there is none. */
  check?(text: string, context: AnyContext): string | undefined;
  /** Lines under the field while it has the focus: the next runs of a schedule, the matches of a selection. */
  preview?(text: string, context: AnyContext): readonly string[];
}

export type FormField = FieldBase &
  (
    | { readonly kind: 'text' }
    | { readonly kind: 'number'; readonly least: number; readonly most: number }
    | { readonly kind: 'choice'; options(context: AnyContext): readonly Option[] }
    | { readonly kind: 'toggle' }
    /** Free text with suggestions. */
    | { readonly kind: 'pick'; options(context: AnyContext): readonly Option[] }
    /** A time as src/domain/time-text.ts reads it, or a word of `words`. Actions get it as '2026-01-15 12:00:00Z'. */
    | { readonly kind: 'time'; readonly words?: readonly string[] }
    /** Several lines, edited in $EDITOR or read from a file. */
    | { readonly kind: 'document' }
    | {
        readonly kind: 'list';
        readonly item: {
          readonly title: string;
          readonly fields: readonly FormField[];
          label(values: FormValues): string;
        };
        initialItems?(context: AnyContext): readonly FormValues[];
      }
  );

/** What a call makes, identified by an id in the response. */
export interface MadeThing {
  readonly resource: ResourceId;
  /** 'Backup job'. */
  readonly title: string;
  /** The member of the response with the id. */
  readonly member: string;
}

/** A job that a call starts, whose end `--wait` awaits. */
export interface StartedJob extends MadeThing {
  readonly resource: JobListId;
}

/** A thing that a call creates, which has a page. */
export interface CreatedThing extends MadeThing {
  /** The parameter of its list that takes the value of `member`. */
  readonly param: string;
}

/** A resource that needs no backup. */
export interface NewExclusion {
  readonly arn: string;
  readonly reason: string;
  /** Epoch ms; absent: without an end. */
  readonly until?: number;
}

export interface LoadOptions<Row> {
  /** With `together`, for several rows: all of them. */
  readonly rows?: readonly Row[] | undefined;
  /** false for further rows, whose form is that of the first. */
  readonly isFirst?: boolean;
}

/** `Operation`: the mutating operations that the action sends. */
export interface Action<Row, Operation extends MutatingOperation = never> {
  readonly id: string;
  /** A verb with its object: 'stop', 'create a vault'. */
  readonly title: string;
  /** The text on the row while the action runs: 'stopping'. */
  readonly pending: string;
  /** A key of config/keys.ts that opens the action without the menu. */
  readonly key?: string;
  /** `list`: creates something new and needs no row. */
  readonly on?: 'row' | 'list';
  /** Absent only if the action changes nothing. */
  readonly undo?: Undo | ((context: ActionContext<Row>) => Undo);
  /** The confirmation, where it does not follow from `undo`: y for what can be undone, the name for what cannot. */
  readonly danger?: Danger | ((context: ActionContext<Row>) => Danger | undefined);
  /** The text to type instead of the row's label: the name of the target that is written to. */
  confirmName?(context: ActionContext<Row>): string | undefined;
  /** The row in one line: the resource, its time, its vault. `now`: epoch ms, for ages. */
  subject?(row: Row, now: number): string;
  /** Lines that say from where to where the data goes, with accounts. */
  route?(context: ActionContext<Row>): readonly string[];
  /** Set if the last call starts a job: when AWS accepts the call, the job is not done yet. */
  readonly starts?: StartedJob;
  /** Set if the last call creates something: its page is opened from the outcome. */
  readonly creates?: CreatedThing;
  /** What the outcome says of the row once AWS has accepted all calls: 'is being deleted'. */
  readonly outcome?: string;
  /** The action may run on several rows at once. */
  readonly many?: boolean;
  /** With `many`: the reason why these rows cannot share one form. */
  apart?(rows: readonly Row[]): string | undefined;
  /** With `many`: the rows of one account-Region make one set of requests, from `rows` of the context. */
  readonly together?: true;
  /** The reason why AWS would refuse the action. */
  disabled?(row: Row, context: Pick<ActionContext<Row>, 'now' | 'known'>): string | undefined;
  /** Reads the facts that the action needs; sends reading calls only. */
  load?(request: RequestContext, row: Row, options?: LoadOptions<Row>): Promise<unknown>;
  /** Lists whose rows are suggested. */
  readonly knows?: readonly ResourceId[];
  /** Of `knows`: without them nobody can tell what the action changes. A subcommand ends if AWS refuses one. */
  readonly needs?: readonly ResourceId[];
  readonly fields?: readonly FormField[];
  /** Verifies the typed values with AWS; sends reading calls only. Returns sentences by field. */
  verify?(
    request: RequestContext,
    context: Omit<ActionContext<Row>, 'known' | 'isListed'>,
  ): Promise<Readonly<Record<string, string>>>;
  /** How each of its operations is sent again when the response is lost. */
  readonly retries: Retries<Operation>;
  /** The calls, in order. Pure. */
  requests(context: ActionContext<Row>): readonly ActionRequest<Operation | ReadingOperation>[];
  /** The effects of the action in sentences, with dates, and with what cannot be undone. */
  warnings?(context: ActionContext<Row>): readonly string[];
  /** Two texts whose difference is shown. */
  change?(context: ActionContext<Row>): { readonly before: string; readonly after: string } | undefined;
  /** The changed lines themselves, where a comparison of texts would show more than what changes. */
  changes?(context: ActionContext<Row>): readonly DiffLine[];
  /** A text that is returned instead of sending calls: an export. */
  output?(context: ActionContext<Row>): { readonly name: string; readonly text: string };
  /**
   * A command of the AWS CLI that is shown and copied instead of sending calls: of a service that the program does not
   * call.
   */
  command?(context: ActionContext<Row>): CliCall;
  /** An entry of the config file that is written instead of sending calls: the resource needs no backup. */
  exclusion?(context: ActionContext<Row>): NewExclusion;
  /** What is recorded on this machine about a finding, instead of sending calls. */
  decision?(context: ActionContext<Row>): FindingDecision;
  /** The person is told when the job ends, instead of sending calls. */
  readonly follows?: true;
  /** Lists that the action changes, besides the row's own. */
  readonly touches?: readonly ResourceId[];
}

// biome-ignore lint/suspicious/noExplicitAny: the registry holds actions on different rows
export type AnyAction = Action<any, any>;

// biome-ignore lint/suspicious/noExplicitAny: actions of different operations stand in one list
export type ActionOn<Row> = Action<Row, any>;

/** What it makes is a text: it changes nothing in AWS. */
export const makesText = ({ output, command }: AnyAction): boolean => output !== undefined || command !== undefined;

/** It changes this machine alone: it needs no credentials, and no write mode. */
export const isLocal = ({ exclusion, decision, follows }: AnyAction): boolean =>
  exclusion !== undefined || decision !== undefined || follows === true;

export const textOf = (values: FormValues, field: string): string => {
  const value = values[field];
  return typeof value === 'string' ? value.trim() : '';
};

export const itemsOf = (values: FormValues, field: string): readonly FormValues[] => {
  const value = values[field];
  return Array.isArray(value) ? value : [];
};

export const isOn = (values: FormValues, field: string): boolean => textOf(values, field) === 'true';

/** undefined for an empty field. */
export function numberOf(values: FormValues, field: string): number | undefined {
  const text = textOf(values, field);
  return text === '' ? undefined : Number(text);
}
