export const help = (): string => `vaultop doctor: what works here, what does not, and what to do about it

  vaultop doctor [options]
  vaultop doctor --profile prod --region eu-west-1 --json
  vaultop doctor --bundle vaultop-support.json

Each line is ok, warn or fail, with the next step: versions, terminal, config file, store, proxy, private CA, each
profile or role (how it signs in, its account, when it expires), the clock, and the live feed. Of the reads that the
screens need, each is sent once, in the first Region, and one in every other Region and account, for rights may differ
there. Nothing is changed, and nothing that costs money is sent. What cannot be asked is warn: it is not known.

  -o, --output FORM    text (default) or json; --json is the same
  --paid               metrics, too: CloudWatch charges for them
  --clipboard          writes a text to the clipboard and reads it again, where the terminal allows it
  --bundle FILE        writes a file for support requests, and says before what is in it. Accounts, profiles, roles, hosts
                       and paths are replaced; never in it are credentials, the environment, passwords of proxies,
                       external ids and commands
  --names              with --bundle: leaves the names in it
  and the flags that say where to look: --profile, --role-arn, --region, --context …; see vaultop --help

Exit codes: 0 nothing failed, 1 something failed or was not answered, 2 usage.
`;
