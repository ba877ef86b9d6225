// The table of keys. Help, hints and documentation are made from it; src/app/command-line/commands.ts has the function of each
// command.

export type KeyContext = 'everywhere' | 'overview' | 'list' | 'detail' | 'document';

export interface Binding {
  /** Ink's names: a character, or up, down, left, right, pageup, pagedown, home, end, return, escape, tab, ctrl+x. */
  readonly keys: readonly string[];
  readonly in: readonly KeyContext[];
  readonly help: string;
  readonly group: 'Move' | 'Look' | 'Find' | 'Do' | 'Leave';
  /** Left out of the help of one screen, which fits on one page. */
  readonly rare?: true;
}

const rows = ['overview', 'list'] as const;
const scrollable = ['overview', 'list', 'detail', 'document'] as const;

export const keymap = {
  'cursor.down': { keys: ['j', 'down'], in: scrollable, help: 'down', group: 'Move' },
  'cursor.up': { keys: ['k', 'up'], in: scrollable, help: 'up', group: 'Move' },
  'cursor.pageDown': { keys: ['pagedown', 'ctrl+f'], in: scrollable, help: 'page down', group: 'Move' },
  'text.pageDown': { keys: ['space'], in: ['detail', 'document'], help: 'page down', group: 'Move' },
  'cursor.pageUp': { keys: ['pageup', 'ctrl+b'], in: scrollable, help: 'page up', group: 'Move' },
  'cursor.halfDown': { keys: ['ctrl+d'], in: scrollable, help: 'half a page down', group: 'Move' },
  'cursor.halfUp': { keys: ['ctrl+u'], in: scrollable, help: 'half a page up', group: 'Move' },
  'cursor.first': { keys: ['g', 'home'], in: scrollable, help: 'first', group: 'Move' },
  'cursor.last': { keys: ['G', 'end'], in: scrollable, help: 'last', group: 'Move' },
  'view.left': { keys: ['h', 'left'], in: ['list'], help: 'columns to the left', group: 'Move' },
  'view.right': { keys: ['l', 'right'], in: ['list'], help: 'columns to the right', group: 'Move' },
  'panel.next': { keys: ['tab'], in: ['overview', 'detail', 'document'], help: 'next panel or tab', group: 'Move' },
  'panel.previous': {
    keys: ['shift+tab'],
    in: ['overview', 'detail', 'document'],
    help: 'previous panel or tab',
    group: 'Move',
  },
  'panel.pick': {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    in: ['overview', 'list', 'detail', 'document'],
    help: 'panel or tab by number',
    group: 'Move',
  },
  'row.open': { keys: ['return'], in: rows, help: 'open', group: 'Look' },
  'row.drill': {
    keys: ['d'],
    in: ['list', 'detail', 'document', 'overview'],
    help: 'related rows',
    group: 'Look',
  },
  'row.document': { keys: ['J'], in: ['list', 'detail', 'overview'], help: 'raw JSON', group: 'Look' },
  'row.detail': { keys: ['i'], in: rows, help: 'detail', group: 'Look' },
  'section.fold': {
    keys: ['return'],
    in: ['detail'],
    help: 'fold sections',
    group: 'Look',
  },
  'view.zoom': { keys: ['z'], in: ['overview'], help: 'open panel as a list', group: 'Look' },
  'view.zone': { keys: ['Z'], in: ['everywhere'], help: 'times: UTC or yours', group: 'Look' },
  'time.step': { keys: ['[', ']'], in: ['everywhere'], help: 'previous or next change', group: 'Look' },
  'time.move': { keys: ['{', '}'], in: ['everywhere'], help: 'ten minutes back, ahead', group: 'Look', rare: true },
  'view.overview': { keys: ['o'], in: ['everywhere'], help: 'overview', group: 'Look' },
  'find.filter': {
    keys: ['/'],
    in: ['list'],
    help: 'filter: text, age:<2h, vault:prod, /regex/, !inverse',
    group: 'Find',
  },
  'find.search': { keys: ['/'], in: ['detail', 'document'], help: 'search', group: 'Find' },
  'find.next': { keys: ['n'], in: ['detail', 'document'], help: 'next match', group: 'Find' },
  'find.previous': { keys: ['N'], in: ['detail', 'document'], help: 'previous match', group: 'Find' },
  'find.command': { keys: [':'], in: ['everywhere'], help: 'command line: :jobs :region +eu-west-1', group: 'Find' },
  'sort.next': { keys: ['s'], in: rows, help: 'sort by next column', group: 'Find' },
  'sort.previous': { keys: ['S'], in: rows, help: 'sort by previous column', group: 'Find' },
  'sort.reverse': { keys: ['R'], in: rows, help: 'reverse the order', group: 'Find' },
  'row.copy': { keys: ['y'], in: ['list', 'detail', 'document', 'overview'], help: 'copy ARN or id', group: 'Do' },
  'row.copyAs': {
    keys: ['Y'],
    in: ['list', 'detail', 'document', 'overview'],
    help: 'copy as: JSON, AWS CLI, link',
    group: 'Do',
  },
  'row.relations': {
    keys: ['t'],
    in: ['list', 'detail', 'document', 'overview'],
    help: 'relations as a tree',
    group: 'Look',
  },
  'row.console': {
    keys: ['O'],
    in: ['list', 'detail', 'document', 'overview'],
    help: "open in AWS's console",
    group: 'Look',
  },
  'row.act': { keys: ['a'], in: ['overview', 'list', 'detail', 'document'], help: 'actions', group: 'Do' },
  'row.mark': { keys: ['space'], in: ['list'], help: 'mark rows for an action', group: 'Do' },
  'row.actNow': {
    keys: ['b', 'c', 'e', 'x', 'w', 'D', 'L', 'T', 'A'],
    in: ['overview', 'list', 'detail', 'document'],
    help: 'action without menu',
    group: 'Do',
  },
  'data.refresh': { keys: ['r'], in: ['everywhere'], help: 'request again now', group: 'Do' },
  'data.halt': {
    keys: ['X'],
    in: ['list', 'detail', 'overview'],
    help: 'stop pending requests',
    group: 'Do',
  },
  'data.pause': { keys: ['p'], in: ['everywhere'], help: 'pause or resume', group: 'Do' },
  'screen.repaint': { keys: ['ctrl+l'], in: ['everywhere'], help: 'redraw the screen', group: 'Do', rare: true },
  'help.toggle': { keys: ['?'], in: ['everywhere'], help: 'this help', group: 'Leave' },
  'view.back': { keys: ['escape', 'backspace'], in: ['everywhere'], help: 'back', group: 'Leave' },
  'app.suspend': { keys: ['ctrl+z'], in: ['everywhere'], help: 'suspend; fg resumes', group: 'Leave' },
  'app.quit': { keys: ['q', 'ctrl+c'], in: ['everywhere'], help: 'quit', group: 'Leave' },
} as const satisfies Record<string, Binding>;

export type CommandName = keyof typeof keymap;

/** The table above, with the user's changes. */
export type Keymap = Readonly<Record<CommandName, Binding>>;
