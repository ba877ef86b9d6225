// `--ca-bundle FILE`, read before anything connects: threads and programs that sign in inherit it as AWS_CA_BUNDLE.

/** Of several, the last one counts. Each command checks its flags itself. */
export function trustCaBundle(words: readonly string[], env: NodeJS.ProcessEnv): void {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const paths = words.slice(0, end).flatMap((word, at, flags) => {
    if (word === '--ca-bundle') return [flags[at + 1]];
    return word.startsWith('--ca-bundle=') ? [word.slice('--ca-bundle='.length)] : [];
  });
  const path = paths.at(-1);
  if (!path) return;
  env.AWS_CA_BUNDLE = path;
  // So that a problem of the file names the flag.
  env.VAULTOP_CA_BUNDLE = path;
}
