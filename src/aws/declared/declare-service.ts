// Clients of services with a few operations: built from @smithy/core and @aws-sdk/core, which the SDK's clients load
// anyway, so that a service takes some kilobytes instead of a package.
import {
  createDefaultUserAgentProvider,
  getHostHeaderPlugin,
  getUserAgentPlugin,
  NODE_APP_ID_CONFIG_OPTIONS,
  resolveHostHeaderConfig,
  resolveUserAgentConfig,
} from '@aws-sdk/core/client';
import { AwsSdkSigV4Signer, resolveAwsSdkSigV4Config } from '@aws-sdk/core/httpAuthSchemes';
import {
  DefaultIdentityProviderConfig,
  getHttpAuthSchemeEndpointRuleSetPlugin,
  getHttpSigningPlugin,
} from '@smithy/core';
import { Sha256 } from '@smithy/core/checksum';
import { Client, makeBuilder, normalizeProvider } from '@smithy/core/client';
import {
  loadConfig,
  NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS,
  NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS,
  resolveRegionConfig,
} from '@smithy/core/config';
import { getEndpointPlugin, resolveEndpointConfig } from '@smithy/core/endpoints';
import { getContentLengthPlugin, parseUrl } from '@smithy/core/protocols';
import { getRetryPlugin, resolveRetryConfig } from '@smithy/core/retry';
import { getSchemaSerdePlugin } from '@smithy/core/schema';
import { calculateBodyLength, fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { type AddressedService, type EndpointParameters, endpointOf } from './endpoint.ts';
import type { Schema } from './schema.ts';

export interface DeclaredService extends AddressedService {
  /** The SDK's name of the service, for AWS_ENDPOINT_URL_… and the config file: 'Resource Explorer 2'. */
  readonly serviceId: string;
  readonly signingName: string;
  readonly version: string;
  /** A class of @aws-sdk/core/protocols. */
  readonly protocol: unknown;
  /** For JSON protocols: the prefix of the operation in x-amz-target. */
  readonly target?: string;
  /** For query protocols. */
  readonly xmlNamespace?: string;
}

export interface DeclaredCommand<Input, Output> {
  readonly input: Input;
  // biome-ignore lint/suspicious/noExplicitAny: as the SDK's commands have it, whose output is read off this member
  resolveMiddleware(...args: any[]): (...args: any[]) => Promise<{ output: Output }>;
}

const endpointParams = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const;

// biome-ignore lint/suspicious/noExplicitAny: each resolver of the SDK adds to the config what the next one needs
type Config = any;

export function declareCommands({ serviceId }: Pick<DeclaredService, 'serviceId'>) {
  const build = makeBuilder<Config, Config, Config>(endpointParams, serviceId, `${serviceId}Client`, getEndpointPlugin);
  return <Input extends object, Output>(schema: Schema) => {
    const [, , name] = schema as [unknown, unknown, string];
    return build({}, () => [], name, schema as Config) as unknown as new (
      input: Input,
    ) => DeclaredCommand<Input, Output>;
  };
}

/** A client with the same configuration as the SDK's own clients. */
export function declareClient(service: DeclaredService) {
  return class extends Client<Config, Config, Config, Config> {
    constructor(given: Config) {
      const config = resolved(configOf(service, given));
      super(config);
      Object.assign(this, { config });
      for (const plugin of plugins(service, config)) this.middlewareStack.use(plugin);
    }
  };
}

function configOf(service: DeclaredService, given: Config): Config {
  const { serviceId, version, target, xmlNamespace, protocol } = service;
  const from = { profile: given.profile, logger: given.logger };
  return {
    runtime: 'node',
    serviceId,
    protocol,
    protocolSettings: {
      defaultNamespace: `com.amazonaws.${service.host}`,
      version,
      serviceTarget: target,
      xmlNamespace,
    },
    endpointProvider: (parameters: EndpointParameters) => endpointOf(service, parameters),
    httpAuthSchemeProvider: ({ region }: { region: string }) => [signing(service.signingName, region)],
    httpAuthSchemes: [
      {
        schemeId,
        identityProvider: (identities: Config) => identities.getIdentityProvider(schemeId),
        signer: new AwsSdkSigV4Signer(),
      },
    ],
    authSchemePreference: normalizeProvider([]),
    defaultUserAgentProvider: createDefaultUserAgentProvider({ serviceId, clientVersion: version }),
    userAgentAppId: loadConfig(NODE_APP_ID_CONFIG_OPTIONS, from),
    useDualstackEndpoint: loadConfig(NODE_USE_DUALSTACK_ENDPOINT_CONFIG_OPTIONS, from),
    useFipsEndpoint: loadConfig(NODE_USE_FIPS_ENDPOINT_CONFIG_OPTIONS, from),
    disableHostPrefix: false,
    bodyLengthChecker: calculateBodyLength,
    sha256: Sha256,
    urlParser: parseUrl,
    base64Decoder: fromBase64,
    base64Encoder: toBase64,
    utf8Decoder: fromUtf8,
    utf8Encoder: toUtf8,
    defaultSigningName: service.signingName,
    ...given,
  };
}

const schemeId = 'aws.auth#sigv4';

const signing = (name: string, region: string) => ({
  schemeId,
  signingProperties: { name, region },
  propertiesExtractor: (config: Config, context: Config) => ({ signingProperties: { config, context } }),
});

const resolved = (config: Config): Config =>
  resolveAwsSdkSigV4Config(
    resolveEndpointConfig<Config>(
      resolveHostHeaderConfig(
        resolveRegionConfig(resolveRetryConfig(resolveUserAgentConfig(config)) as Config) as Config,
      ),
    ) as Config,
  );

const plugins = ({ signingName }: DeclaredService, config: Config): Config[] => [
  getSchemaSerdePlugin(config),
  getUserAgentPlugin(config),
  getRetryPlugin(config),
  getContentLengthPlugin(config),
  getHostHeaderPlugin(config),
  getHttpAuthSchemeEndpointRuleSetPlugin(config, {
    httpAuthSchemeParametersProvider: async () => ({ operation: signingName, region: await config.region() }),
    identityProviderConfigProvider: async ({ credentials }: Config) =>
      new DefaultIdentityProviderConfig({ [schemeId]: credentials }),
  } as Config),
  getHttpSigningPlugin(config),
];
