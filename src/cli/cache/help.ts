export const help = (): string => `vaultop cache: what a start shows before anything else

  vaultop cache path    where it lies
  vaultop cache clear   removes it, and everything in the store

The dashboard keeps the overview as it was last seen, as text, and what Node has compiled of the program, readable to you
alone; it may be removed at any time. Rows and their history are in the store: see vaultop store --help. Nothing of
credentials is in either. --no-cache neither shows nor keeps a screen, and takes a temporary store as --no-store does.

  -h, --help            this text
`;
