/** Without "=" at the beginning: zsh reads "=ls" as the path of ls. */
const harmless = /^(?!=)[\w@%+=:,./-]+$/;

/** One word as a POSIX shell reads it back: as it is where that is safe, else in single quotes. */
export function shellQuote(word: string): string {
  return harmless.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
