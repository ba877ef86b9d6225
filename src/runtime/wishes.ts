// Carries out what update() wishes for, and tells the person what came of it.
import type { AppEvent, Wish } from '../app/events.ts';
import type { SavedView } from '../app/settings.ts';
import { currentScreen } from '../app/state.ts';
import { questionsOf } from '../app/watching.ts';
import type { Tone } from '../domain/tone.ts';
import type { Access } from '../engine/access/access.ts';
import {
  changeAccounts,
  changeContext,
  changeProfile,
  changeRegions,
  type Told,
} from '../engine/access/change-access.ts';
import type { StartingPlace, WatchedPlace } from '../engine/access/place.ts';
import type { RuntimeActing } from '../engine/actions/acting.ts';
import type { ResourcePolls } from '../engine/polls-of-resources.ts';
import { errorMessage } from '../lib/error-message.ts';
import { type CopyOutcome, copyNotice } from './copy-notice.ts';
import { createDocuments, type DocumentPlaces } from './documents.ts';
import type { View } from './runtime.ts';

/** What only the surroundings of the screen can do. */
export interface Surroundings {
  /** `copied` is called with what is known of it. */
  readonly copy: (text: string, copied: (outcome: CopyOutcome) => void) => void;
  readonly repaint: () => void;
  /** Gives the terminal back to the shell until it continues us. */
  readonly suspend?: () => void;
  readonly quit: () => void;
  /** Takes the code of an MFA device. */
  readonly giveMfaCode?: (code: string) => void;
  /** Where texts come from and go to; what is absent cannot be done here. */
  readonly documents?: DocumentPlaces;
  /** Where saved views are kept; absent: nowhere. */
  readonly views?: ViewKeeper;
}

export interface ViewKeeper {
  /** Gives the file; rejects with a sentence, and nothing has changed. */
  save(name: string, view: SavedView, replace: boolean): Promise<string>;
}

export interface WishesOptions {
  readonly surroundings: Surroundings & Pick<StartingPlace, 'contexts'>;
  readonly access: Access;
  readonly acting: RuntimeActing;
  readonly polls: ResourcePolls;
  view(): View;
  here(): WatchedPlace;
  /** Looks there, and watches it as it says. */
  moveTo(there: WatchedPlace): void;
  /** From now on `:view NAME` opens it. */
  keepView(name: string, view: SavedView): void;
  dispatch(event: AppEvent): void;
  tell(text: string, tone: Tone): void;
}

export function createWishes(options: WishesOptions): (wish: Wish) => void {
  const { surroundings, access, acting, polls, view, here, moveTo, keepView, dispatch, tell } = options;
  const documents = createDocuments(surroundings.documents ?? {}, dispatch, tell);
  const inView = () => questionsOf(currentScreen(view().state), view().data);

  const halt = () => {
    const asking = inView().filter((question) => polls.snapshot(question)?.askingSince !== undefined);
    for (const question of asking) polls.halt(question);
    return asking.length > 0 ? tell('Stopped asking; r asks again', 'warn') : tell('Nothing is being asked', 'muted');
  };

  /** Rows of the place before are out of reach there. */
  const leaveScreens = () => dispatch({ type: 'commanded', command: 'view.overview' });

  const leaving: Access = {
    ...access,
    disconnect(id) {
      leaveScreens();
      access.disconnect(id);
    },
    switchTo(place) {
      leaveScreens();
      access.switchTo(place);
    },
  };

  const move = (there: WatchedPlace) => {
    leaveScreens();
    moveTo(there);
  };

  return (wish) => {
    switch (wish.type) {
      case 'refresh':
        access.signInAgain();
        for (const question of inView()) polls.refresh(question);
        return tell('Asking AWS again', 'busy');
      case 'halt':
        return halt();
      case 'pause':
        return polls.setPaused(wish.paused);
      case 'copy':
        return surroundings.copy(wish.text, (outcome) => tell(...copyNotice(wish.text, outcome)));
      case 'addRegion':
      case 'removeRegion':
        return tell(...changeRegions(wish, access));
      case 'loadAction':
        return void acting.load(wish.overlay);
      case 'verifyAction':
        return void acting.verify(wish.overlay);
      case 'runAction':
        return void acting.run(wish.overlay);
      case 'editDocument':
        return void documents.edit(wish.field, wish.text);
      case 'readDocument':
        return void documents.read(wish.field, wish.path);
      case 'handOver':
        return void documents.handOver(wish.name, wish.text);
      case 'profile':
        return tell(...changeProfile(wish, view().data, leaving));
      case 'account':
        return tell(...changeAccounts(wish, view().data, access));
      case 'context':
        return void changeContext(wish, here(), move, surroundings).then((told) => tell(...told));
      case 'saveView':
        return void saveView(wish, surroundings.views).then(
          (told) => {
            keepView(wish.name, wish.view);
            tell(...told);
          },
          (error: unknown) => tell(errorMessage(error), 'bad'),
        );
      case 'mfa':
        surroundings.giveMfaCode?.(wish.code);
        access.signInAgain();
        return tell('Signing in with this code', 'busy');
      case 'repaint':
        return surroundings.repaint();
      case 'suspend':
        return surroundings.suspend?.();
      case 'quit':
        return surroundings.quit();
    }
  };
}

async function saveView(wish: Extract<Wish, { type: 'saveView' }>, views: ViewKeeper | undefined): Promise<Told> {
  const { name, view, replace, isWider } = wish;
  if (!views) throw new Error('Views cannot be saved here.');
  const file = await views.save(name, view, replace);
  const where = isWider ? ', in every account and Region' : '';
  return [`Saved: :view ${name} opens this list again${where} (${file})`, 'good'];
}
