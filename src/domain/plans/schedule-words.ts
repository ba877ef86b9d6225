// Translates schedules in words into AWS's expressions.

const daysOfWeek = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/**
 * AWS's cron expression for 'hourly', 'daily at 05:00', 'every 4 hours', 'weekly on sunday at 05:00', 'monthly on 1 at
 * 05:00'. An expression is returned unchanged; undefined for any other text.
 */
export function toScheduleExpression(text: string): string | undefined {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (/^(cron|rate)\(.*\)$/.test(said)) return text.trim();
  const [, words = '', hours = '5', minutes = '0'] = /^(.*?)(?: at (\d{1,2}):(\d{2}))?$/.exec(said) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const at = `${Number(minutes)} ${Number(hours)}`;
  if (words === 'hourly') return 'cron(0 * ? * * *)';
  if (words === 'daily' || words === 'every day') return `cron(${at} ? * * *)`;
  if (words === 'weekdays') return `cron(${at} ? * MON-FRI *)`;
  const [, every] = /^every (\d{1,2}) hours$/.exec(words) ?? [];
  if (every && 24 % Number(every) === 0) return `cron(0 0/${Number(every)} ? * * *)`;
  const [, weekday = 'sunday'] = /^weekly(?: on (\w+?)s?)?$/.exec(words) ?? [undefined, ''];
  const index = daysOfWeek.findIndex((day) => weekday !== '' && day.startsWith(weekday));
  if (words.startsWith('weekly') && index >= 0)
    return `cron(${at} ? * ${daysOfWeek[index]?.slice(0, 3).toUpperCase()} *)`;
  const [, day = '1'] = /^monthly(?: on (?:day )?(\d{1,2}|last))?$/.exec(words) ?? [undefined, ''];
  if (words.startsWith('monthly') && (day === 'last' || (Number(day) >= 1 && Number(day) <= 31))) {
    return `cron(${at} ${day === 'last' ? 'L' : Number(day)} * ? *)`;
  }
  return undefined;
}
