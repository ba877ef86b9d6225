// The facts of a crash report besides its stack: version, Node and terminal.

declare const VAULTOP_VERSION: string;

type Surroundings = Pick<NodeJS.Process, 'env' | 'versions' | 'platform' | 'arch'> & {
  readonly stdout: { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
};

/** Only variables that identify the terminal: others contain secrets. */
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
