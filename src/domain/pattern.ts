// Matches names with `*`, as in ARNs of selections, objectives, mutes and policies.
import { matchesWildcard } from '../lib/text/wildcard.ts';

export const matchesPattern = (pattern: string, text: string): boolean => matchesWildcard(pattern, text);
