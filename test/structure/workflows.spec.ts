import { existsSync, globSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Step {
  readonly run?: string;
  readonly uses?: string;
}
interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly uses?: string; readonly steps?: readonly Step[] }>
  >;
}

const FILES = globSync('.github/workflows/*.yaml').sort();
const workflows = FILES.map((path) => parse(readFileSync(path, 'utf8')) as Workflow);
const jobs = workflows.flatMap(({ jobs: named }) => Object.values(named));
const steps = jobs.flatMap(({ steps: taken = [] }) => taken);
const commands = steps.map(({ run = '' }) => run).join('\n');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};
const scriptsIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(/\bnpm (?:run )?(?<name>test\b[\w:-]*|(?<=run )[\w:-]+)/gu)].map(
      ({ groups }) => groups?.name ?? '',
    ),
  ),
];

it('workflows run scripts that there are', () => {
  expect(scriptsIn(commands).length).toBeGreaterThan(5);
  for (const name of scriptsIn(commands)) expect(Object.keys(scripts)).toContain(name);
});

it('what .ci/run runs, workflows run', () => {
  const stages = readFileSync('.ci/run', 'utf8')
    .split('\n')
    .filter((line) => /^\s*stage '|test:cluster/u.test(line));
  const whole = scripts.check;
  const missing = scriptsIn(stages.join('\n')).filter(
    (name) => !scriptsIn(commands).includes(name) && !whole.includes(name),
  );
  expect(missing).toEqual([]);
});

it('files that workflows name are there', () => {
  const named = [
    ...[...commands.matchAll(/\bk8s\/[\w.-]+/gu)].map(([path]) => path),
    ...jobs.map(({ uses }) => uses ?? '').filter((path) => path.startsWith('./')),
  ];
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

it('actions of others are taken by a version', () => {
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^[\w./-]+@v\d/u);
});
