import type { Scope } from '../scope.ts';

/** What a plan backs up: named, by tag, or by condition. AWS never tells which resources match. */
export interface Selection {
  readonly scope: Scope;
  readonly planId: string;
  readonly planName?: string;
  readonly id: string;
  readonly name: string;
  readonly roleArn?: string;
  /** Epoch ms. */
  readonly createdAt?: number;
  /** ARNs, possibly with wildcards; `*` alone is everything. Any of them matches. */
  readonly resources: readonly string[];
  /** ARNs, possibly with wildcards, that are left out. */
  readonly notResources: readonly string[];
  /** Any of them matches. */
  readonly tags: readonly TagCondition[];
  /** All of them must hold. */
  readonly conditions: readonly TagCondition[];
}

export interface TagCondition {
  /** AWS's word: STRINGEQUALS, StringEquals, StringNotEquals, StringLike, StringNotLike. */
  readonly type: string;
  readonly key: string;
  readonly value: string;
}

/** 'backup=daily', 'env!=test'; `~` and `!~` where wildcards count. */
export function tagWords({ type, key, value }: TagCondition): string {
  const sign = `${/not/i.test(type) ? '!' : ''}${/like/i.test(type) ? '~' : '='}`;
  return `${key.replace('aws:ResourceTag/', '')}${sign}${value}`;
}
