// Three-valued logic: something that AWS does not return or document is neither yes nor no.

export type Truth = 'yes' | 'no' | 'unknown';

export const truthOf = (value: boolean): Truth => (value ? 'yes' : 'no');

/** No as soon as one is no. */
export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
}

/** Yes as soon as one is yes. */
export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('unknown') ? 'unknown' : 'no';
}
