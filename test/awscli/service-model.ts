// AWS Backup's service model as the AWS CLI carries it: a description of the wire that is not our serializer's.
import { readFileSync } from 'node:fs';

const modelFile = '/usr/lib/python3/dist-packages/awscli/botocore/data/backup/2018-11-15/service-2.json';

export interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: Member;
  readonly key?: Member;
  readonly value?: Member;
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly string[];
}

interface Member {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
}

interface Operation {
  readonly name: string;
  readonly http: { readonly method: string; readonly requestUri: string; readonly responseCode?: number };
  readonly input?: { readonly shape: string };
  readonly output?: { readonly shape: string };
  readonly errors?: readonly { readonly shape: string }[];
}

export interface ServiceModel {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export const readServiceModel = (): ServiceModel => JSON.parse(readFileSync(modelFile, 'utf8')) as ServiceModel;

/** Differences between a raw response and the model, one line each. Members that the model lacks are `newer`. */
export interface Findings {
  readonly wrong: readonly string[];
  readonly newer: readonly string[];
}

export function checkResponse(model: ServiceModel, operation: string, status: number, body: unknown): Findings {
  const wrong: string[] = [];
  const newer: string[] = [];
  const known = model.operations[operation];
  if (!known) return { wrong, newer };
  const { http, output } = known;
  const expected = http.responseCode ?? 200;
  if (status !== expected) wrong.push(`${operation}: status ${status}, not ${expected}`);

  const check = (shapeName: string, value: unknown, path: string): void => {
    const shape = model.shapes[shapeName];
    if (!shape || value === null) return;
    const complain = (what: string) => wrong.push(`${path}: ${JSON.stringify(value)?.slice(0, 60)} is no ${what}`);
    switch (shape.type) {
      case 'structure':
        if (typeof value !== 'object' || Array.isArray(value)) return void complain('structure');
        for (const [name, inner] of Object.entries(value as object)) {
          const known = Object.entries(shape.members ?? {}).find(
            ([key, { locationName }]) => (locationName ?? key) === name,
          );
          if (known) check(known[1].shape, inner, `${path}.${name}`);
          else newer.push(`${path}.${name}`);
        }
        return;
      case 'list':
        if (!Array.isArray(value)) return void complain('list');
        for (const inner of value) check(shape.member?.shape ?? '', inner, `${path}[]`);
        return;
      case 'map':
        if (typeof value !== 'object') return void complain('map');
        for (const inner of Object.values(value as object)) check(shape.value?.shape ?? '', inner, `${path}{}`);
        return;
      case 'timestamp':
        if (typeof value !== 'number' || value < 1e9 || value > 1e10) complain('time in epoch seconds');
        return;
      case 'integer':
      case 'long':
        if (!Number.isInteger(value)) complain('whole number');
        return;
      case 'boolean':
        if (typeof value !== 'boolean') complain('boolean');
        return;
      case 'string':
        if (typeof value !== 'string') complain('string');
        return;
    }
  };
  if (output) check(output.shape, body, operation);
  return { wrong: [...new Set(wrong)], newer: [...new Set(newer)] };
}
