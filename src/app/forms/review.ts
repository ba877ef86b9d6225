// The review of an action: the change, the target, the commands, what cannot be undone, and the confirming key.

import { inZone } from '../../domain/time-zones.ts';
import type { Tone } from '../../domain/tone.ts';
import { type DiffLine, lineDiff } from '../../lib/text/line-diff.ts';
import { type AnyAction, isLocal, makesText } from '../../resources/action.ts';
import { type Confirmation, confirmationOf, effectsOf } from '../../resources/confirmation.ts';
import { resources } from '../../resources/index.ts';
import type { Data } from '../state/data.ts';
import { zoneOf } from '../state/time/zone.ts';
import { commandLines, contextOf, labelOf } from './act-context.ts';
import type { ActOverlay } from './act-state.ts';
import { actionOf } from './action-of.ts';
import { collectorLines, isSeveral, placesIn, routeLines, rowLines, rowsOf, whatText } from './subject-lines.ts';

export interface ReviewLine {
  readonly text: string;
  readonly tone: Tone;
  /** Commands that are too long are cut into lines; other lines are wrapped at words. */
  readonly kind: 'text' | 'command' | 'heading';
}

/** The confirmation of the whole action. */
export function confirmationIn(overlay: ActOverlay, data: Data): Confirmation {
  const contexts = overlay.targets.map((target) => contextOf(overlay, data, target));
  const labels = rowsOf(overlay).map((row) => labelOf(resources[overlay.resource], { row }));
  return confirmationOf(actionOf(overlay), contexts, labels);
}

const cliHeading = ({ command }: AnyAction, count: number): string => {
  if (command) return 'AWS CLI command to copy';
  return count > 1 ? `Equivalent AWS CLI commands (${count})` : 'Equivalent AWS CLI command';
};

/** What the action does comes first: the list of several rows may be longer than the screen. */
export function reviewLines(overlay: ActOverlay, data: Data): ReviewLine[] {
  const action = actionOf(overlay);
  const heading = (text: string): ReviewLine => ({ text, tone: 'accent', kind: 'heading' });
  const zone = zoneOf(data);
  const line = (text: string, tone: Tone = 'plain'): ReviewLine => ({ text: inZone(text, zone), tone, kind: 'text' });
  const changes = changedLines(overlay, data);
  const commands = commandLines(overlay, data);
  const effects = effectLines(overlay, data);
  const rows = isSeveral(overlay) ? rowLines(overlay, data) : [];
  return [
    heading('Action'),
    line(`${action.title}: ${whatText(overlay)}`),
    ...(isSeveral(overlay) ? [] : rowLines(overlay, data).map((text) => line(text))),
    ...routeLines(overlay, data).map((text) => line(text)),
    ...overlay.leftOut.map((reason) => line(`left out: ${reason}`, 'warn')),
    heading('Account and Region'),
    ...placesIn(overlay, data).map((place) => line(place)),
    ...collectorLines(overlay, data).map((text) => line(text, 'warn')),
    ...(effects.length > 0 ? [heading('Effects')] : []),
    ...effects,
    ...(rows.length > 0 ? [heading(`All ${rows.length} targets`)] : []),
    ...rows.map((text) => line(text)),
    ...(changes ? [heading('Change'), ...diffLines(changes)] : []),
    ...(commands.length > 0 ? [heading(cliHeading(action, commands.length))] : []),
    ...commands.map((text): ReviewLine => ({ text, tone: 'muted', kind: 'command' })),
  ];
}

function effectLines(overlay: ActOverlay, data: Data): ReviewLine[] {
  const contexts = overlay.targets.map((target) => contextOf(overlay, data, target));
  const { warnings, undo } = effectsOf(actionOf(overlay), contexts);
  const zone = zoneOf(data);
  return [
    ...undo.map(
      (text): ReviewLine => ({
        text: inZone(text, zone),
        tone: text.startsWith('Can ') ? 'plain' : 'bad',
        kind: 'text',
      }),
    ),
    ...warnings.map((text): ReviewLine => ({ text: inZone(text, zone), tone: 'warn', kind: 'text' })),
  ];
}

/** No typed value differs from the present one. */
export const sendsNothing = (overlay: ActOverlay, data: Data): boolean =>
  isOfRequests(actionOf(overlay)) && commandLines(overlay, data).length === 0;

const isOfRequests = (action: AnyAction): boolean => !makesText(action) && !isLocal(action);

const diffTones: Readonly<Record<' ' | '+' | '-', Tone>> = { ' ': 'muted', '+': 'good', '-': 'bad' };

function changedLines(overlay: ActOverlay, data: Data): readonly DiffLine[] | undefined {
  const { change, changes } = actionOf(overlay);
  const context = contextOf(overlay, data);
  if (changes) return changes(context);
  const texts = change?.(context);
  if (!texts) return undefined;
  return texts.before === texts.after ? [] : lineDiff(texts.before, texts.after);
}

function diffLines(lines: readonly DiffLine[]): ReviewLine[] {
  if (lines.length === 0) return [{ text: 'nothing changes', tone: 'muted', kind: 'text' }];
  return lines.map(({ sign, text }) => ({ text: `${sign} ${text}`, tone: diffTones[sign], kind: 'command' }));
}
