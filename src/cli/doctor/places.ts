// Whether reading is allowed in every account-Region: rights may differ between them by a service control policy, a
// boundary or a policy that names Regions. One read that costs nothing says so.
import type { Aws } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { capitalized } from '../../aws/errors/problem.ts';
import type { Scope } from '../../domain/scope.ts';
import { problemOf } from '../../engine/problem-of.ts';
import { type CheckLine, line } from './check-line.ts';

/** Every list starts with the vaults. */
export const placeRead = 'backup:ListBackupVaults';

export interface PlaceRight {
  readonly scope: Scope;
  /** Absent: the read is allowed. */
  readonly problem?: AwsProblem;
}

export function findPlaceRights(aws: Aws, scopes: readonly Scope[]): Promise<PlaceRight[]> {
  const { signal } = new AbortController();
  const request = { service: 'backup', operation: 'ListBackupVaults', input: { MaxResults: 1 } } as const;
  return Promise.all(
    scopes.map(async (scope) => {
      try {
        await aws.call(scope, request, { signal, priority: 0 });
        return { scope };
      } catch (error) {
        return { scope, problem: problemOf(error) };
      }
    }),
  );
}

/** One line for all account-Regions that allow it, and one for each that does not. */
export function placeLines(places: readonly PlaceRight[]): CheckLine[] {
  const allowed = places.filter(({ problem }) => problem === undefined);
  return [
    ...(allowed.length === 0
      ? []
      : [line('rights', 'regions', ['ok', `${placeRead} is also allowed in ${allowed.map(placeOf).join(', ')}`])]),
    ...places.flatMap((place) => (place.problem ? [problemLine(place, place.problem)] : [])),
  ];
}

function problemLine(place: PlaceRight, problem: AwsProblem): CheckLine {
  const what = problem.kind === 'denied' ? 'is denied' : 'is not known';
  const text = `${placeRead} ${what} in ${placeOf(place)}: ${problem.message}`;
  return line('rights', 'region', ['fail', text, capitalized(problem.nextStep)]);
}

const placeOf = ({ scope: { accountId, region } }: PlaceRight): string => `${accountId}/${region}`;
