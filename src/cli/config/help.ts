export const help = (): string => `vaultop config: the config file

  vaultop config path      where it lies: $XDG_CONFIG_HOME/vaultop/config.yaml, --config FILE or VAULTOP_CONFIG
  vaultop config check     its errors and warnings, each with line, key and what is expected
  vaultop config show      what holds now, and where each value came from
  vaultop config schema    its JSON Schema, for editors

  --config FILE            another file
  --context NAME           with show: as if the dashboard were started so. Also VAULTOP_CONTEXT

The file of the machine, /etc/vaultop/config.yaml, lies under the user's: its mutes and exclusions hold besides the
user's own, and a context that says write: never there stays without changes, whatever a file, a flag or :write says,
and so does every other use of its profiles or roles. It is refused where others than root can write it.

Flags beat the environment, and the environment beats the file. What a context says that was asked for by name beats
AWS_PROFILE, AWS_REGION and AWS_ENDPOINT_URL.
Exit codes: 0 fine, 1 the file has an error, 2 usage.
`;
