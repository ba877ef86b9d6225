// `-o, --output FORM` of all commands that print in several forms, and its other names.
import { checkedChoice, UsageError } from './options.ts';

export interface OutputValues {
  readonly output?: string | undefined;
  /** The earlier name of `output` in some commands. */
  readonly format?: string | undefined;
  /** The same as `-o json`. */
  readonly json?: boolean | undefined;
}

/** Of several flags that say the same, each may be given. */
export function readOutput<T extends string>(values: OutputValues, forms: readonly T[], usual: T): T {
  const said = [
    ...(values.output === undefined ? [] : [checkedChoice('--output', values.output, forms)]),
    ...(values.format === undefined ? [] : [checkedChoice('--format', values.format, forms)]),
    ...(values.json ? [checkedChoice('--json', 'json', forms)] : []),
  ];
  const [form = usual, ...others] = [...new Set(said)];
  if (others.length > 0) throw new UsageError(`the output can be ${form} or ${others[0]}, not both.`);
  return form;
}
