// Sizes in text form: '2GB', '500 MB', '1.5GiB'.

const units = { kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 } as const;

export const byteSizePattern = /^(\d+(?:\.\d+)?) ?([kmgt]i?b)$/i;

/** Bytes; undefined if the text is not a size. */
export function parseByteSize(text: string): number | undefined {
  const [, count, unit] = byteSizePattern.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return Math.round(Number(count) * units[unit.toLowerCase() as keyof typeof units]);
}
