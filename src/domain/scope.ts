/** Where a row lives: one account in one Region, reached by one connection. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
  /** Which credentials reach it; '' is the ordinary credential chain. */
  readonly connection: string;
}

export const scopeKey = (scope: Scope): string => `${scope.connection}/${scope.accountId}/${scope.region}`;
