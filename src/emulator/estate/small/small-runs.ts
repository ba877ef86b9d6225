// Schedules and durations of the small estate's backups.

/** Backups that run for hours, with offset schedules: at any hour some job is running. */
export const longRuns = { runMinutes: [330, 460], startWindowMinutes: 60, completionWindowMinutes: 600 } as const;
export const shortRuns = { runMinutes: [80, 140], startWindowMinutes: 60, completionWindowMinutes: 180 } as const;
/** The job starts within an hour, or it expires. */
export const shortStart = { startWindowMinutes: 60 } as const;

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Schedules that ran at a given full hour. */
export const dailyAt = (at: number) => `cron(0 ${new Date(at).getUTCHours()} ? * * *)`;
export const weeklyAt = (at: number) => `cron(0 ${new Date(at).getUTCHours()} ? * ${days[new Date(at).getUTCDay()]} *)`;
/** At most the 28th: every month has that day. */
export const monthlyAt = (at: number) => `cron(0 6 ${Math.min(28, new Date(at).getUTCDate())} * ? *)`;
