// The offset of a time zone, and the local times that summer time skips or repeats.

export interface ZoneClock {
  /** Ms until the local time of `at` occurs again; 0: it does not. */
  repeatsAfter(at: number): number;
  /** Whether the same local time occurred shortly before. */
  isRepeat(at: number): boolean;
}

const steady: ZoneClock = { repeatsAfter: () => 0, isRepeat: () => false };

/** The largest change is an hour; Lord Howe Island changes by half an hour. */
const probeMs = 90 * 60_000;

/** A time zone that is unknown here never changes its clocks. */
export function createZoneClock(timeZone: string): ZoneClock {
  if (/^(Etc\/)?UTC$/.test(timeZone)) return steady;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    return steady;
  }
  const offset = (at: number) => offsetMs(format, at);
  return {
    repeatsAfter(at) {
      const back = offset(at) - offset(at + probeMs);
      return back > 0 && offset(at) - offset(at + back) === back ? back : 0;
    },
    isRepeat(at) {
      const back = offset(at - probeMs) - offset(at);
      return back > 0 && offset(at - back) - offset(at) === back;
    },
  };
}

/** 'GMT', 'GMT+05:30', 'GMT-03:30'. */
function offsetMs(format: Intl.DateTimeFormat, at: number): number {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
