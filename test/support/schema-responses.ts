// Responses generated from an operation's schema: first with every valid member, then with one invalid member.
import type { NormalizedSchema } from '@smithy/core/schema';

export type Path = readonly (string | number)[];

const deepest = 5;

/** Two items in each list; there is no next page. */
export function answerOf(schema: NormalizedSchema, depth = 0): unknown {
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].filter(([name]) => !/^(next|pagination)_?token$/i.test(name));
    const there = depth < deepest ? members : [];
    return Object.fromEntries(
      there.map(([name, member]) => [
        member.getMergedTraits().jsonName ?? name,
        named(name, answerOf(member, depth + 1)),
      ]),
    );
  }
  if (schema.isListSchema()) return [0, 1].map(() => answerOf(schema.getValueSchema(), depth + 1));
  if (schema.isMapSchema()) return { one: answerOf(schema.getValueSchema(), depth + 1) };
  if (schema.isTimestampSchema()) return 1_768_471_200;
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 3;
  return 'text';
}

/** Texts with a given format. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/Arn$/, 'arn:aws:ec2:us-east-1:123456789012:volume/vol-1'],
  [/^EventSource$/, 'backup.amazonaws.com'],
  [/^EventName$/, 'DeleteRecoveryPoint'],
  [/^CloudTrailEvent$/, '{"eventSource":"backup.amazonaws.com","eventName":"DeleteRecoveryPoint"}'],
];

const named = (name: string, value: unknown): unknown =>
  value === 'text' ? (texts.find(([form]) => form.test(name))?.[1] ?? value) : value;

/** The paths of all members; for a list those of its first item. */
export function pathsOf(value: unknown, before: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const members = Array.isArray(value)
    ? value.slice(0, 1).map((item, at) => [at, item] as const)
    : Object.entries(value);
  return members.flatMap(([name, member]) => [[...before, name], ...pathsOf(member, [...before, name])]);
}

export const missing = Symbol('missing');
export const wrongValues: readonly unknown[] = [missing, null, 7, -1.5, 'words', '', true, {}, [], [null], { a: 1 }];

export function withWrong(response: unknown, path: Path, wrong: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return wrong;
  const copy = (Array.isArray(response) ? [...response] : { ...(response as object) }) as Record<
    string | number,
    unknown
  >;
  if (rest.length > 0) copy[name] = withWrong(copy[name], rest, wrong);
  else if (wrong === missing) delete copy[name];
  else copy[name] = wrong;
  return copy;
}
