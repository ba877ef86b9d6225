// The review of an action: the change, the target, the commands, what cannot be undone, and the confirming key.

import type { Tone } from '../../domain/tone.ts';
import { lineDiff } from '../../lib/text/line-diff.ts';
import type { AnyAction, Danger } from '../../resources/action.ts';
import { resources } from '../../resources/index.ts';
import type { Data } from '../state/data.ts';
import { commandLines, contextOf, labelOf, placeName } from './act-context.ts';
import type { ActionTarget, ActOverlay } from './act-state.ts';
import { actionOf } from './action-of.ts';

export interface ReviewLine {
  readonly text: string;
  readonly tone: Tone;
  /** Commands that are too long are cut into lines; other lines are wrapped at words. */
  readonly kind: 'text' | 'command' | 'heading';
}

export function dangerOf(overlay: ActOverlay, data: Data): Danger {
  const { danger } = actionOf(overlay);
  if (overlay.targets.length > 1) return 'type-name';
  return typeof danger === 'function' ? danger(contextOf(overlay, data)) : danger;
}

/** The text to type: the name, or for several rows the action and their number. */
export function expectedName(overlay: ActOverlay, data: Data): string {
  const { targets } = overlay;
  const resource = resources[overlay.resource];
  const action = actionOf(overlay);
  if (targets.length > 1) return `${action.title} ${targets.length}`;
  const [target] = targets;
  const confirmName = action.confirmName?.(contextOf(overlay, data));
  if (confirmName !== undefined) return confirmName;
  if (!target || target.row === undefined) return String(contextOf(overlay, data).values.name ?? action.id);
  return resource.label(target.row);
}

const mostNames = 5;

const cliHeading = (count: number): string =>
  count > 1 ? `The same with the AWS CLI, ${count} commands` : 'The same with the AWS CLI';

export function reviewLines(overlay: ActOverlay, data: Data): ReviewLine[] {
  const { targets, leftOut } = overlay;
  const action = actionOf(overlay);
  const resource = resources[overlay.resource];
  const places = [...new Set(targets.map((target) => placeName(contextOf(overlay, data, target).scope, data)))];
  const rows = rowsOf(overlay);
  const names = rows.slice(0, mostNames).map((row) => labelOf(resource, { row }));
  const more = rows.length > mostNames ? ` and ${rows.length - mostNames} more` : '';
  const heading = (text: string): ReviewLine => ({ text, tone: 'accent', kind: 'heading' });
  const line = (text: string, tone: Tone = 'plain'): ReviewLine => ({ text, tone, kind: 'text' });
  const change = action.change?.(contextOf(overlay, data));
  const commands = commandLines(overlay, data);
  const warnings = action.warnings?.(contextOf(overlay, data)) ?? [];
  return [
    heading('What'),
    line(`${action.title}: ${names.join(', ')}${more}`),
    ...subjectLines(overlay).map((text) => line(text)),
    ...leftOut.map((reason) => line(`left out: ${reason}`, 'warn')),
    heading('Where'),
    ...places.map((place) => line(place)),
    ...(warnings.length > 0 ? [heading('What comes of it')] : []),
    ...warnings.map((text) => line(text, 'warn')),
    ...(change ? [heading('Change'), ...diffLines(change)] : []),
    ...(commands.length > 0 ? [heading(cliHeading(commands.length))] : []),
    ...commands.map((text): ReviewLine => ({ text, tone: 'muted', kind: 'command' })),
  ];
}

/** A line for each of the first rows. */
export function subjectLines(overlay: ActOverlay): string[] {
  const { subject } = actionOf(overlay);
  if (!subject) return [];
  return rowsOf(overlay)
    .slice(0, mostNames)
    .flatMap((row) => (row === undefined ? [] : [subject(row)]));
}

const rowsOf = ({ targets }: ActOverlay): readonly ActionTarget['row'][] =>
  targets.flatMap(({ row, rows }) => rows ?? [row]);

/** No typed value differs from the present one. */
export const sendsNothing = (overlay: ActOverlay, data: Data): boolean =>
  isOfRequests(actionOf(overlay)) && commandLines(overlay, data).length === 0;

const isOfRequests = ({ output, exclusion }: AnyAction): boolean => output === undefined && exclusion === undefined;

const diffTones: Readonly<Record<' ' | '+' | '-', Tone>> = { ' ': 'muted', '+': 'good', '-': 'bad' };

function diffLines({ before, after }: { readonly before: string; readonly after: string }): ReviewLine[] {
  if (before === after) return [{ text: 'nothing changes', tone: 'muted', kind: 'text' }];
  return lineDiff(before, after).map(({ sign, text }) => ({
    text: `${sign} ${text}`,
    tone: diffTones[sign],
    kind: 'command',
  }));
}
