// The order of `npm run mutants` to a process of the test runner, which gets it in an environment variable.

/** A range of a source, and its replacement. */
export interface SourceChange {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The tests against one change. */
export interface ChangeOrder {
  readonly change: SourceChange;
  /** In the order in which they run. */
  readonly tests: readonly string[];
  /** Where the run's report goes. */
  readonly report: string;
  /** How much of a processor the run may take. */
  readonly limitMs: number;
}

/** The tests against sources with probes. */
export interface MapOrder {
  readonly change?: undefined;
  /** Paths or patterns. */
  readonly tests: readonly string[];
}

export type TestOrder = ChangeOrder | MapOrder;

const variable = 'VAULTOP_MUTANTS';

export const withOrder = (environment: NodeJS.ProcessEnv, order: TestOrder): NodeJS.ProcessEnv => ({
  ...environment,
  [variable]: JSON.stringify(order),
});

export function orderOf(environment: NodeJS.ProcessEnv): TestOrder {
  const text = environment[variable];
  if (text === undefined) throw new Error('Only `npm run mutants` uses this configuration.');
  return JSON.parse(text) as TestOrder;
}
