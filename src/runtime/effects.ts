// Carries out the effects that `update` returns, and notifies the user of their outcomes.
import type { AppEvent, Effect } from '../app/state/events.ts';
import { listRequestsOf } from '../app/state/lists/watching.ts';
import type { SavedView } from '../app/state/saved-view.ts';
import type { ScreenSettings } from '../app/state/settings.ts';
import { loginOf } from '../app/state/sign-ins.ts';
import { currentScreen } from '../app/state/state.ts';
import { capitalized } from '../aws/errors/problem.ts';
import { shortName } from '../domain/arn.ts';
import type { JobNotification } from '../domain/jobs/job-notification.ts';
import type { Tone } from '../domain/tone.ts';
import type { Engine } from '../engine/protocol.ts';
import { errorMessage } from '../lib/error-message.ts';
import { sanitize } from '../lib/text/text.ts';
import type { NewExclusion } from '../resources/action.ts';
import { resources } from '../resources/index.ts';
import type { ConsoleLink } from '../resources/references/row-reference.ts';
import type { ActionRequests } from './action-requests.ts';
import { type DecisionOptions, decide, type MuteKeeper } from './attention/decide.ts';
import { type CopyOutcome, copyNotice } from './copy-notice.ts';
import { createDocuments, type DocumentPlaces } from './documents.ts';
import { exportList, type ListExporter } from './export-list.ts';
import { makeReport, type ReportMaker } from './make-report.ts';
import type { View } from './runtime.ts';
import type { CurrentSettings } from './screen/screen-settings.ts';

/** Services that only the environment of the screen can provide. */
export interface Surroundings {
  /** `copied` is called with the known outcome. */
  readonly copy: (text: string, copied: (outcome: CopyOutcome) => void) => void;
  /** Absent: there is no browser. `opened`: called with undefined if a browser was started, else with the reason. */
  readonly openLink?: (url: string, opened: (problem: string | undefined) => void) => void;
  /** Absent: lists cannot be exported. */
  readonly exportList?: ListExporter;
  /** Absent: reports cannot be made. */
  readonly makeReport?: ReportMaker;
  readonly repaint: () => void;
  /**
   * Runs the command that signs a person in, beside the screen; rejects with a sentence if nobody signed in. Absent: not
   * possible here.
   */
  readonly login?: (command: readonly string[]) => Promise<void>;
  /** Returns the terminal to the shell until the process continues. */
  readonly suspend?: () => void;
  readonly quit: () => void;
  /** Reads and writes documents; absent members are not possible here. */
  readonly documents?: DocumentPlaces;
  /** Stores saved views; absent: they cannot be saved. */
  readonly views?: ViewKeeper;
  /**
   * Adds exclusions to the config file, and returns its path; rejects with a sentence, without any change. Absent: not
   * possible here.
   */
  readonly exclude?: (exclusions: readonly NewExclusion[]) => Promise<string>;
  /** Absent: findings cannot be muted here. */
  readonly mutes?: MuteKeeper;
  /** The user of the operating system, who acknowledges and mutes; absent: not known. */
  readonly author?: string;
}

export interface ViewKeeper {
  /** Returns the path of the file; rejects with a sentence, without any change. */
  save(name: string, view: SavedView, replace: boolean): Promise<string>;
}

export interface EffectsOptions extends Pick<DecisionOptions, 'acknowledgements' | 'now'> {
  readonly surroundings: Surroundings;
  readonly engine: Pick<Engine, 'send'>;
  readonly actions: ActionRequests;
  view(): View;
  nextTurn(): Promise<void>;
  readonly settings: Pick<CurrentSettings, 'keepView' | 'changeZone'>;
  dispatch(event: AppEvent): void;
  notify(text: string, tone: Tone, link?: string): void;
  notifyJobs(jobs: readonly JobNotification[]): void;
  /** Epoch ms of the nearest change; undefined: the store has none. */
  findStep(step: StepTime): number | undefined;
}

function zoneText({ shown, other }: ScreenSettings['zones']): string {
  if (shown === other) return `Times are in ${shown}. To switch, set "timezone" in the config file to another zone.`;
  return `Times are in ${shown}. AWS CLI commands, JSON and logs stay in UTC.`;
}

type StepTime = Extract<Effect, { type: 'stepTime' }>;

