// Resources that have no backup on purpose, by the config file.
import type { EvaluationTime } from '../attention/evaluation-time.ts';
import { matchesPattern } from '../pattern.ts';
import type { CoverageReason } from './coverage-row.ts';
import type { TagMap } from './tag-match.ts';
import { type Truth, truthOf } from './truth.ts';

/** All conditions must match; there is at least one. */
export interface Exclusion {
  /** Resource name or ARN, with `*`. */
  readonly name?: string;
  /** AWS's word: RDS, EBS. */
  readonly type?: string;
  /** `key=value` of a tag, with `*` in the value. */
  readonly tag?: string;
  /** The reason in the person's words. */
  readonly reason: string;
  /** Epoch ms; absent: without an end. */
  readonly until?: number;
}

interface Excludable {
  readonly arn: string;
  readonly name: string;
  readonly type?: string | undefined;
  readonly tags?: TagMap | undefined;
}

/** Unknown: tags or type decide, and are not known. */
export function excludes(exclusion: Exclusion, { arn, name, type, tags }: Excludable): Truth {
  const truths: Truth[] = [];
  if (exclusion.name !== undefined) {
    truths.push(truthOf(matchesPattern(exclusion.name, name) || matchesPattern(exclusion.name, arn)));
  }
  if (exclusion.type !== undefined) {
    truths.push(type === undefined ? 'unknown' : truthOf(exclusion.type.toLowerCase() === type.toLowerCase()));
  }
  if (exclusion.tag !== undefined) truths.push(tags ? truthOf(hasTag(exclusion.tag, tags)) : 'unknown');
  if (truths.includes('no') || truths.length === 0) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
}

function hasTag(text: string, tags: TagMap): boolean {
  const cut = text.indexOf('=');
  const [key, value] = cut < 0 ? [text, '*'] : [text.slice(0, cut), text.slice(cut + 1)];
  return Object.hasOwn(tags, key) && matchesPattern(value, tags[key] ?? '');
}

export interface FoundExclusion {
  readonly certainty: 'yes' | 'unknown';
  readonly reason: CoverageReason;
}

/** The first exclusion that certainly matches, else whether it is unknown if one does. */
export function exclusionOf(
  resource: Excludable,
  {
    settings,
    time,
  }: { readonly settings: { readonly exclusions?: readonly Exclusion[] }; readonly time: EvaluationTime },
): FoundExclusion | undefined {
  let isOpen = false;
  for (const exclusion of settings.exclusions ?? []) {
    const { until, reason } = exclusion;
    if (until !== undefined && time.reached(until)) continue;
    const truth = excludes(exclusion, resource);
    if (truth === 'yes') {
      return {
        certainty: 'yes',
        reason: { kind: 'excluded', detail: reason, ...(until === undefined ? {} : { until }) },
      };
    }
    isOpen ||= truth === 'unknown';
  }
  return isOpen ? { certainty: 'unknown', reason: { kind: 'exclusion-unknown' } } : undefined;
}
