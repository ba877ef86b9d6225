export const help = (): string => `vaultop cache: the answers kept for the next start

  vaultop cache path    where they lie
  vaultop cache clear   removes them

The dashboard keeps the last good answer of each list on disk, readable to you alone, so that the next start shows
rows at once, with their age, until AWS has answered. Nothing of credentials is in them. --no-cache keeps and reads none.

  -h, --help            this text
`;
