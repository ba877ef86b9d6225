// The Region a person means without saying it, as the AWS CLI finds it.

export interface DefaultRegion {
  /** undefined: neither the environment nor the profile names one. */
  readonly name: string | undefined;
  /** Where it stands; without a name, which variable is set and empty. */
  readonly from: string | undefined;
}

const variables = ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** A variable that is set and empty says nothing, as for the AWS CLI. */
export async function defaultRegion(env: NodeJS.ProcessEnv, profile?: string): Promise<DefaultRegion> {
  const variable = variables.find((name) => env[name]);
  const ofEnvironment = {
    name: variable && env[variable],
    from: variable ?? variables.find((name) => env[name] === ''),
  };
  // A profile that was asked for by name wins over the environment's Region, as in the CLI's `--profile`.
  if (profile === undefined && variable) return ofEnvironment;
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const name = profile ?? (env.AWS_PROFILE || 'default');
  const region = configFile[name]?.region || credentialsFile[name]?.region;
  return region ? { name: region, from: `the region of profile ${name}` } : ofEnvironment;
}
