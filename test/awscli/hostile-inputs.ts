// Inputs for the operations of the AWS CLI's own model, with texts that a shell or the CLI could misread.
import { hostileTexts } from '../support/hostile-texts.ts';
import { seededRandom } from '../support/matrix.ts';
import type { ServiceModel, Shape } from './service-model.ts';

type Input = Readonly<Record<string, unknown>>;

export function createInputs(model: ServiceModel, seed: number): (operation: string) => Input {
  const random = seededRandom(seed);
  const text = hostileTexts(seed + 1);
  const below = (count: number): number => Math.floor(random() * count);

  /** As long as the shape requires, and not longer. */
  function textOf({ enum: values, min = 0, max = 100 }: Shape, isLabel: boolean): string {
    if (values) return values[below(values.length)] ?? '';
    for (;;) {
      const found = text();
      // A path cannot have such a part: URLs leave out "." and "..".
      const fits = !isLabel || (found !== '' && !/^\.+$/.test(found));
      if (fits && found.length >= min && found.length <= Math.max(min, max)) return found;
    }
  }

  function memberOf(name: string, isLabel = false): unknown {
    const shape = model.shapes[name] ?? { type: 'string' };
    const inner = (member: { readonly shape: string } | undefined) => memberOf(member?.shape ?? '');
    switch (shape.type) {
      case 'structure':
        return structureOf(shape);
      case 'list':
        return Array.from({ length: (shape.min ?? 0) + below(4) }, () => inner(shape.member));
      case 'map':
        return Object.fromEntries(Array.from({ length: below(4) }, () => [inner(shape.key), inner(shape.value)]));
      case 'timestamp':
        return new Date(Date.UTC(2026, 0, 1) + below(1e7) * 1_000);
      case 'boolean':
        return random() < 0.5;
      case 'integer':
      case 'long':
        return (shape.min ?? 1) + below(100);
      default:
        return textOf(shape, isLabel);
    }
  }

  function structureOf({ members = {}, required = [] }: Shape): Input {
    // A token that is left out is made up, another one each time: the CLI's model does not mark all of them.
    const chosen = Object.entries(members).filter(
      ([name]) => required.includes(name) || /RequestId$|Token$/.test(name) || random() < 0.5,
    );
    return Object.fromEntries(chosen.map(([name, { shape, location }]) => [name, memberOf(shape, location === 'uri')]));
  }

  return (operation) => structureOf(model.shapes[model.operations[operation]?.input?.shape ?? ''] ?? { type: '' });
}
