// `vaultop config show`: every effective value with its source.

import { history, thresholds } from '../../../config/limits.ts';
import { cadences } from '../../../config/polling.ts';
import { formatDuration } from '../../lib/text/format.ts';
import { displayWidth, pad, sanitize } from '../../lib/text/text.ts';
import type { ContextSettings } from '../../settings/contexts.ts';
import { pathText } from '../../settings/issue.ts';
import { listItems } from './list-items.ts';
import type { ConfigValues, LoadedConfig } from './load-config.ts';
import { banOf } from './merge-config.ts';
import { type ChosenContext, chooseContext } from './settings.ts';

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly from: string;
}

export function effectiveLines(loaded: LoadedConfig, values: ConfigValues, env: NodeJS.ProcessEnv): string[] {
  const chosen = chooseContext(loaded, values, env);
  const entries = [
    fileEntry(loaded),
    ...(loaded.site ? [{ key: 'machine', value: sanitize(loaded.site.path), from: 'root' }] : []),
    contextEntry(chosen, loaded),
    ...whereEntries(chosen, loaded, env),
    ...cadenceEntries(chosen, loaded),
    viewEntry(loaded),
    ...appearanceEntries(loaded),
    ...defaultedEntries(loaded, 'thresholds', thresholdDefaults),
    ...defaultedEntries(loaded, 'history', historyDefaults),
    identitiesEntry(loaded),
    ...leaves(loaded, 'columns'),
    ...leaves(loaded, 'views'),
    ...leaves(loaded, 'keys'),
    ...leaves(loaded, 'themes'),
    ...rules(loaded, 'mutes'),
    ...rules(loaded, 'exclusions'),
  ];
  const [keyWidth, fromWidth] = (['key', 'from'] as const).map((part) =>
    Math.max(...entries.map((entry) => displayWidth(entry[part]))),
  );
  return entries.map(({ key, value, from }) => `${pad(key, keyWidth ?? 0)}  ${pad(from, fromWidth ?? 0)}  ${value}`);
}

const pathSources = { flag: '--config', environment: 'VAULTOP_CONFIG', default: 'default' } as const;

const fileEntry = ({ path, pathFrom, exists }: LoadedConfig): Entry => ({
  key: 'file',
  value: exists ? sanitize(path) : 'none',
  from: exists ? pathSources[pathFrom] : `${sanitize(path)} does not exist`,
});

function contextEntry(chosen: ChosenContext | undefined, loaded: LoadedConfig): Entry {
  if (!chosen) return { key: 'context', value: 'none', from: 'default' };
  const from = { flag: '--context', environment: 'VAULTOP_CONTEXT', file: lineOf(loaded, ['context']) }[chosen.from];
  return { key: 'context', value: chosen.name, from };
}

/** AWS's own variables, of which the first that is set is used, unless the context was requested by name. */
const variables: Readonly<Record<'profiles' | 'regions' | 'endpoint', readonly string[]>> = {
  profiles: ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID'],
  regions: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  endpoint: ['AWS_ENDPOINT_URL_BACKUP', 'AWS_ENDPOINT_URL'],
};

const otherwise: Readonly<Record<Exclude<keyof ContextSettings, 'cadence'>, string>> = {
  profiles: 'the credential chain',
  roles: 'none',
  externalId: 'none',
  mfaSerial: "the profile's",
  accounts: 'all',
  excludedAccounts: 'none',
  organization: 'false',
  regions: "the profile's",
  endpoint: 'AWS',
  color: 'none',
  eventQueues: 'none',
  cloudwatch: 'true',
  write: 'false',
};

function whereEntries(chosen: ChosenContext | undefined, loaded: LoadedConfig, env: NodeJS.ProcessEnv): Entry[] {
  return Object.entries(otherwise).map(([key, fallback]) => {
    const variable = variables[key as keyof typeof variables]?.find((name) => env[name]);
    const said = chosen && plainAt(loaded, ['contexts', chosen.name, key]);
    const fromVariable = variable !== undefined && (said === undefined || chosen?.from === 'file');
    if (fromVariable) return { key, value: variableText(variable, env), from: variable };
    if (chosen && said !== undefined)
      return { key, value: valueText(said), from: lineOf(loaded, ['contexts', chosen.name, key]) };
    return { key, value: fallback, from: 'default' };
  });
}

/** Keys are never shown, nor a password in a URL. */
function variableText(variable: string, env: NodeJS.ProcessEnv): string {
  if (variable === 'AWS_ACCESS_KEY_ID') return 'keys in the environment';
  return sanitize(env[variable] ?? '').replace(/\/\/[^@/]*@/, '//…@');
}

