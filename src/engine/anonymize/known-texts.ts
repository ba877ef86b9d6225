// Forms of texts that are AWS's own, or name nothing of the user's.

/** AWS's own words have letters, and at most a digit at the end, as EC2 has. */
const awsWord = /^[A-Za-z]+\d?([ _.-][A-Za-z]+\d?){0,7}$/;
const longestWord = 60;
export const isWord = (text: string): boolean => awsWord.test(text) && text.length <= longestWord;

export const schedule = /^(cron|rate)\((\d{1,4}|[A-Za-z]{3}|days?|hours?|minutes?|[ ,*/?#LW-])+\)$/;
export const serviceHost = /^[a-z][a-z-]{1,30}\.amazonaws\.com$/;

let allZones: ReadonlySet<string> | undefined;
export function isZone(text: string): boolean {
  allZones ??= new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/UTC', 'GMT']);
  return allZones.has(text);
}
