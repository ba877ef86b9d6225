// What a report of a crash needs beside its stack: which program it was, on which Node, in which terminal.

declare const VAULTOP_VERSION: string;

type Surroundings = Pick<NodeJS.Process, 'env' | 'versions' | 'platform' | 'arch'> & {
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
};

/** Of the environment only what names the terminal: other variables hold secrets. */
const terminalVariables = ['TERM', 'TERM_PROGRAM', 'TERM_PROGRAM_VERSION', 'COLORTERM', 'TMUX_PANE', 'LANG'];

export function programFacts({
  env,
  versions,
  platform,
  arch,
  stdout,
}: Surroundings): Readonly<Record<string, unknown>> {
  const named = terminalVariables.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return {
    // Only a bundle has a version.
    version: typeof VAULTOP_VERSION === 'string' ? VAULTOP_VERSION : 'sources',
    node: versions.node,
    platform: `${platform} ${arch}`,
    terminal: { isTTY: stdout.isTTY === true, ...Object.fromEntries(named) },
    size: stdout.columns && stdout.rows ? `${stdout.columns}x${stdout.rows}` : 'unknown',
  };
}
