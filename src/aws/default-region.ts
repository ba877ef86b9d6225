// The Region a person means without saying it, as the AWS CLI finds it.

/** undefined: neither the environment nor the profile names one. */
export async function defaultRegion(env: NodeJS.ProcessEnv, profile?: string): Promise<string | undefined> {
  // A profile that was asked for by name wins over the environment's Region, as in the CLI's `--profile`.
  if (profile === undefined) {
    const named = env.AWS_REGION || env.AWS_DEFAULT_REGION;
    if (named) return named;
  }
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const name = profile ?? env.AWS_PROFILE ?? 'default';
  const region = configFile[name]?.region ?? credentialsFile[name]?.region;
  return region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
}
