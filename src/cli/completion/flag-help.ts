/** The first line of each flag in a help text: `  -o, --output FORM    table (default) or json`. */
export function flagHelps(help: string): ReadonlyMap<string, string> {
  const lines = help.matchAll(/^ +(?:-\w, )?--([\w-]+)(?: [^\s]+)*? {2,}(\S.*)$/gm);
  return new Map([...lines].map(([, name = '', text = '']) => [name, text] as const));
}
