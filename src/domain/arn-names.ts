// Names that several things share, with what tells the things apart: 'web (i-0a1b)' and 'web (i-0c2d)'.
import { parseArn, shortName } from './arn.ts';

export interface Named {
  readonly name: string;
  /** The thing's ARN, or an id; undefined: nothing tells it apart. */
  readonly id: string | undefined;
}

/** The names in the same order; those that only one thing has stay as they are. */
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

/** What a person calls the things of these ARNs, each once. */
export const shortNames = (arns: readonly string[]): string[] =>
  namesApart([...new Set(arns)].map((arn) => ({ name: shortName(arn), id: arn })));

/** For each id the parts in which it differs from the others. */
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

/** Service, resource, Region and account, each in its segments. */
function partsOf(id: string): readonly (readonly string[])[] {
  const { service = '', resource = id, region = '', accountId = '' } = parseArn(id) ?? {};
  return [[service], resource.split(/[/:]/), [region], [accountId]];
}

/** Of paths what is not the same at their start and at their end. */
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

/** 'i-0a1b2c3d4e5f6a7b8', '808743a8-…': nobody reads them to their end, as they do names. */
const generatedId = /^(\w+-)?[0-9a-f-]{8,}$/;
/** Long enough to know such an id by. */
const shortestPart = 8;

/** As much of their starts as tells them apart. */
function shortest(parts: readonly string[]): readonly string[] {
  if (!parts.every((part) => part === '' || generatedId.test(part))) return parts;
  const most = Math.max(...parts.map(({ length }) => length));
  for (let length = shortestPart; length < most; length += 4) {
    const cut = parts.map((part) => part.slice(0, length).toWellFormed());
    if (new Set(cut).size === new Set(parts).size) return cut;
  }
  return parts;
}
