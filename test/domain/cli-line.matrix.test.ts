// Generated lines, split by a real shell and read by the rules of the AWS CLI's arguments, say what went into them.
// https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters.html
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { formatCliLine, toCliName } from '../../src/domain/cli-line.ts';
import { isHarmless } from '../../src/lib/text/text.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { caseCount, seededRandom } from '../support/matrix.ts';

/** Every kind of member that an operation has. */
const members = {
  Name: 'text',
  Title: 'text',
  Keys: 'list',
  Tags: 'map',
  Rules: 'structures',
  Days: 'number',
  Fast: 'boolean',
} as const;
const place = { region: 'eu-west-1', profile: '-odd one', endpointUrl: 'http://127.0.0.1:1' };

type Input = Record<string, unknown>;

/** V8 14.6 reads the key "\\u00e9" as "\\" where it has seen that key in its place: JSON.parse below must not. */
const keyOf = (text: string): string => text.replaceAll('\\', '/');

function inputsOf(count: number): Input[] {
  const text = hostileTexts(5);
  const random = seededRandom(6);
  const texts = () => Array.from({ length: Math.floor(random() * 4) }, text);
  const map = () => Object.fromEntries(texts().map((name) => [keyOf(name), text()]));
  const number = () => Math.floor(random() * 2_000) - 1_000;
  const valueBy: Readonly<Record<(typeof members)[keyof typeof members], () => unknown>> = {
    text,
    number,
    list: texts,
    map,
    boolean: () => random() < 0.5,
    structures: () => [map(), { Inner: map(), List: texts() }],
  };
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      Object.entries(members)
        .filter(() => random() < 0.4)
        .map(([name, kind]) => [name, valueBy[kind]()]),
    ),
  );
}

const lineOf = (input: Input) => formatCliLine({ service: 'backup', operation: 'StopIt', input }, place);

/** The words of each line, as /bin/sh passes them to a program. */
function wordsOf(lines: readonly string[]): string[][] {
  const script = [`aws() { printf '%s\\0' "$@" END; }`, ...lines].join('\n');
  const output = execFileSync('/bin/sh', ['-s'], { input: script, maxBuffer: 1e9 }).toString();
  return output
    .split('END\0')
    .slice(0, -1)
    .map((words) => words.split('\0').slice(0, -1));
}

/** argparse: what begins with a dash is a flag, and what follows belongs to it. Anything else than ours is an attack. */
function flagsOf(words: readonly string[]): Map<string, string[]> {
  const flags = new Map<string, string[]>();
  let last: string[] = [];
  for (const word of words) {
    if (/^-(?!\d+$)/.test(word)) {
      const [flag = '', ...value] = word.split('=');
      last = value.length > 0 ? [value.join('=')] : [];
      if (flags.has(flag)) throw new Error(`${flag} twice`);
      if (last[0] === '--') throw new Error('argparse drops --');
      flags.set(flag, last);
    } else last.push(word);
  }
  return flags;
}

function valueIn(kind: string, words: readonly string[]): unknown {
  const [word = ''] = words;
  if (/^(fileb?|https?):\/\//.test(word)) throw new Error(`reads ${word}`);
  if (kind === 'list' && !(words.length === 1 && /^\s*[[{]/.test(word))) return words;
  if (words.length !== 1) throw new Error(`${words.length} words`);
  return kind === 'text' ? word : JSON.parse(word);
}

function inputOf(flags: ReadonlyMap<string, string[]>): Input {
  const left = new Map(flags);
  const take = (flag: string) => {
    const words = left.get(flag);
    left.delete(flag);
    return words;
  };
  const [json] = take('--cli-input-json') ?? [];
  const input: Input = json === undefined ? {} : JSON.parse(json);
  for (const [name, kind] of Object.entries(members)) {
    const flag = `--${toCliName(name)}`;
    if (kind === 'boolean' && left.has(flag)) input[name] = take(flag)?.length === 0;
    else if (kind === 'boolean' && left.has(`--no-${toCliName(name)}`))
      input[name] = take(`--no-${toCliName(name)}`)?.length !== 0;
    else if (left.has(flag)) input[name] = valueIn(kind, take(flag) ?? []);
  }
  expect([take('--region'), take('--profile'), take('--endpoint-url')]).toEqual(
    Object.values(place).map((one) => [one]),
  );
  expect([...left.keys()]).toEqual([]);
  return input;
}

test('the AWS CLI would read every generated line as the input that it was made of', () => {
  const inputs = inputsOf(caseCount(2_000, 200_000));
  const lines = inputs.map(lineOf);
  expect(lines.filter((line) => !isHarmless(line))).toEqual([]);
  for (const [index, words] of wordsOf(lines).entries()) {
    expect(words.slice(0, 2)).toEqual(['backup', 'stop-it']);
    // As JSON: an own member __proto__ counts too.
    expect(JSON.stringify(sorted(inputOf(flagsOf(words.slice(2)))))).toBe(JSON.stringify(sorted(inputs[index] ?? {})));
  }
});

const sorted = (input: Input) => Object.entries(input).toSorted(([a], [b]) => (a < b ? -1 : 1));
