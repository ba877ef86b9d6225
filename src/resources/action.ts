// What can be done to a row, told so that the form, the CLI line, the dry run, the subcommand and the call are one thing.
import type { Service } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import type { Ask } from './resource.ts';
import type { ResourceId } from './resource-id.ts';
import type { MutatingOperation, ReadingOperation, Retries } from './retry.ts';

/** What a person must do before it runs: press enter, press y, or type the name. */
export type Danger = 'none' | 'confirm' | 'type-name';

/** One call. Its input is plain: what the SDK takes, and what the AWS CLI takes as JSON. */
export interface ActionRequest<Operation extends string = string> {
  readonly service: Service;
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
  /** Where to send it, when that is not the action's scope. */
  readonly scope?: Scope;
}

/** Text as it was typed, or the entries of a list. Numbers and toggles are text too ('true', 'false'). */
export type FormValue = string | readonly FormValues[];
export interface FormValues {
  readonly [field: string]: FormValue | undefined;
}

/** All that an action may know when it asks, checks and builds its requests. */
export interface ActionContext<Row> {
  /** Absent where the action makes something new. */
  readonly row: Row;
  readonly scope: Scope;
  /** What `load` found. */
  // biome-ignore lint/suspicious/noExplicitAny: each action loads facts of its own
  readonly facts: any;
  readonly values: FormValues;
  /** What the form was filled with, of several rows from the first: a field that still says it was not touched. */
  readonly initial?: FormValues;
  /** Epoch ms. */
  readonly now: number;
  /** For idempotency tokens: the same for as long as the same thing is meant. At most 40 of [a-zA-Z0-9-]. */
  readonly token: string;
  /** Rows that are known without asking, of every scope that is watched; of jobs the newest ones. */
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources
  known(resource: ResourceId, within?: Partial<Pick<Scope, 'accountId' | 'region'>>): readonly any[];
}

export interface Option {
  readonly value: string;
  readonly label?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: fields do not care which row they stand beside
export type AnyContext = ActionContext<any>;

interface FieldBase {
  /** The name of its value, and of the subcommand's flag: kebab-case. */
  readonly id: string;
  readonly label: string;
  /** Shown beside it while it has the focus. */
  readonly hint?: string;
  /** May be left empty. */
  readonly optional?: boolean;
  visible?(context: AnyContext): boolean;
  initial?(context: AnyContext): string;
  /** `check` has something to say of an empty text too. */
  readonly checksEmpty?: boolean;
  /** What is wrong with it, in one sentence. */
  check?(text: string, context: AnyContext): string | undefined;
  /** Lines under it while it has the focus: the next runs of a schedule, what a selection matches. */
  preview?(text: string, context: AnyContext): readonly string[];
}

export type FormField = FieldBase &
  (
    | { readonly kind: 'text' }
    | { readonly kind: 'number'; readonly least: number; readonly most: number }
    | { readonly kind: 'choice'; options(context: AnyContext): readonly Option[] }
    | { readonly kind: 'toggle' }
    /** Free text with proposals. */
    | { readonly kind: 'pick'; options(context: AnyContext): readonly Option[] }
    /** '2026-01-15 12:00:00Z', or a word of `words`. */
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

/** A job that a call starts, found again by an id in the response. */
export interface StartedJob {
  readonly resource: ResourceId;
  /** 'Backup job'. */
  readonly title: string;
  /** Of the response. */
  readonly member: string;
}

/** `Operation`: the operations that change something and that the action sends. */
export interface Action<Row, Operation extends MutatingOperation = never> {
  readonly id: string;
  /** A verb with its object: 'stop', 'create a vault'. */
  readonly title: string;
  /** What the row says meanwhile: 'stopping'. */
  readonly pending: string;
  /** A key of config/keys.ts that opens it without the menu. */
  readonly key?: string;
  /** `list` makes something new and needs no row. */
  readonly on?: 'row' | 'list';
  readonly danger: Danger | ((context: ActionContext<Row>) => Danger);
  /** What must be typed instead of the row's label: the name of what would be written to. */
  confirmName?(context: ActionContext<Row>): string | undefined;
  /** The row in a line: which resource, as of when, in which vault. */
  subject?(row: Row): string;
  /** Set where the last call starts a job: when it is taken nothing is done yet. */
  readonly starts?: StartedJob;
  /** May be done to several rows at once. */
  readonly many?: boolean;
  /** Why AWS would not do it. */
  disabled?(row: Row, context: Pick<ActionContext<Row>, 'now' | 'known'>): string | undefined;
  /** What must be read first, with reading calls alone. */
  load?(ask: Ask, row: Row): Promise<unknown>;
  /** Lists that proposals come from. */
  readonly knows?: readonly ResourceId[];
  readonly fields?: readonly FormField[];
  /** Asks AWS about what was typed, with reading calls alone; sentences by field. */
  verify?(ask: Ask, context: Omit<ActionContext<Row>, 'known'>): Promise<Readonly<Record<string, string>>>;
  /** How each of its operations is sent again when the response is lost. */
  readonly retries: Retries<Operation>;
  /** The calls, in order. Pure. */
  requests(context: ActionContext<Row>): readonly ActionRequest<Operation | ReadingOperation>[];
  /** What will be, in sentences: with dates, and with what nobody can take back. */
  warnings?(context: ActionContext<Row>): readonly string[];
  /** Two texts to show the difference of. */
  change?(context: ActionContext<Row>): { readonly before: string; readonly after: string } | undefined;
  /** Text to hand over instead of calls: an export. */
  output?(context: ActionContext<Row>): { readonly name: string; readonly text: string };
  /** Lists that look different afterwards, beside the row's own. */
  readonly touches?: readonly ResourceId[];
}

// biome-ignore lint/suspicious/noExplicitAny: the registry holds actions on different rows
export type AnyAction = Action<any, any>;

// biome-ignore lint/suspicious/noExplicitAny: actions of different operations stand in one list
export type ActionOn<Row> = Action<Row, any>;

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
