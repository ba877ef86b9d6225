const minute = 60_000;
const hour = 60 * minute;

/**
 * The poll intervals of each kind of list, in ms. `refreshMs` while rows are busy, increasing to `idleMs` while none
 * is; `visibleMs` while a whole list is on screen; `backgroundMs` is the shortest interval while no screen shows the
 * rows; `slowestMs` is the longest interval of a failing poll; `wholeMs` is the interval of whole requests for a list
 * that otherwise requests changes only.
 */
export const cadences = {
  jobs: { refreshMs: 15_000, idleMs: 2 * minute, backgroundMs: 5 * minute, slowestMs: 5 * minute, wholeMs: 24 * hour },
  vaults: { refreshMs: 5 * minute, idleMs: 5 * minute, backgroundMs: 15 * minute, slowestMs: 15 * minute },
  plans: { refreshMs: 5 * minute, idleMs: 5 * minute, backgroundMs: 15 * minute, slowestMs: 15 * minute },
  protectedResources: { refreshMs: 5 * minute, idleMs: 5 * minute, backgroundMs: 15 * minute, slowestMs: 15 * minute },
  /**
   * Each poll reads a page for each vault and each thousand recovery points; changes in between are known from the
   * jobs. For a vault with more than a page only new recovery points are requested between two whole responses.
   */
  recoveryPoints: {
    refreshMs: 5 * minute,
    idleMs: 5 * minute,
    backgroundMs: 30 * minute,
    slowestMs: 30 * minute,
    visibleMs: 2 * minute,
    wholeMs: hour,
  },
  /** Created within a minute or so, and then seldom changed. */
  accessPoints: { refreshMs: 10_000, idleMs: 5 * minute, backgroundMs: 15 * minute, slowestMs: hour },
  /** Up to three inventories are read, page by page; Resource Explorer itself is some minutes late. */
  inventory: { refreshMs: 30 * minute, idleMs: 30 * minute, backgroundMs: 30 * minute, slowestMs: hour },
  /** KMS keys: a deletion is scheduled at least a week ahead. */
  keys: { refreshMs: 24 * hour, idleMs: 24 * hour, backgroundMs: 24 * hour, slowestMs: 24 * hour },
  /** Settings, policies, selections, holds, frameworks, which people change occasionally. */
  settings: { refreshMs: hour, idleMs: hour, backgroundMs: hour, slowestMs: hour },
  audits: { refreshMs: 2 * minute, idleMs: 5 * minute, backgroundMs: 5 * minute, slowestMs: 10 * minute },
  /** CloudWatch costs money and has new data every five minutes only. */
  metrics: {
    refreshMs: 5 * minute,
    idleMs: 5 * minute,
    backgroundMs: 5 * minute,
    slowestMs: 30 * minute,
    afterPeriodMs: 20_000,
  },
} as const;

export type CadenceName = keyof typeof cadences;

/** The organization's accounts are listed again at this interval, and refused requests are repeated … */
export const organizationRefreshMs = 3_600_000;
/** … or sooner, if none could be listed. */
export const organizationRetryMs = 300_000;

/** The delay of the list of an account's Regions, if nothing waits for it. */
export const regionListDelayMs = 2_000;

/**
 * On a start with an empty screen, other lists wait for the first one: until its rows have been read, or `readMs` after
 * they were written; `othersMs` after the response of its first account-Region; and at most `longestMs`.
 */
export const firstRowsWaits = { readMs: 100, othersMs: 300, longestMs: 2_000 } as const;

/** A failing poll waits this long first, then twice as long each time. */
export const firstRetryMs = 5_000;
/** Requests for changes overlap by this time, so that a late row is not missed. */
export const overlapMs = 600_000;
/**
 * Records of CloudTrail are minutes late: its overlap is longer.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html
 */
export const auditOverlapMs = 900_000;
/**
 * Pages of 50 events of all kinds, including reading calls, that a poll reads before it requests risky events by name.
 */
export const mostSweptPages = 10;
/** Changes on screen are collected for this time and drawn together. */
export const gatherMs = 50;
/** For notifications the attention list is evaluated no more often than this: they may be late by this time. */
export const alertEveryMs = 5_000;
/** After a failed notification: doubled at each attempt. */
export const alertRetryMs = { first: 30_000, longest: 300_000 } as const;
/** The interval at which ages and spinners change. */
export const tickMs = 1_000;
/** The first load lists the jobs of this time before older ones. */
export const jobDayMs = 24 * hour;
/**
 * The maximum number of jobs in a single list since the oldest running job; if there are more, jobs are requested by
 * state.
 */
export const mostInWindow = 500;
/** A job that no list has and whose lookup failed is looked up again after this time. */
export const lookUpAgainMs = 5 * minute;
/** AWS Backup lists jobs of the last 30 days. */
export const jobHistoryMs = 30 * 86_400_000;
/** CloudTrail's event history. */
export const trailHistoryMs = 90 * 86_400_000;
/** Of a vault with more recovery points than this only the newest are requested: a million of them are 1,000 pages … */
export const mostSweptPoints = 20_000;
/** … those of this time, which includes a run of each monthly rule. */
export const sweptPointsMs = 40 * 86_400_000;
/**
 * A recovery point has the time at which its backup began, and a copy that of its source: both may be listed more than
 * a day later. Later ones appear when the whole vault is read.
 */
export const pointsLateMs = 2 * 24 * hour;
/** The time range of the list of audits. */
export const auditWindowMs = 24 * 3_600_000;
/** The time range of the sparklines. */
export const metricWindowMs = 24 * 3_600_000;

/** The factor by which polls of jobs in an account-Region with a live feed are slower … */
export const feedStretch = 4;
/** … while the newest event from there is no older than this. */
export const feedCoversMs = 24 * 3_600_000;
/** An incomplete event triggers a request for the list: after a delay in which others arrive, and with pauses. */
export const feedRefreshMs = { gather: 300, between: 10_000 } as const;
