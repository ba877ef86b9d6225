export const help = (): string => `vaultop config: the config file

  vaultop config path      its path: $XDG_CONFIG_HOME/vaultop/config.yaml, --config FILE or VAULTOP_CONFIG
  vaultop config check     its errors and warnings, each with line, key and the expected value
  vaultop config show      the values in effect, and the source of each
  vaultop config schema    its JSON Schema, for editors

  --config FILE            another file
  --context NAME           with show: the values of the dashboard with this context. Also VAULTOP_CONTEXT

The file of the machine, /etc/vaultop/config.yaml, is read before the user's: its mutes and exclusions apply in addition
to the user's. A context with write: never in it allows no changes, whatever a file, a flag or :write says, and neither
does any other use of its profiles or roles. It is refused if anybody but root can write it.

Flags take precedence over the environment, and the environment over the file. A context that is named with --context or
VAULTOP_CONTEXT takes precedence over AWS_PROFILE, AWS_REGION and AWS_ENDPOINT_URL.
Exit codes: 0 success, 1 the file has an error, 2 usage.
`;
