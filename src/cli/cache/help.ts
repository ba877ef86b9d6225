export const help = (): string => `vaultop cache: the last screen, which the next start shows first

  vaultop cache path    the path of its directory
  vaultop cache clear   remove it, and everything in the store

The dashboard keeps the last overview as text, and the compiled code of the program, in files that only you can read and
that can be removed at any time. Rows and their history are in the store: see vaultop store --help. Neither has
credentials. --no-cache neither shows nor keeps a screen, and uses a temporary store, as --no-store does.

  -h, --help            this text
`;
