// Parses the part of HCL's native syntax that an exported plan has: blocks, arguments, texts, numbers, lists and maps.

export interface HclBody {
  readonly [name: string]: unknown;
}

/** A block with labels is found by 'resource aws_backup_plan name'; blocks of one name are a list. */
export function parseHcl(text: string): HclBody {
  const tokens = text.match(/#[^\n]*|"(?:\\.|[^"\\])*"|[A-Za-z_][\w.-]*|-?\d+(?:\.\d+)?|[{}[\]=,]|\S/g) ?? [];
  const stream = tokens.filter((token) => !token.startsWith('#'));
  let at = 0;
  const take = (expected?: string): string => {
    const token = stream[at++];
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new Error(`${expected ?? 'a token'} expected, not ${token}`);
    return token;
  };

  function value(): unknown {
    const token = take();
    if (token.startsWith('"')) return textOf(token);
    if (token === '[') {
      const items: unknown[] = [];
      while (stream[at] !== ']') {
        items.push(value());
        if (stream[at] === ',') take(',');
      }
      take(']');
      return items;
    }
    if (token === '{') {
      const entries: Record<string, unknown> = {};
      while (stream[at] !== '}') {
        const key = take();
        take('=');
        entries[key.startsWith('"') ? textOf(key) : key] = value();
      }
      take('}');
      return entries;
    }
    if (token === 'true' || token === 'false') return token === 'true';
    return /^-?\d/.test(token) ? Number(token) : { reference: token };
  }

  function body(end: string | undefined): HclBody {
    const members: Record<string, unknown> = {};
    while (stream[at] !== end) {
      const name = take();
      if (!/^[A-Za-z_]/.test(name)) throw new Error(`a name expected, not ${name}`);
      if (stream[at] === '=') {
        take('=');
        members[name] = value();
        continue;
      }
      const labels: string[] = [];
      while (stream[at] !== '{') labels.push(textOf(take()));
      take('{');
      const key = [name, ...labels].join(' ');
      members[key] = [...((members[key] ?? []) as unknown[]), body('}')];
      take('}');
    }
    return members;
  }
  return body(undefined);
}

/** A template would be evaluated: it is no text. */
function textOf(token: string): string {
  const inner = token.slice(1, -1);
  if (/(?:^|[^$%])(?:\$\$|%%)*[$%]\{/.test(inner.replace(/\$\$\{|%%\{/g, ''))) throw new Error(`a template: ${token}`);
  return inner
    .replace(/\$\$\{/g, '$' + '{')
    .replace(/%%\{/g, '%{')
    .replace(/\\(u[0-9a-f]{4}|U[0-9a-f]{8}|.)/g, (_, code: string) => {
      if (/^[uU]./.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
      const known: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
      const char = known[code];
      if (char === undefined) throw new Error(`HCL has no escape \\${code}`);
      return char;
    });
}
