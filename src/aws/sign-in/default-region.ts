// The default Region, found like the AWS CLI finds it.

export interface DefaultRegion {
  /** undefined: neither the environment nor the profile has one. */
  readonly name: string | undefined;
  /** Where the Region is configured; without a name, the variable that is set and empty. */
  readonly from: string | undefined;
}

const variables = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** A variable that is set and empty is ignored, as in the AWS CLI. */
export async function defaultRegion(env: NodeJS.ProcessEnv, profile?: string): Promise<DefaultRegion> {
  const variable = variables.find((name) => env[name]);
  const ofEnvironment = {
    name: variable && env[variable],
    from: variable ?? variables.find((name) => env[name] === ''),
  };
  // A named profile overrides the environment's Region, as with the CLI's `--profile`.
  if (profile === undefined && variable) return ofEnvironment;
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const name = profile ?? (env.AWS_PROFILE || 'default');
  const region = configFile[name]?.region || credentialsFile[name]?.region;
  return region ? { name: region, from: `the region of profile ${name}` } : ofEnvironment;
}