export function createEffects(options: EffectsOptions): (effect: Effect) => void {
  const { surroundings, engine, actions, view, settings, dispatch, notify } = options;
  const documents = createDocuments(surroundings.documents ?? {}, dispatch, notify);
  const inView = () => listRequestsOf(currentScreen(view().state), view().data);

  return (effect) => {
    switch (effect.type) {
      case 'refresh':
        return engine.send({ type: 'refresh', requests: inView() });
      case 'halt':
        return engine.send({ type: 'stop', requests: inView() });
      case 'changeZone':
        return notify(zoneText(settings.changeZone()), 'plain');
      case 'pause':
      case 'addRegion':
      case 'removeRegion':
      case 'profile':
      case 'account':
      case 'context':
      case 'mfa':
      case 'write':
        return engine.send(effect);
      case 'login':
        return void login(effect.name, options);
      case 'loadAction':
      case 'verifyAction':
      case 'runAction':
        return engine.send(actions.toCommand(effect, view().data));
      case 'copy':
        return surroundings.copy(effect.text, (outcome) => notify(...copyNotice(effect.text, outcome)));
      case 'exportList':
        return void exportList(effect, { exporter: surroundings.exportList, nextTurn: options.nextTurn, view }).then(
          (notice) => notify(...notice),
        );
      case 'makeReport':
        return void makeReport(effect, surroundings.makeReport).then((notice) => notify(...notice));
      case 'openLink':
        return openLink(effect.link, options);
      case 'editDocument':
        return void documents.edit(effect.field, effect.text);
      case 'readDocument':
        return void documents.read(effect.field, effect.path);
      case 'handOver':
        return void documents.handOver(effect.name, effect.text);
      case 'saveView':
        return void saveView(effect, surroundings.views).then(
          (notice) => {
            settings.keepView(effect.name, effect.view);
            notify(...notice);
          },
          (error: unknown) => notify(errorMessage(error), 'bad'),
        );
      case 'saveExclusions':
        return void exclude(effect.exclusions, surroundings).then(
          (notice) => notify(...notice),
          (error: unknown) => notify(errorMessage(error), 'bad'),
        );
      case 'decide':
        return void decide(effect.decisions, { ...options, ...surroundings }).then(
          (notice) => notify(...notice),
          (error: unknown) => notify(errorMessage(error), 'bad'),
        );
      case 'notifyJobs':
        return options.notifyJobs(effect.jobs);
      case 'stepTime':
        return stepTime(effect, options);
      case 'repaint':
        return surroundings.repaint();
      case 'suspend':
        return surroundings.suspend?.();
      case 'quit':
        return surroundings.quit();
    }
  };
}

async function login(name: string, { surroundings, engine, view, notify }: EffectsOptions): Promise<void> {
  const found = loginOf(view().data, name);
  if ('problem' in found) return notify(capitalized(found.problem), 'warn');
  if (!surroundings.login) return notify('Signing in is not possible in this run.', 'warn');
  try {
    await surroundings.login(found.command);
    engine.send({ type: 'signedIn', connection: found.connection });
  } catch (error) {
    notify(errorMessage(error), 'warn');
  }
}

function stepTime(effect: StepTime, { findStep, dispatch, notify }: EffectsOptions): void {
  const at = findStep(effect);
  const of = effect.resource === undefined ? '' : ` of ${resources[effect.resource].plural}`;
  if (at !== undefined) dispatch({ type: 'timeChosen', at });
  else if (effect.direction === 'before') notify(`The store has no earlier change${of}.`, 'plain');
  else notify(`The store has no later change${of}; :now returns to the present.`, 'plain');
}

/** The account is added because a browser shows the page of the account that it is signed in to. */
function openLink(
  { url, shows, accountId }: ConsoleLink,
  { surroundings, notify }: Pick<EffectsOptions, 'surroundings' | 'notify'>,
): void {
  const what = `${sanitize(shows)} in account ${sanitize(accountId)}`;
  const copied = (problem: string | undefined) =>
    surroundings.copy(url, (outcome) => {
      const how = outcome === 'too-long' ? 'Link not copied' : 'Link copied';
      notify(`${how}: ${what}${problem === undefined ? '' : ` (${problem})`}`, 'good', url);
    });
  const opened = (problem: string | undefined) =>
    problem === undefined ? notify(`Opened in the browser: ${what}`, 'good', url) : copied(problem);
  if (surroundings.openLink) surroundings.openLink(url, opened);
  else copied(undefined);
}

type NoticeText = readonly [text: string, tone: Tone];

async function saveView(
  effect: Extract<Effect, { type: 'saveView' }>,
  views: ViewKeeper | undefined,
): Promise<NoticeText> {
  const { name, view, replace, isWider } = effect;
  if (!views) throw new Error('Views cannot be saved in this run.');
  const file = await views.save(name, view, replace);
  const where = isWider ? ', in every account and Region' : '';
  return [`Saved: :view ${name} opens this list again${where} (${file})`, 'good'];
}

async function exclude(exclusions: readonly NewExclusion[], surroundings: Surroundings): Promise<NoticeText> {
  if (!surroundings.exclude) throw new Error('Resources cannot be excluded in this run.');
  const file = await surroundings.exclude(exclusions);
  const [first, ...others] = exclusions;
  const names = others.length === 0 ? shortName(first?.arn ?? '') : `${exclusions.length} resources`;
  return [`Excluded: ${sanitize(names)} (${file})`, 'good'];
}
