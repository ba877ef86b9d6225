import { type CliPlace, formatCliLine, ShellVariable } from '../domain/cli-line.ts';
import type { Scope } from '../domain/scope.ts';
import { type ActionRequest, FromAnswer } from './action.ts';

/** Commands that do the same in a shell, in order; one that needs an earlier answer takes it from a variable. */
export function commandsOf(
  requests: readonly ActionRequest[],
  scope: Scope,
  placeOf: (scope: Scope) => CliPlace,
): string[] {
  const used = new Map<number, string>();
  for (const { input } of requests) {
    for (const value of Object.values(input)) {
      if (value instanceof FromAnswer) used.set(value.request, value.member);
    }
  }
  return requests.map((request, index) => {
    const input = Object.fromEntries(
      Object.entries(request.input).map(([name, value]) => [
        name,
        value instanceof FromAnswer ? new ShellVariable(variableOf(value.member)) : value,
      ]),
    );
    const line = formatCliLine({ ...request, input }, placeOf(request.scope ?? scope));
    const member = used.get(index);
    return member === undefined ? line : `${variableOf(member)}=$(${line} --query ${member} --output text)`;
  });
}

const variableOf = (member: string): string => member.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();

/** The input as it is sent, with what earlier requests were answered in place of what stood for it. */
export function filledIn({ input }: ActionRequest, answers: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      if (!(value instanceof FromAnswer)) return [name, value];
      const answer = answers[value.request] as Record<string, unknown> | undefined;
      return [name, answer?.[value.member]];
    }),
  );
}