function cadenceEntries(chosen: ChosenContext | undefined, loaded: LoadedConfig): Entry[] {
  return Object.entries(cadences).map(([name, { refreshMs }]) => {
    const path = chosen ? ['contexts', chosen.name, 'cadence', name] : [];
    const said = chosen && plainAt(loaded, path);
    const key = `cadence.${name}`;
    if (said === undefined) return { key, value: formatDuration(refreshMs), from: 'default' };
    return { key, value: valueText(said), from: lineOf(loaded, path) };
  });
}

function viewEntry(loaded: LoadedConfig): Entry {
  const { view } = loaded.config;
  return { key: 'view', value: view ?? 'overview', from: view === undefined ? 'default' : lineOf(loaded, ['view']) };
}

function appearanceEntries(loaded: LoadedConfig): Entry[] {
  const { theme, mouse, title, timezone } = loaded.config;
  return [
    {
      key: 'theme',
      value: theme ?? 'from the terminal background',
      from: theme === undefined ? 'default' : lineOf(loaded, ['theme']),
    },
    { key: 'mouse', value: `${mouse ?? false}`, from: mouse === undefined ? 'default' : lineOf(loaded, ['mouse']) },
    { key: 'title', value: `${title ?? true}`, from: title === undefined ? 'default' : lineOf(loaded, ['title']) },
    {
      key: 'timezone',
      value: timezone ?? 'utc',
      from: timezone === undefined ? 'default' : lineOf(loaded, ['timezone']),
    },
  ];
}

const thresholdDefaults: Readonly<Record<string, string>> = {
  slowAnswer: formatDuration(thresholds.slowAnswerMs),
  staleAfterTurns: String(thresholds.staleAfterTurns),
};

const historyDefaults: Readonly<Record<string, string>> = {
  keep: formatDuration(history.keepMs),
  maxSize: `${history.maxBytes / 1e9}GB`,
};

function identitiesEntry(loaded: LoadedConfig): Entry {
  const path = ['store', 'identities'];
  const said = plainAt(loaded, path);
  const key = pathText(path);
  return said === undefined
    ? { key, value: 'none', from: 'default' }
    : { key, value: valueText(said), from: lineOf(loaded, path) };
}

function defaultedEntries(
  loaded: LoadedConfig,
  section: 'thresholds' | 'history',
  defaults: Readonly<Record<string, string>>,
): Entry[] {
  return Object.entries(defaults).map(([name, fallback]) => {
    const path = [section, name];
    const said = plainAt(loaded, path);
    const key = pathText(path);
    if (said === undefined) return { key, value: fallback, from: 'default' };
    return { key, value: valueText(said), from: lineOf(loaded, path) };
  });
}

function leaves(loaded: LoadedConfig, section: 'columns' | 'views' | 'keys' | 'themes'): Entry[] {
  return Object.keys(loaded.config[section] ?? {}).map((name) => {
    const path = [section, name];
    return { key: pathText(path), value: valueText(plainAt(loaded, path)), from: lineOf(loaded, path) };
  });
}

/** The rules of both files hold. */
function rules({ site, ...own }: LoadedConfig, section: 'mutes' | 'exclusions'): Entry[] {
  const files = [
    { plain: site?.plain, from: (at: number) => `machine, line ${site?.position([section, at]).line}` },
    { plain: own.plain, from: (at: number) => `line ${own.position?.([section, at]).line}` },
  ];
  const entries = files.flatMap(({ plain, from }) =>
    listItems(valueAt(plain, [section]) as readonly unknown[] | undefined).map((rule, at) => ({
      rule,
      from: from(at),
    })),
  );
  return entries.map(({ rule, from }, index) => ({ key: `${section}[${index}]`, value: valueText(rule), from }));
}

/** What the machine forbids is from there, whatever the user's file says. */
function lineOf({ site, plain, position, config, bans }: LoadedConfig, path: readonly PropertyKey[]): string {
  const [, context, key] = path;
  if (key === 'write' && config.contexts?.[String(context)]?.write === 'never') {
    const ban = banOf(bans, config.contexts[String(context)] ?? {}, String(context));
    if (ban && site && ban.from.startsWith(`${site.path}:`)) return `machine, line ${ban.from.split(':').at(-1)}`;
  }
  if (valueAt(plain, path) !== undefined || !site) return `line ${position?.(path).line ?? '?'}`;
  return `machine, line ${site.position(path).line}`;
}

/** As written: what the machine forbids, then the user's file, then that of the machine. */
function plainAt({ plain, site, config }: LoadedConfig, path: readonly string[]): unknown {
  const [section, name, key] = path;
  const isForbidden = section === 'contexts' && key === 'write' && config.contexts?.[name ?? '']?.write === 'never';
  return isForbidden ? 'never' : (valueAt(plain, path) ?? valueAt(site?.plain, path));
}

const valueAt = (plain: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as never)[key] : undefined,
    plain,
  );

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(' ') || 'none';
  if (typeof value !== 'object' || value === null) return sanitize(String(value));
  return Object.entries(value)
    .map(([key, inner]) => `${sanitize(key)}=${valueText(inner)}`)
    .join(', ');
}
