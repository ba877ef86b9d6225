import { whereHelp } from '../options/where.ts';

export const help = (): string => `vaultop wait ID: wait until a backup, copy or restore job is over

  vaultop wait 0A1B2C3D-4E5F-6071-8293-A4B5C6D7E8F9 --timeout 2h && ./next-step

  --kind KIND          backup, copy or restore; default: found by the id
  --timeout TIME       how long to wait, such as 90m, 2h or 1d12h (default 1d)
  -o, --output FORM    text (default) or json; --format FORM and --json are the same
${whereHelp}

The final state is printed with AWS's message; states before it go to stderr. If AWS cannot be asked in between, for
example with expired credentials, the state is unknown and the wait continues: sign in again elsewhere.

Exit codes: 0 completed, also with issues; 1 failed, stopped, expired or partial; 2 usage; 3 not known: it is not over at
the timeout, or AWS could not be asked.
`;
