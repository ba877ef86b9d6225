export const help = (): string => `vaultop doctor: checks this machine and the access to AWS, and names the next step

  vaultop doctor [options]
  vaultop doctor --profile prod --region eu-west-1 --json
  vaultop doctor --bundle vaultop-support.json

Each line is ok, warn or fail, with the next step: versions, terminal, config file, store, proxy, private CA, each
profile or role (how it signs in, its account, when it expires), the clock, and the live feed. Each read request that
the screens need is sent once in the first Region, and one in every other Region and account, where permissions may
differ. Nothing is changed, and no request costs money. What cannot be checked is not known, and a warning.

  -o, --output FORM    text (default) or json; --json is the same
  --paid               also request metrics, which CloudWatch bills
  --clipboard          write a text to the clipboard, and read it back where the terminal allows it
  --bundle FILE        write a file for support requests, after a list of its contents. Accounts, profiles, roles, hosts
                       and paths are replaced; credentials, values of the environment, passwords of proxies, external ids
                       and commands are never in it
  --names              with --bundle: keep the names
  and the flags that say where to look: --profile, --role-arn, --region, --context …; see vaultop --help

Exit codes: 0 nothing failed, 1 something failed or was not answered, 2 usage.
`;
