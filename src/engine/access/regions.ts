// The Regions that the account has enabled, for --all-regions and for completion. Empty without permission to list
// them.
import type { Aws } from '../../aws/aws.ts';
import { AwsProblemError } from '../../aws/errors/errors.ts';
import { createLeftOut } from '../../aws/responses/left-out.ts';
import type { Scope } from '../../domain/scope.ts';

export interface RegionsOptions {
  readonly aws: Aws;
  readonly scope: Scope;
  readonly known: (regions: readonly string[]) => void;
  readonly failed?: (error: unknown) => void;
}

/** Returns the function that stops the requests. */
export function findRegions({ aws, scope, known, failed }: RegionsOptions): () => void {
  const control = new AbortController();
  const input = { RegionOptStatusContains: ['ENABLED' as const, 'ENABLED_BY_DEFAULT' as const], MaxResults: 50 };
  const leftOut = createLeftOut();
  const options = { priority: 2, leftOut } as const;
  const ask = async () => {
    const names: string[] = [];
    for await (const page of aws.pages(
      scope,
      { service: 'account', operation: 'ListRegions', input },
      { signal: control.signal, ...options },
    )) {
      for (const { RegionName } of page.Regions ?? []) if (RegionName) names.push(RegionName);
    }
    return names.sort();
  };
  ask().then(
    (names) => {
      if (control.signal.aborted) return;
      known(names);
      const problem = leftOut.problem();
      if (problem) failed?.(new AwsProblemError(problem));
    },
    (error: unknown) => !control.signal.aborted && failed?.(error),
  );
  return () => control.abort();
}
