import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { makeKey, writeKeys } from './support/keys.js';
import { ROOT } from './support/programs.js';
import { useService } from './support/service.js';

const key = makeKey('examples');
const service = useService({ API_KEYS_FILE: writeKeys('examples.json', [key]) });

const run = promisify(execFile);
const outputOf = async (program: string, path: string): Promise<string> => {
  const env = { ...process.env, RECOMMENDER_URL: service.url, RECOMMENDER_KEY: key.key };
  return (await run(program, [path], { cwd: ROOT, env })).stdout;
};

const LIKE_FILM_1 = ['The Green Mile', 'Cool Hand Luke', 'Papillon'];

/** Runs where the program is there; says aloud where it is not. */
function itWith(program: string, name: string, test: () => Promise<void>): void {
  if (spawnSync(program, ['--version']).status === 0) it(name, test);
  else it(`${name}: not run, ${program} is missing`, () => console.warn(`${program} is missing`));
}

describe('the example', () => {
  it('in TypeScript asks, explains and is refused', async () => {
    const lines = (await outputOf(process.execPath, 'examples/typescript.ts')).split('\n');
    expect(lines.slice(1, 4)).toEqual(LIKE_FILM_1.map((title) => `  ${title}`));
    expect(lines[5]).toMatch(/^ {2}1\. .+: .+, .+/u);
    expect(lines.at(-2)).toMatch(/^ {2}unknown_film: .+; did you mean The Matrix\?$/u);
  });

  itWith('python3', 'in Python asks, searches and is refused', async () => {
    const lines = (await outputOf('python3', 'examples/python.py')).split('\n');
    expect(lines.slice(1, 4)).toEqual(LIKE_FILM_1.map((title) => `  ${title}`));
    expect(lines[5]).toBe('  The Godfather (1972)');
    expect(lines.at(-2)).toBe('  unknown_film: did you mean The Matrix?');
  });

  itWith('curl', 'for the shell asks, searches, lists and is refused', async () => {
    const output = await outputOf('bash', 'examples/curl.sh');
    const answers = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const titles = { title: expect.any(String) as string, score: expect.any(Number) as number };
    expect(answers).toEqual([
      { recommendations: LIKE_FILM_1 },
      expect.objectContaining({
        items: [expect.objectContaining({ title: 'The Godfather' }) as unknown],
      }),
      expect.objectContaining({ outcome: 'ok', items: [titles, titles, titles] }),
      expect.objectContaining({ status: 404, code: 'unknown_film' }),
    ]);
  });
});
