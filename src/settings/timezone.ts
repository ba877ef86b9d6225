// The time zone of the screen.
import * as z from 'zod/mini';
import { findZone } from '../domain/time-zones.ts';

const error = 'local, utc, or a time zone by its IANA name or the last part of it, such as Europe/Berlin or Berlin';

export const timezone = z.string({ error }).check(
  z.refine((name) => 'zone' in findZone(name), { error }),
  z.describe(
    'Time zone of the screen: local, utc (default), or an IANA name; Z switches between UTC and the other zone.',
  ),
);
