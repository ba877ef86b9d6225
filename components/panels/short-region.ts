/** AWS's own short form, as in the ids of Availability Zones: us-east-1 is use1, ap-southeast-2 is apse2. */
export function shortRegion(region: string): string {
  const [area = '', ...rest] = region.split('-');
  const number = rest.at(-1) ?? '';
  if (!/^\d+$/.test(number)) return region;
  return area + rest.slice(0, -1).map(initials).join('') + number;
}

const initials = (word: string): string =>
  word
    .replace(/^(north|south)(east|west)$/, '$1 $2')
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');
