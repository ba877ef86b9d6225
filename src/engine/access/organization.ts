// The organization of an account: the names of its accounts, and the request by which their jobs are listed.
import { organizationRefreshMs, organizationRetryMs } from '../../../config/polling.ts';
import type { OrganizationState, OrganizationWay } from '../../app/state/data.ts';
import type { Aws } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { inNoOrganization, memberAccount } from '../../aws/errors/refusal-texts.ts';
import { createLeftOut } from '../../aws/responses/left-out.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Clock } from '../../lib/clock.ts';
import { sanitize } from '../../lib/text/text.ts';
import { problemOf } from '../problem-of.ts';

export interface OrganizationOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  /** The scope that sends the requests. */
  readonly scope: Scope;
  changed(): void;
}

export interface Organization {
  /** By account id; empty until the accounts have been listed. */
  names(): ReadonlyMap<string, string>;
  /** The accounts were listed once, or the request was refused. */
  isKnown(): boolean;
  state(regions: readonly string[]): OrganizationState;
  /** A Region refused an account, or all accounts ('*'): the next kind of request is used there. */
  refused(region: string, account: string, problem: AwsProblem): void;
  stop(): void;
}

interface Listing {
  readonly names: ReadonlyMap<string, string>;
  /** The reason why the accounts are not listed. */
  readonly unlisted?: AwsProblem;
  /** Set if jobs of other accounts cannot be listed at all. */
  readonly problem?: AwsProblem;
}

export function createOrganization({ aws, clock, scope, changed }: OrganizationOptions): Organization {
  const control = new AbortController();
  let listing: Listing | undefined;
  let refusals = new Map<string, { way: OrganizationWay; problem: AwsProblem }>();
  let cancel: (() => void) | undefined;

  const learn = async () => {
    const news = await askOrganization(aws, scope, control.signal);
    if (control.signal.aborted) return;
    // A refusal does not remove known names.
    listing = news.problem && listing && listing.names.size > 0 ? listing : news;
    // A refused request may be allowed by now: trusted access can be switched on.
    refusals = new Map();
    changed();
    cancel = clock.setTimeout(() => void learn(), listing.names.size > 0 ? organizationRefreshMs : organizationRetryMs);
  };
  void learn();

  const wayIn = (region: string): OrganizationWay => (listing?.problem ? 'own' : (refusals.get(region)?.way ?? 'all'));

  return {
    names: () => listing?.names ?? new Map(),
    isKnown: () => listing !== undefined,
    state(regions) {
      const refused = regions.map((region) => refusals.get(region)?.problem).find(Boolean);
      const problem = listing?.problem ?? refused ?? listing?.unlisted;
      return {
        ways: new Map(regions.map((region) => [region, wayIn(region)])),
        ...(listing && listing.names.size > 0 ? { accounts: listing.names.size } : {}),
        ...(problem ? { problem } : {}),
      };
    },
    refused(region, account, problem) {
      const way = wayIn(region);
      const isNews = account === '*' ? way === 'all' : way === 'each';
      if (!isNews || problem.isPartial || !['denied', 'invalid', 'not-offered'].includes(problem.kind)) return;
      const others = account === '*' && (listing?.names.size ?? 0) > 0;
      refusals.set(region, { way: others ? 'each' : 'own', problem });
      changed();
    },
    stop() {
      control.abort();
      cancel?.();
    },
  };
}

/**
 * Only the management account and delegated administrators may list accounts: an account that may do so may list the
 * jobs of others.
 */
async function askOrganization(aws: Aws, scope: Scope, signal: AbortSignal): Promise<Listing> {
  const names = new Map<string, string>();
  const leftOut = createLeftOut();
  let unlisted: AwsProblem;
  try {
    for await (const page of aws.pages(
      scope,
      { service: 'organizations', operation: 'ListAccounts', input: {} },
      { signal, leftOut },
    )) {
      for (const { Id, Name, Status } of page.Accounts ?? []) {
        if (Id && Status !== 'SUSPENDED') names.set(Id, sanitize(Name ?? Id));
      }
    }
    const problem = leftOut.problem();
    return { names, ...(problem ? { unlisted: problem } : {}) };
  } catch (error) {
    unlisted = problemOf(error);
    names.clear();
  }
  if (unlisted.code === notInUse) return { names, problem: inNoOrganization(scope.accountId) };
  try {
    const { Organization } = await aws.call(
      scope,
      { service: 'organizations', operation: 'DescribeOrganization', input: {} },
      { signal },
    );
    if (Organization?.MasterAccountId === scope.accountId) return { names, unlisted };
    return { names, problem: memberAccount(scope.accountId) };
  } catch (error) {
    if (problemOf(error).code === notInUse) return { names, problem: inNoOrganization(scope.accountId) };
    // AWS does not say whether jobs of other accounts can be listed: the list of jobs shows it.
    return { names, unlisted };
  }
}

const notInUse = 'AWSOrganizationsNotInUseException';
