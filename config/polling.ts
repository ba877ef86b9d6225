/** How often each kind of thing is asked for, in ms, and how far a failing poll slows down. */
export const cadences = {
  jobs: { refreshMs: 15_000, idleMs: 120_000, slowestMs: 300_000 },
  vaults: { refreshMs: 300_000, idleMs: 300_000, slowestMs: 900_000 },
  plans: { refreshMs: 300_000, idleMs: 300_000, slowestMs: 900_000 },
  protectedResources: { refreshMs: 300_000, idleMs: 300_000, slowestMs: 900_000 },
  recoveryPoints: { refreshMs: 300_000, idleMs: 300_000, slowestMs: 900_000 },
  /** What people change by hand, now and then. */
  settings: { refreshMs: 3_600_000, idleMs: 3_600_000, slowestMs: 3_600_000 },
  audits: { refreshMs: 120_000, idleMs: 120_000, slowestMs: 600_000 },
  /** CloudWatch costs money and has nothing new before five minutes are over. */
  metrics: { refreshMs: 300_000, idleMs: 300_000, slowestMs: 1_800_000 },
} as const;

export type CadenceName = keyof typeof cadences;

/** The organization's accounts are listed anew this often, and refusals to hear of them tried again … */
export const organizationRefreshMs = 3_600_000;
/** … or sooner, when none could be listed. */
export const organizationRetryMs = 300_000;

/** A failing poll waits this long first, then twice as long each time. */
export const firstRetryMs = 5_000;
/** Answers of asks for "what changed since" overlap by this much, so that a late row is not missed. */
export const overlapMs = 600_000;
/** Changes on screen are gathered for this long and drawn at once. */
export const gatherMs = 50;
/** Ages and spinners move this often. */
export const tickMs = 1_000;
/** AWS Backup lists jobs of the last 30 days. */
export const jobHistoryMs = 30 * 86_400_000;
/** How far back the audits list looks. */
export const auditWindowMs = 24 * 3_600_000;
/** How far back the sparklines look. */
export const metricWindowMs = 24 * 3_600_000;
