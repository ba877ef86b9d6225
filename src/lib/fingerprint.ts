// A short text that identifies a long one. It distinguishes texts, but does not protect against forgery.
// http://www.isthe.com/chongo/tech/comp/fnv/

/** Seven letters and digits. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  // The last digits vary most.
  return [...(hash >>> 0).toString(36).padStart(7, '0')].reverse().join('');
}
