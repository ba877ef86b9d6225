// Overlays in words: menus announce the choice, forms the field, and typed text is repeated.

import { candidatesOf } from '../command-line/command-keys.ts';
import { helpPage } from '../command-line/help-lines.ts';
import { keyContextOf, keysOf } from '../command-line/key-commands.ts';
import { choicesIn } from '../command-line/picker.ts';
import { followingLines } from '../following/following-menu.ts';
import { commandLines } from '../forms/act-context.ts';
import type { ActOverlay } from '../forms/act-state.ts';
import { actionOf } from '../forms/action-of.ts';
import { formLines } from '../forms/form-lines.ts';
import { confirmationIn, reviewLines, sendsNothing } from '../forms/review.ts';
import { offers } from '../forms/start.ts';
import { startedText } from '../forms/started.ts';
import { headLines } from '../forms/subject-lines.ts';
import { copyForms } from '../references/copy-forms.ts';
import { relationsOfRow } from '../relations/relations-of-row.ts';
import { selected } from '../state/context.ts';
import { possibleDrillDowns } from '../state/open.ts';
import { currentScreen } from '../state/state.ts';
import type { AnnouncedView } from './create-announcements.ts';

export function overlayLines(view: AnnouncedView): readonly string[] {
  const { state, data } = view;
  const { overlay } = state;
  switch (overlay?.kind) {
    case undefined:
      return [];
    case 'help':
      return [
        'Keys',
        ...helpPage(overlay, keyContextOf(currentScreen(state)), keysOf(data)).map(({ keys, text }) =>
          `${keys} ${text}`.trim(),
        ),
      ];
    case 'command': {
      const choice = candidatesOf(overlay, data)[overlay.choice];
      return [`command ${choice ?? overlay.input.text}`];
    }
    case 'drill': {
      const row = selected(state, view);
      return choiceLines('Go to', row ? possibleDrillDowns(row).map(({ title }) => title) : [], overlay.choice);
    }
    case 'actions':
      return choiceLines(
        'Actions',
        offers(state, view).map(
          ({ action, disabled }) => `${action.title}${disabled ? `, disabled: ${disabled}` : ''}`,
        ),
        overlay.choice,
      );
    case 'relations':
      return choiceLines(
        'Relations',
        relationsOfRow(state, view).map(({ text }) => text),
        overlay.choice,
      );
    case 'following':
      return choiceLines(
        'Following',
        followingLines(state).map(({ text }) => text),
        overlay.choice,
      );
    case 'copyAs': {
      const titles = copyForms(state, view).map(({ title, reason }) =>
        reason ? `${title}, disabled: ${reason}` : title,
      );
      return choiceLines('Copy as', titles, overlay.choice);
    }
    case 'pick': {
      const names = choicesIn(overlay, data, state).map(({ name, current }) => `${name}${current ? ', in use' : ''}`);
      return choiceLines(`${overlay.of} ${overlay.input.text}`.trim(), names, overlay.choice);
    }
    case 'act':
      return actLines(overlay, view);
  }
}

const choiceLines = (title: string, items: readonly string[], choice: number): string[] => [
  `${title}, ${items.length} choices`,
  `${items[choice] ?? ''}, ${choice + 1} of ${items.length}`,
];

function actLines(overlay: ActOverlay, { data }: AnnouncedView): string[] {
  const title = actionOf(overlay).title;
  switch (overlay.stage) {
    case 'loading':
      return [`${title}: ${overlay.problem?.message ?? 'reading the present values'}`];
    case 'checking':
      return [`${title}: checking the values with AWS`];
    case 'form': {
      const lines = formLines(overlay, data).filter(({ focused, tone }) => focused || tone === 'bad');
      return [
        `${title}, form`,
        ...headLines(overlay, data),
        ...lines.map(({ label, text, input }) => `${label} ${input?.text ?? text}`.trim()),
      ];
    }
    case 'review':
      return [
        `${title}, review`,
        ...reviewLines(overlay, data).map(({ text }) => text),
        ...confirmLines(overlay, data),
      ];
    case 'outcome':
      return outcomeLines(overlay, data);
  }
}

function confirmLines(overlay: ActOverlay, data: AnnouncedView['data']): string[] {
  const { danger, expected } = confirmationIn(overlay, data);
  const mistake = overlay.mistake === undefined ? [] : [`${overlay.mistake}: nothing was sent`];
  if (sendsNothing(overlay, data)) return ['No value differs from the present one: nothing to send.'];
  if (danger === 'none') return ['enter confirms', ...mistake];
  if (danger === 'confirm') return ['y confirms, n goes back', ...mistake];
  return [`type ${expected} and press enter`, `typed: ${overlay.typed.text}`, ...mistake];
}

function outcomeLines(overlay: ActOverlay, data: AnnouncedView['data']): string[] {
  const run = overlay.run === undefined ? undefined : data.acting.run(overlay.run);
  if (!run) return [];
  if (run.dry) return ['Dry run: nothing was sent. The requests as AWS CLI commands:', ...commandLines(overlay, data)];
  const action = actionOf(overlay);
  return run.targets.map((target) => {
    const { label, outcome, problem } = target;
    const said = outcome === 'done' ? (action.outcome ?? 'is done') : outcome;
    return `${label}: ${startedText(action, target) ?? said} ${problem?.message ?? ''}`.trim();
  });
}
