// Schema parts that several sections share. The text of an error follows "expected".
import * as z from 'zod/mini';
import { durationPattern, parseDuration } from '../lib/duration.ts';
import { byteSizePattern, parseByteSize } from '../lib/text/byte-size.ts';

export const text = (expected: string) => z.string({ error: expected }).check(z.minLength(1, { error: expected }));

/** The name of a context or a view, which is typed on a command line. */
export const name = z
  .string()
  .check(z.regex(/^[A-Za-z0-9][\w.-]*$/, { error: 'a name of letters, digits, ".", "_" and "-"' }));

/** Written as '30s', parsed as ms. */
export const duration = (what: string, leastMs: number) => {
  const error = `a span of time such as 30s, 5m or 1h30m${what === '' ? '' : `, ${what}`}`;
  return z.pipe(
    z.string({ error }).check(
      z.regex(durationPattern, { error }),
      z.refine((written) => (parseDuration(written) ?? leastMs) >= leastMs, { error }),
    ),
    z.transform((written: string) => parseDuration(written) ?? leastMs),
  );
};

/** Written as '2GB', parsed as bytes. */
export const byteSize = (what: string, least: number) => {
  const error = `a size such as 500MB or 2GB, ${what}`;
  return z.pipe(
    z.string({ error }).check(
      z.regex(byteSizePattern, { error }),
      z.refine((written) => (parseByteSize(written) ?? least) >= least, { error }),
    ),
    z.transform((written: string) => parseByteSize(written) ?? least),
  );
};

export const region = z
  .string({ error: 'a Region such as eu-west-1' })
  .check(z.regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, { error: 'a Region such as eu-west-1' }));
