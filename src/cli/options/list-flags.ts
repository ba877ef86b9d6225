// Flags that filter and sort a list, for every command that opens one.
import type { Sort } from '../../app/state/state.ts';
import type { AnyResource, Params } from '../../resources/resource.ts';
import { suggestion, UsageError } from './options.ts';

export function readParams({ params, plural }: AnyResource, texts: readonly string[] = []): Params {
  const known = Object.keys(params);
  const pairs = texts.map((text) => {
    const [, name = '', value = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    if (name === '') throw new UsageError(`--param takes name=value, not "${text}".`);
    if (known.includes(name)) return [name, value] as const;
    throw new UsageError(
      `${plural} have no parameter "${name}". They have: ${known.join(', ') || 'none'}.${suggestion(name, known)}`,
    );
  });
  return Object.fromEntries(pairs);
}

/** Refuses params that would be left out of account, since the rows would be others than those asked for. */
export function checkParams({ paramsNeed = {}, paramsDeciding = {}, plural }: AnyResource, params: Params): void {
  for (const [name, needed] of Object.entries(paramsNeed)) {
    if (params[name] === undefined || needed.some((other) => params[other] !== undefined)) continue;
    throw new UsageError(`${plural}: "${name}" can only be used together with "${needed.join('" or "')}".`);
  }
  for (const [name, counting] of Object.entries(paramsDeciding)) {
    if (params[name] === undefined) continue;
    const idle = Object.keys(params).find((other) => other !== name && !counting.includes(other));
    if (idle === undefined) continue;
    throw new UsageError(`${plural}: "${idle}" has no effect beside "${name}": leave one of them out.`);
  }
}

/** '-age' is the other way round. */
export function readSort({ columns, plural }: AnyResource, text: string): Sort {
  const column = text.replace(/^[+-]/, '');
  const ids = [...columns.map(({ id }) => id), 'region', 'account'];
  if (ids.includes(column)) return { column, descending: text.startsWith('-') };
  throw new UsageError(
    `${plural} have no column "${column}" to sort by. They have: ${ids.join(', ')}.${suggestion(column, ids)}`,
  );
}

/** `--sort -age` would else be taken for two flags. */
export function joinSort(words: readonly string[]): string[] {
  const at = words.indexOf('--sort');
  const column = words[at + 1];
  if (at < 0 || column === undefined || !/^-\w/.test(column)) return [...words];
  return [...words.slice(0, at), `--sort=${column}`, ...words.slice(at + 2)];
}
