// For patches of packages: what is replaced must be there, once, or the package has changed and the patch is to be looked at.

/** Throws `problem` where `from` is not there, or more than once. */
export function replaceOnce(source: string, from: string, to: string, problem: string): string {
  if (source.split(from).length !== 2) throw new Error(problem);
  return source.replace(from, () => to);
}
