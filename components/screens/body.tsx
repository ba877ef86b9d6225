// The part between header and footer: the screen on top of the stack, or its overlay.
import { keyContextOf, keysOf } from '../../src/app/command-line/key-commands.ts';
import { bodyHeight } from '../../src/app/layout.ts';
import { currentScreen } from '../../src/app/state/state.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { ActionMenu } from '../overlays/action-menu.tsx';
import { CopyMenu } from '../overlays/copy-menu.tsx';
import { DrillMenu } from '../overlays/drill-menu.tsx';
import { FollowingMenu } from '../overlays/following-menu.tsx';
import { Help } from '../overlays/help.tsx';
import { PickMenu } from '../overlays/pick-menu.tsx';
import { RelationsTree } from '../overlays/relations-tree.tsx';
import { FaultBoundary } from '../primitives/fault-boundary.tsx';
import { ActionScreen } from './action-screen.tsx';
import { DetailScreen } from './detail-screen.tsx';
import { ListScreen } from './list-screen.tsx';
import { Overview } from './overview.tsx';
import { SignInProblem } from './sign-in-problem.tsx';

export function Body({ view }: { readonly view: View }) {
  const { overlay, screens, size } = view.state;
  const shield = { drawnFrom: view, width: size.columns };
  if (overlay?.kind === 'act' || overlay?.kind === 'help') {
    return (
      <FaultBoundary {...shield} key={overlay.kind} what="This form">
        <Whole view={view} />
      </FaultBoundary>
    );
  }
  return (
    <>
      <FaultBoundary {...shield} key={screens.length} what="This screen">
        <Whole view={view} />
      </FaultBoundary>
      <FaultBoundary {...shield} what="This menu">
        <Menu view={view} />
      </FaultBoundary>
    </>
  );
}

function Whole({ view }: { readonly view: View }) {
  const { state, data } = view;
  const { overlay, size } = state;
  if (overlay?.kind === 'help')
    return <Help overlay={overlay} place={keyContextOf(currentScreen(state))} size={size} keys={keysOf(data)} />;
  if (overlay?.kind === 'act') return <ActionScreen overlay={overlay} view={view} />;
  const isOut = data.scopes.length === 0 && data.identityProblem;
  if (isOut) {
    const canLogin = data.connections.some(({ login }) => login !== undefined);
    return <SignInProblem problem={isOut} canLogin={canLogin} width={size.columns} height={bodyHeight(size)} />;
  }
  return <CurrentScreen view={view} />;
}

function Menu({ view }: { readonly view: View }) {
  const { overlay } = view.state;
  const isOut = view.data.scopes.length === 0 && view.data.identityProblem;
  return (
    <>
      {overlay?.kind === 'pick' ? <PickMenu view={view} overlay={overlay} /> : null}
      {overlay?.kind === 'drill' && !isOut ? <DrillMenu view={view} choice={overlay.choice} /> : null}
      {overlay?.kind === 'relations' && !isOut ? <RelationsTree view={view} choice={overlay.choice} /> : null}
      {overlay?.kind === 'following' ? <FollowingMenu view={view} choice={overlay.choice} /> : null}
      {overlay?.kind === 'copyAs' && !isOut ? <CopyMenu view={view} choice={overlay.choice} /> : null}
      {overlay?.kind === 'actions' && !isOut ? <ActionMenu view={view} choice={overlay.choice} /> : null}
    </>
  );
}

function CurrentScreen({ view }: { readonly view: View }) {
  const screen = currentScreen(view.state);
  if (screen.kind === 'list') return <ListScreen screen={screen} view={view} />;
  if (screen.kind === 'detail') return <DetailScreen screen={screen} view={view} />;
  return <Overview screen={screen} overview={view.overview(view.data)} data={view.data} size={view.state.size} />;
}
