import { logLevelHelp } from '../options/log-level.ts';
import { whereHelp } from '../options/where.ts';
import { listSubcommands } from '../subcommands.ts';

export const help = (): string => `vaultop: top for AWS Backup

  vaultop [options]           the live dashboard
  vaultop --demo              the same on an embedded AWS: no account needed
  vaultop --once [-o json]    one snapshot of the overview as text or JSON, then the end; --json is the same
${listSubcommands()}

See vaultop COMMAND --help for each. The flags that say where to look may also stand before COMMAND.

Where to look
${whereHelp}
  --context NAME       a context of the config file; what it says stands in for flags that are not given
  --config FILE        another config file than ~/.config/vaultop/config.yaml; see vaultop config --help

What to change
  --write              lets actions change things; without it nothing that changes anything leaves this machine
  --no-write           only looks, whatever a context allows
  --dry-run            actions are shown as AWS CLI commands and not sent

What to ask
  --events-queue URL   an SQS queue to take live events from; again or with commas. See vaultop events --help
  --no-cloudwatch      no metrics: they cost $0.01 per 1,000; --cloudwatch asks for them though a context does not
  --store FILE         keeps rows and their history in this file instead of the usual one; see vaultop store --help
  --no-store           keeps them in a temporary file that ends with the program
  --no-cache           that, and no last screen for the next start either; see vaultop cache --help
  --open FILE          shows an extract of vaultop store export: AWS is not asked, and nothing can be changed
  --fault REGION=KIND  with --demo: make a Region deny, hang or slow
  --estate SIZE        with --demo: small, medium (five accounts), large, waves or types; --demo --org shows the medium one
  --speed N            with --demo: its clock runs N times as fast, and all ages go by that

What opens first
  --at TIME            as the store knows a past time: 05:40, "yesterday 05:00", 2026-11-27T05:40Z, "3h ago". :now returns;
                       with --once nothing is asked of AWS but who you are
  --view NAME          a list, such as runs, or a saved view; --filter, --sort and --param NAME=VALUE narrow it.
                       Y in the dashboard copies the command for the view on screen

How it looks
  --theme NAME         dark, light, high-contrast, color-blind, mono, or one of the config file
  --mouse              the wheel scrolls, a click chooses, a second one opens; shift keeps the terminal's own mouse
  --screen-reader      plain lines that tell what changes, and nothing drawn; also INK_SCREEN_READER=true

What calls you
  --bell off|on|desktop     when something new needs attention: the bell, or a desktop notification. Default: off
  --notify-command PROGRAM  gets findings that are new, worse, more or back, and followed jobs, as JSON on stdin
  --memory NAME             whose memory of past notifications to use. Default: dashboard

${logLevelHelp}
  -h, --help           this text
  -v, --version        the version

Without a terminal on stdout it writes one snapshot and ends. On a terminal, long help and tables go through PAGER (less);
PAGER=cat prints them as they are.
Exit codes: 0 fine, 1 failed, 2 usage.
`;
