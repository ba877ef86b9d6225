/** Services whose actions have another prefix than this program's name. */
const prefixes: Readonly<Record<string, string>> = { tagging: 'tag' };

/** 'tag:GetResources' for 'tagging:GetResources'. */
export function policyActionOf(operation: string): string {
  const [service = '', name = ''] = operation.split(':');
  return `${prefixes[service] ?? service}:${name}`;
}
