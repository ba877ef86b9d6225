/** Without "=" at the beginning: zsh expands "=ls" to the path of ls. */
const harmless = /^(?!=)[\w@%+=:,./-]+$/;

/** One word for a POSIX shell: unchanged if that is safe, else in single quotes. */
export function shellQuote(word: string): string {
  return harmless.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
