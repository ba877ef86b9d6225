// Names with `*`, as ARNs of selections, objectives, mutes and policies have them.
import { matchesWildcard } from '../lib/text/wildcard.ts';

export const matchesPattern = (pattern: string, text: string): boolean => matchesWildcard(pattern, text);
