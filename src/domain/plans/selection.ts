import type { Scope } from '../scope.ts';

/** The resources that a plan backs up: by name, tag, or condition. AWS never returns the matching resources. */
export interface Selection {
  readonly scope: Scope;
  readonly planId: string;
  readonly planName?: string;
  readonly id: string;
  readonly name: string;
  readonly roleArn?: string;
  /** Epoch ms. */
  readonly createdAt?: number;
  /** ARNs with optional wildcards; `*` alone selects everything. One match is enough. */
  readonly resources: readonly string[];
  /** ARNs with optional wildcards that are excluded. */
  readonly notResources: readonly string[];
  /** One match is enough. */
  readonly tags: readonly TagCondition[];
  /** All of them must match. */
  readonly conditions: readonly TagCondition[];
}

/** The parts that decide which resources a selection takes. */
export type SelectionTerms = Pick<Selection, 'resources' | 'notResources' | 'tags' | 'conditions'>;

export interface TagCondition {
  /** AWS's name: STRINGEQUALS, StringEquals, StringNotEquals, StringLike, StringNotLike. */
  readonly type: string;
  readonly key: string;
  readonly value: string;
}

/** 'backup=daily', 'env!=test'; `~` and `!~` for conditions with wildcards. */
export function tagWords({ type, key, value }: TagCondition): string {
  const sign = `${/not/i.test(type) ? '!' : ''}${/like/i.test(type) ? '~' : '='}`;
  return `${key.replace('aws:ResourceTag/', '')}${sign}${value}`;
}
