// Not `programFacts`, which the launcher shares with the report of a failure: a start would load one file more.

declare const VAULTOP_VERSION: string;

export const versions = (): Readonly<Record<'version' | 'node' | 'platform', string>> => ({
  // Only a bundle has a version.
  version: typeof VAULTOP_VERSION === 'string' ? VAULTOP_VERSION : 'sources',
  node: process.versions.node,
  platform: `${process.platform} ${process.arch}`,
});
