const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** For example "Jul 15, 2020 9:39:07 PM". */
export function longDate(at: number): string {
  const date = new Date(at);
  const [hours, two] = [date.getUTCHours(), (part: number) => String(part).padStart(2, '0')];
  const time = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()} ${time}`;
}
