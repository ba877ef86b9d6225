// The manual page, from the help of each command. Help is laid out for a terminal, and is shown as it is.
// https://man7.org/linux/man-pages/man7/groff_man.7.html
import { help as dashboardHelp } from '../../../src/cli/dashboard/help.ts';
import { subcommands } from '../../../src/cli/subcommands.ts';

const files: readonly (readonly [path: string, what: string])[] = [
  ['~/.config/vaultop/config.yaml', 'the config file; see vaultop config \\-\\-help'],
  ['~/.local/state/vaultop/', 'the store, the log and what is remembered of alerts'],
  ['~/.cache/vaultop/', 'the last screens'],
  ['~/.aws/config, ~/.aws/credentials', 'the profiles of the AWS CLI'],
];

const variables: readonly (readonly [name: string, what: string])[] = [
  ['AWS_PROFILE, AWS_REGION, AWS_CA_BUNDLE, AWS_ENDPOINT_URL', 'as for the AWS CLI'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'the proxy'],
  ['VAULTOP_CONFIG, VAULTOP_CONTEXT', 'the config file and its context, if no flag names them'],
  ['NO_COLOR, FORCE_COLOR, INK_SCREEN_READER', 'how the screen looks'],
];

export async function manPage(): Promise<string> {
  const commands = await Promise.all(
    Object.entries(subcommands).map(async ([name, { load }]) => section('SS', name, (await load()).help())),
  );
  return `${[
    '.\\" npm run generate writes this file from the help of the commands.',
    '.TH VAULTOP 1 "" vaultop "User Commands"',
    '.SH NAME',
    'vaultop \\- top for AWS Backup: jobs, vaults, recovery points and audits in a terminal',
    '.SH SYNOPSIS',
    '.B vaultop',
    '.RI [ options ]',
    '.br',
    '.B vaultop',
    '.I command',
    '.RI [ options ]',
    section('SH', 'DESCRIPTION', dashboardHelp()),
    '.SH COMMANDS',
    ...commands,
    '.SH FILES',
    ...files.flatMap(([path, what]) => ['.TP', `.I ${path}`, what]),
    '.SH ENVIRONMENT',
    ...variables.flatMap(([name, what]) => ['.TP', `.B ${name}`, what]),
    '.SH SEE ALSO',
    '.BR aws (1)',
  ].join('\n')}\n`;
}

const section = (macro: 'SH' | 'SS', title: string, help: string): string =>
  [`.${macro} ${title}`, '.nf', ...help.trimEnd().split('\n').map(verbatim), '.fi'].join('\n');

/** A dot or an apostrophe at the beginning would be a request. */
function verbatim(line: string): string {
  const text = line
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(
      /[^\0-\x7f]/gu,
      (char) => `\\[u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
  return /^[.']/.test(text) ? `\\&${text}` : text;
}
