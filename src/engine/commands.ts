// Carries out the commands of the screen, and reports the result as a sentence.
import type { PollRequest } from '../app/state/lists/poll-request.ts';
import type { Tone } from '../domain/tone.ts';
import { unknownType } from '../lib/unknown-type.ts';
import type { Access } from './access/access.ts';
import { changeAccounts, changeContext, changeProfile, changeRegions } from './access/change-access.ts';
import { changeWriting } from './access/change-writing.ts';
import type { WatchedPlace } from './access/place.ts';
import type { Actions } from './actions/actions.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { EngineCommand, EngineNote } from './protocol.ts';
import type { Sources } from './sources.ts';

export interface CommandsOptions {
  readonly ports: Pick<EnginePorts, 'contexts' | 'configure' | 'giveMfaCode' | 'writing'>;
  readonly sources: Sources;
  readonly actions: Actions;
  watch(requests: readonly PollRequest[], viewer: string): void;
  emit(note: EngineNote): void;
}

export function createCommands(options: CommandsOptions): (command: EngineCommand) => void {
  const { ports, sources, actions, emit } = options;
  const { access, polls } = sources;
  const say = (text: string, tone: Tone) => emit({ type: 'notice', text, tone });

  /** Rows of the previous place cannot be reached any more. */
  const leavePlace = () => emit({ type: 'placeLeft' });

  const leaving: Access = {
    ...access,
    disconnect(id) {
      leavePlace();
      access.disconnect(id);
    },
    switchTo(place) {
      leavePlace();
      ports.writing?.reset();
      access.switchTo(place);
    },
  };

  const moveTo = (there: WatchedPlace) => {
    leavePlace();
    // The time was asked for at the previous place.
    ports.writing?.reset();
    sources.moveTo(there);
  };

  const stop = (requests: readonly PollRequest[]) => {
    const asking = requests.filter((request) => polls.snapshot(request)?.askingSince !== undefined);
    for (const request of asking) polls.halt(request);
    if (asking.length > 0) say('Requests stopped; r sends them again', 'warn');
    else say('No request is pending.', 'muted');
  };

  return (command) => {
    switch (command.type) {
      case 'watch':
        return options.watch(command.requests, command.viewer);
      case 'refresh':
        access.signInAgain();
        for (const request of command.requests) polls.refresh(request);
        return say('Requests sent again', 'busy');
      case 'stop':
        return stop(command.requests);
      case 'pause':
        return polls.setPaused(command.paused);
      case 'mfa':
        ports.giveMfaCode?.(command.code);
        access.signInAgain();
        return say('Signing in with the MFA code', 'busy');
      case 'configure':
        ports.configure?.(command.contexts);
        return access.contextsChanged();
      case 'addRegion':
      case 'removeRegion':
        return say(...changeRegions(command, access));
      case 'profile':
        return say(...changeProfile(command, access.state(), leaving));
      case 'account':
        return say(...changeAccounts(command, access.state(), access));
      case 'context': {
        const here = { place: access.place(), watch: sources.watch() };
        return void changeContext(command, here, { contexts: ports.contexts, moveTo }).then((notice) => say(...notice));
      }
      case 'signedIn':
        access.signInAgain(command.connection);
        return say('Signed in; requests sent again', 'good');
      case 'write':
        return say(...changeWriting(command.forMs, access.place(), ports.writing));
      case 'hold':
        return ports.writing?.hold(command.isHeld);
      case 'loadAction':
        return void actions.load(command);
      case 'verifyAction':
        return void actions.verify(command);
      case 'runAction':
        return void actions.run(command);
      default:
        return unknownType('A command to the engine', command);
    }
  };
}
