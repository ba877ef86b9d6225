// The workflows run with rights on the repository: what they run is fixed, and nobody outside can add to it.
// https://docs.github.com/en/actions/reference/security/secure-use
import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
type Permissions = Readonly<Record<string, string>> | string;
interface Job {
  readonly needs?: string;
  readonly permissions?: Permissions;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = resolve(import.meta.dirname, '../..');

/** What is wrong with a workflow, as sentences. */
function faultsOf(text: string): readonly string[] {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);
  return [
    ...triggerFaults(workflow),
    ...jobs.flatMap(([name, job]) => jobFaults(name, job)),
    ...steps.flatMap(stepFaults),
    ...(text.match(/^\s*(?:- )?uses:.*$/gm) ?? []).flatMap((line) =>
      /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line) ? [] : `no commit with its version: ${line.trim()}`,
    ),
  ];
}

/** These run with the repository's secrets on what somebody else wrote. */
const foreignTriggers = ['pull_request_target', 'workflow_run', 'issue_comment', 'issues', 'discussion_comment'];

function triggerFaults({ on, permissions }: Workflow): string[] {
  const foreign = Object.keys(on).filter((name) => foreignTriggers.includes(name));
  const isReading = JSON.stringify(permissions) === '{"contents":"read"}';
  return [...foreign.map((name) => `begins with ${name}`), ...(isReading ? [] : ['may do more than read by default'])];
}

/** A job with more rights than to read runs no code of the repository, and no package. */
function jobFaults(name: string, { permissions = {}, steps, 'timeout-minutes': minutes }: Job): string[] {
  const rights = typeof permissions === 'string' ? ['all'] : Object.values(permissions);
  const isStrong = rights.some((right) => right !== 'read' && right !== 'none');
  const foreign = steps.filter(
    ({ uses = '', run = '' }) =>
      /^actions\/(checkout|setup-)/.test(uses) || /\b(npm|npx|node|apt-get|curl|\.ci\/)/.test(run),
  );
  return [
    ...(isStrong && foreign.length > 0 ? [`${name} has rights, and runs code of others`] : []),
    ...(minutes === undefined ? [`${name} has no limit of time`] : []),
  ];
}

/** `${{ … }}` is put into the script before a shell reads it: a branch can be named `$(…)`. */
function stepFaults({ uses = '', run = '', with: inputs = {} }: Step): string[] {
  return [
    ...(/\$\{\{/.test(run) ? [`an expression in a script: ${run}`] : []),
    ...(uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false ? ['keeps its token'] : []),
    ...(uses.startsWith('actions/setup-node@') && inputs['package-manager-cache'] !== false ? ['takes a cache'] : []),
    ...(/^actions\/(cache|github-script)/.test(uses) ? [`uses ${uses}`] : []),
  ];
}

const files = globSync('.github/**/*.{yml,yaml}', { cwd: root });

test('there are workflows for pull requests and for releases', () => {
  expect(files.map((path) => basename(path)).sort()).toEqual(['ci.yml', 'release.yml']);
});

test.each(files)('%s runs what is fixed, with the least rights', (path) => {
  expect(faultsOf(readFileSync(join(root, path), 'utf8'))).toEqual([]);
});

test('the jobs with rights take what the job without them made', () => {
  const { jobs } = parse(readFileSync(join(root, '.github/workflows/release.yml'), 'utf8')) as Workflow;
  expect(jobs.build?.permissions).toBeUndefined();
  expect(jobs.draft).toMatchObject({ needs: 'build' });
  const scripts = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run = [] }) => run));
  expect(scripts).toContain('npm run release -- --tag "$TAG"');
  expect(scripts).toContain('cd dist-release && sha256sum --check --strict SHA256SUMS');
});

const commit = '0123456789012345678901234567890123456789';
const workflowOf = (on: string, step: string, permissions = '{contents: read}') =>
  `on: [${on}]\npermissions: {contents: read}\njobs:\n  a:\n    timeout-minutes: 1\n    permissions: ${permissions}\n    steps:\n      - ${step}\n`.replace(
    /^on: \[(.*)\]/,
    'on: {$1: }',
  );

describe('faults are found', () => {
  test.each([
    ['pull_request_target', 'run: true', /begins with pull_request_target/],
    ['push', 'uses: actions/attest@v4', /no commit with its version: - uses: actions\/attest@v4/],
    ['push', `uses: actions/attest@${commit}`, /no commit with its version/],
    ['push', `uses: actions/checkout@${commit} # v5.0.0`, /keeps its token/],
    ['push', `uses: actions/setup-node@${commit} # v5.0.0`, /takes a cache/],
    ['push', 'run: echo $' + '{{ github.event.pull_request.title }}', /an expression in a script/],
  ])('%s, %s', (on, step, fault) => {
    expect(faultsOf(workflowOf(on, step))).toEqual([expect.stringMatching(fault)]);
  });

  test('a job with rights that runs packages', () => {
    const strong = workflowOf('push', 'run: npm ci', '{contents: write}');
    expect(faultsOf(strong)).toEqual(['a has rights, and runs code of others']);
    expect(faultsOf(workflowOf('push', 'run: npm ci'))).toEqual([]);
    expect(faultsOf(strong.replace('permissions: {contents: read}', ''))).toContain('may do more than read by default');
  });
});
