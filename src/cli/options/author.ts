// The user of the operating system, as acknowledgements and mutes name it.
import { userInfo } from 'node:os';
import { sanitize } from '../../lib/text/text.ts';

/** No author if the user has no entry in the system's list: a container with a user id of its own. */
export function authorOf(): { readonly author?: string } {
  try {
    return { author: sanitize(userInfo().username) };
  } catch {
    return {};
  }
}
