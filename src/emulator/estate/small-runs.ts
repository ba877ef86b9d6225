// When, and how long, the backups of the small estate run.

/** Backups that run for hours, offset against each other: whatever the hour, something is running. */
export const longRuns = { runMinutes: [330, 460], startWindowMinutes: 60, completionWindowMinutes: 600 } as const;
export const shortRuns = { runMinutes: [80, 140], startWindowMinutes: 60, completionWindowMinutes: 180 } as const;
/** Either they start within the hour or not at all. */
export const soon = { startWindowMinutes: 60 } as const;

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Schedules that ran at a given full hour. */
export const dailyAt = (at: number) => `cron(0 ${new Date(at).getUTCHours()} ? * * *)`;
export const weeklyAt = (at: number) => `cron(0 ${new Date(at).getUTCHours()} ? * ${days[new Date(at).getUTCDay()]} *)`;
/** No month is too short for it. */
export const monthlyAt = (at: number) => `cron(0 6 ${Math.min(28, new Date(at).getUTCDate())} * ? *)`;
