const minute = 60_000;
const hour = 60 * minute;

/**
 * How often each kind of thing is asked for, in ms. `refreshMs` while something runs, stretching to `idleMs` while nothing
 * does; `visibleMs` while a whole list of it is on screen; `backgroundMs` at the least while nobody looks; `slowestMs` is how far a failing poll slows down; `wholeMs` is
 * after how long a list that only asks for changes is read anew from end to end.
 */
export const cadences = {
  jobs: { refreshMs: 15_000, idleMs: 2 * minute, backgroundMs: 5 * minute, slowestMs: 5 * minute, wholeMs: 24 * hour },
  vaults: { refreshMs: 5 * minute, idleMs: 5 * minute, backgroundMs: 15 * minute, slowestMs: 15 * minute },
  plans: { refreshMs: 5 * minute, idleMs: 5 * minute, backgroundMs: 15 * minute, slowestMs: 15 * minute },
  protectedResources: { refreshMs: 5 * minute, idleMs: 5 * minute, backgroundMs: 15 * minute, slowestMs: 15 * minute },
  /**
   * Each turn is a page for each vault and each thousand points; what is done meanwhile is known from the jobs. Of one vault
   * with more than a page only the new ones are asked for between two whole answers.
   */
  recoveryPoints: {
    refreshMs: 5 * minute,
    idleMs: 5 * minute,
    backgroundMs: 30 * minute,
    slowestMs: 30 * minute,
    visibleMs: 2 * minute,
    wholeMs: hour,
  },
  /** Three inventories may be asked, page by page; Resource Explorer itself is some minutes late. */
  inventory: { refreshMs: 30 * minute, idleMs: 30 * minute, backgroundMs: 30 * minute, slowestMs: hour },
  /** Settings, policies, selections, holds, frameworks: what people change now and then. */
  settings: { refreshMs: hour, idleMs: hour, backgroundMs: hour, slowestMs: hour },
  audits: { refreshMs: 2 * minute, idleMs: 5 * minute, backgroundMs: 5 * minute, slowestMs: 10 * minute },
  /** CloudWatch costs money and has nothing new before five minutes are over. */
  metrics: {
    refreshMs: 5 * minute,
    idleMs: 5 * minute,
    backgroundMs: 5 * minute,
    slowestMs: 30 * minute,
    afterPeriodMs: 20_000,
  },
} as const;

export type CadenceName = keyof typeof cadences;

/** The organization's accounts are listed anew this often, and refusals to hear of them tried again … */
export const organizationRefreshMs = 3_600_000;
/** … or sooner, when none could be listed. */
export const organizationRetryMs = 300_000;

/** The list of an account's Regions is asked for this much later where nothing waits for it. */
export const regionListDelayMs = 2_000;

/**
 * On a start with nothing to show, other lists than the first wait: until its rows have been read, or for so long after they
 * were written; for so long after its first account-Region has answered; and at most for so long.
 */
export const firstRowsWaits = { readMs: 100, othersMs: 300, longestMs: 2_000 } as const;

/** A failing poll waits this long first, then twice as long each time. */
export const firstRetryMs = 5_000;
/** Answers of asks for "what changed since" overlap by this much, so that a late row is not missed. */
export const overlapMs = 600_000;
/** Records of CloudTrail come minutes late: its overlap is longer. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
export const auditOverlapMs = 900_000;
/** Pages of 50 events of all kinds, reads too, that one look reads before it asks by the names of risky events. */
export const mostSweptPages = 10;
/** Changes on screen are gathered for this long and drawn at once. */
export const gatherMs = 50;
/** For who is called, the attention list is looked at no more often than this: news may be as late. */
export const alertEveryMs = 5_000;
/** After a notification that failed: twice as long each time. */
export const alertRetryMs = { first: 30_000, longest: 300_000 } as const;
/** Ages and spinners move this often. */
export const tickMs = 1_000;
/** A first load lists the jobs of this long before the older ones. */
export const jobDayMs = 24 * hour;
/** Jobs that one list of everything since the oldest running one may have; where there are more, each state is asked. */
export const mostInWindow = 500;
/** A job that no list has and that cannot be looked up is looked up again after this long. */
export const lookUpAgainMs = 5 * minute;
/** AWS Backup lists jobs of the last 30 days. */
export const jobHistoryMs = 30 * 86_400_000;
/** CloudTrail remembers this long what was done. */
export const trailHistoryMs = 90 * 86_400_000;
/** Of a vault that holds more points than these only the newest are asked for: a million of them are 1,000 pages … */
export const mostSweptPoints = 20_000;
/** … those of this time. Rules that run once a month have one in it. */
export const sweptPointsMs = 40 * 86_400_000;
/**
 * A point carries the time at which its backup began, and a copy that of its source: both may be listed a day and more after
 * it. What is later still is seen when its vault is read whole.
 */
export const pointsLateMs = 2 * 24 * hour;
/** How far back the audits list looks. */
export const auditWindowMs = 24 * 3_600_000;
/** How far back the sparklines look. */
export const metricWindowMs = 24 * 3_600_000;

/** Jobs of an account-Region that the live feed tells of are asked for this many times less often … */
export const feedStretch = 4;
/** … while its newest event from there is no older than this. */
export const feedCoversMs = 24 * 3_600_000;
/** An event that leaves something open has the list asked for: after a moment in which others come, and with pauses. */
export const feedRefreshMs = { gather: 300, between: 10_000 } as const;
