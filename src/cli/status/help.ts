import { placeholders, usualMaxAge } from './arguments.ts';

export const help = (): string => `vaultop status: what needs attention in one line with its age, for tmux and prompts

  vaultop status [options]
  vaultop status --account 111122223333 --max-age 10m

Reads what a dashboard, collect or check has written to the store: no sign-in, no request to AWS.
"prod ✖4 ▲12 · 2m old": four critical, twelve warnings. ? means that a list has no response, or that all
responses are too old.

  --format TEXT        your own line: ${placeholders
    .slice(0, 4)
    .map((name) => `{${name}}`)
    .join(', ')},
                       ${placeholders
                         .slice(4)
                         .map((name) => `{${name}}`)
                         .join(', ')}
  -o, --output json    counts, state, age, accounts and Regions, for scripts; --json is the same
  --max-age SPAN       older responses are unknown. Default: ${usualMaxAge}
  --account ID         only this account, or several; --region NAME likewise. Default: all that the store has
  --context NAME       its Regions, and its account if its roles or its profile in ~/.aws/config name one
  --store FILE         another store; see vaultop store --help

In tmux: set -g status-right '#(vaultop status)'

Exit codes: 0 known, whatever the counts; 1 unknown in part, or too old; 2 usage. vaultop check asks AWS and evaluates.
`;
