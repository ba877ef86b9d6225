// Makes equal names of different things distinct: 'web (i-0a1b)' and 'web (i-0c2d)'.
import { parseArn, shortName } from './arn.ts';

export interface Named {
  readonly name: string;
  /** ARN or id of the thing; undefined: nothing distinguishes the thing from others of its name. */
  readonly id: string | undefined;
}

/** Returns the names in the same order. A name that only one thing has is unchanged. */
export function namesApart(all: readonly Named[]): string[] {
  const idsOf = new Map<string, Set<string>>();
  for (const { name, id } of all) {
    if (!id) continue;
    const ids = idsOf.get(name);
    if (ids) ids.add(id);
    else idsOf.set(name, new Set([id]));
  }
  const apart = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, ids] of idsOf) if (ids.size > 1) apart.set(name, differences([...ids], name));
  return all.map(({ name, id }) => {
    const difference = id === undefined ? undefined : apart.get(name)?.get(id);
    return difference ? `${name} (${difference})` : name;
  });
}

/** The short names of the things with these ARNs, without duplicates. */
export const shortNames = (arns: readonly string[]): string[] =>
  namesApart([...new Set(arns)].map((arn) => ({ name: shortName(arn), id: arn })));

/** For each id, the parts in which it differs from the other ids. */
function differences(ids: readonly string[], name: string): ReadonlyMap<string, string> {
  const parts = ids.map(partsOf);
  const texts =
    parts[0]?.map((_, at) =>
      shortest(
        differingParts(
          parts.map((one) => one[at] ?? []),
          name,
        ),
      ),
    ) ?? [];
  return new Map(ids.map((id, index) => [id, texts.flatMap((column) => column[index] || []).join(' ')]));
}

/** The segments of service, resource, Region and account. */
function partsOf(id: string): readonly (readonly string[])[] {
  const { service = '', resource = id, region = '', accountId = '' } = parseArn(id) ?? {};
  return [[service], resource.split(/[/:]/), [region], [accountId]];
}

/** The part of each path that is left when the common start and the common end are removed. */
function differingParts(paths: readonly (readonly string[])[], name: string): string[] {
  const [first = []] = paths;
  if (paths.every((path) => path.join('/') === first.join('/'))) return paths.map(() => '');
  const least = Math.min(...paths.map(({ length }) => length));
  const isSame = (at: number) => paths.every((path) => path.at(at) === first.at(at));
  let start = 0;
  while (start < least && isSame(start)) start += 1;
  let end = 0;
  while (end < least - start && isSame(-1 - end)) end += 1;
  return paths.map((path) => path.slice(start, path.length - end).join('/')).map((part) => (part === name ? '' : part));
}

/** 'i-0a1b2c3d4e5f6a7b8', '808743a8-…': nobody reads such an id to its end, unlike a name. */
const generatedId = /^(\w+-)?[0-9a-f-]{8,}$/;
/** Enough characters to recognize such an id. */
const shortestPart = 8;

/** The shortest starts that distinguish the ids. */
function shortest(parts: readonly string[]): readonly string[] {
  if (!parts.every((part) => part === '' || generatedId.test(part))) return parts;
  const most = Math.max(...parts.map(({ length }) => length));
  for (let length = shortestPart; length < most; length += 4) {
    const cut = parts.map((part) => part.slice(0, length).toWellFormed());
    if (new Set(cut).size === new Set(parts).size) return cut;
  }
  return parts;
}
