// Parses the config file: YAML, then the schema, each error with its line and the expected value.
import { type Document, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Issue, Path, PlacedIssue, WrittenScalar } from './issue.ts';
import { toIssues } from './issue.ts';
import { type FilePosition, positionsIn } from './positions.ts';
import { type Config, configSchema } from './schema.ts';
import { keysAt } from './schema-keys.ts';

export interface ReadConfig {
  /** The valid part: empty if `issues` contains an error. */
  readonly config: Config;
  /** As written, before durations became numbers. */
  readonly plain: unknown;
  /** In the order of the file. */
  readonly issues: readonly PlacedIssue[];
  position(path: Path): FilePosition;
}

/** `check` checks what the schema cannot, such as the names of lists. */
export function readConfig(text: string, check: (config: Config) => readonly Issue[] = () => []): ReadConfig {
  const lines = new LineCounter();
  // A key of digits, such as the name of a context, stays a text.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, stringKeys: true });
  const position = positionsIn(document, lines);
  const broken = document.errors.map(({ pos, message }): PlacedIssue => {
    const { line, col } = lines.linePos(pos[0]);
    return { severity: 'error', path: [], message, line: Math.max(1, line), column: Math.max(1, col) };
  });
  if (broken.length > 0) return { config: {}, plain: {}, issues: broken, position };
  const plain = plainOf(document);
  if (plain instanceof Error) {
    return {
      config: {},
      plain: {},
      issues: [{ severity: 'error', path: [], message: plain.message, line: 1, column: 1 }],
      position,
    };
  }
  const { config, issues: found } = validate(plain, (path) => writtenAt(document, plain, path));
  const issues = [...found, ...(config ? check(config) : [])]
    .map((issue) => ({ ...issue, ...position(issue.path, issue.atKey) }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  const failed = issues.some(({ severity }) => severity === 'error');
  return { config: failed ? {} : (config ?? {}), plain, issues, position };
}

/** An empty file is an empty config. Aliases that expand without limit are refused. */
function plainOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Unknown keys only cause warnings: the rest of the file is used. */
function validate(
  plain: unknown,
  written: (path: Path) => WrittenScalar | undefined,
): { readonly config?: Config; readonly issues: readonly Issue[] } {
  const first = configSchema.safeParse(plain);
  if (first.success) return { config: first.data, issues: [] };
  const issues = first.error.issues.flatMap((issue) => toIssues(issue, plain, { keysAt, written }));
  if (issues.some(({ severity }) => severity === 'error')) return { issues };
  const known = configSchema.safeParse(
    without(
      plain,
      issues.map(({ path }) => path),
    ),
  );
  return known.success ? { config: known.data, issues } : { issues };
}

/** A value that YAML did not parse as a text. */
function writtenAt(document: Document, plain: unknown, path: Path): WrittenScalar | undefined {
  const node = document.getIn(path, true);
  if (!isScalar(node) || typeof node.value === 'string' || node.source === undefined) return undefined;
  const text = node.source;
  const again = text === '' ? undefined : configSchema.safeParse(withValue(plain, path, text));
  const isWrong = again?.error?.issues.some((issue) => issue.path.join('\0') === path.join('\0')) ?? false;
  return { text, wantsQuotes: again !== undefined && !isWrong };
}

function withValue(plain: unknown, path: Path, value: unknown): unknown {
  const copy = structuredClone(plain);
  parentIn(copy, path)[path.at(-1) ?? ''] = value;
  return copy;
}

const parentIn = (plain: unknown, path: Path): Record<PropertyKey, unknown> =>
  path
    .slice(0, -1)
    .reduce<Record<PropertyKey, unknown>>(
      (at, part) => at[part] as Record<PropertyKey, unknown>,
      plain as Record<PropertyKey, unknown>,
    );

function without(plain: unknown, paths: readonly Path[]): unknown {
  const copy = structuredClone(plain);
  for (const path of paths) {
    delete parentIn(copy, path)[path.at(-1) ?? ''];
  }
  return copy;
}
