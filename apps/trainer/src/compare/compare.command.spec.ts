import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Film, fit, PRESETS } from '#engine';
import { saveModel } from '#model';
import { exitCodeOf } from '../failures.js';
import { runCommand } from '../testing/run-command.js';
import { scratch, writeLines } from '../testing/scratch.js';
import { createCompareCommand } from './compare.command.js';
import { GateError } from './compared.js';
import { GoldenFileError } from './golden-file.js';

const FILMS: Film[] = [
  { id: 1, title: 'Heat', year: 1995, description: 'bank robbery' },
  { id: 2, title: 'Thief <script>alert("x")</script>', description: 'bank' },
  { id: 3, title: 'Ran', description: 'castle' },
  { id: 4, title: 'Kagemusha', description: 'castle war' },
];
const before = join(scratch, 'before.safetensors');
const after = join(scratch, 'after.safetensors');
beforeAll(async () => {
  await saveModel(before, fit(FILMS, PRESETS.sklearn));
  const changed = FILMS.map((film) => (film.id === 2 ? { ...film, description: 'castle' } : film));
  await saveModel(after, fit(changed.slice(0, 3), PRESETS.sklearn));
});

const compare = (...args: readonly string[]) =>
  runCommand(createCompareCommand(), before, after, ...args);

const golden = (name: string, ...queries: object[]): string =>
  writeLines(name, [JSON.stringify({ queries })]);

const HEAT_LISTS_THIEF = {
  name: 'robbers',
  seeds: [{ title: 'Heat' }],
  mustContain: [{ id: 2 }],
};

describe('trainer compare', () => {
  it('tells a person what has changed', async () => {
    const { stdout } = await compare('--golden', golden('g.json', HEAT_LISTS_THIEF));
    expect(stdout).toContain(`${before} (`);
    expect(stdout).toContain('3 films in both, 1 removed (Kagemusha)');
    expect(stdout).toMatch(/Overlap of the lists of ten: mean 0\.\d{3}/u);
    expect(stdout).toMatch(/^Heat \(1995\) +0\.00 +Thief/mu);
    expect(stdout).toMatch(/^robbers +passes +fails +0\.00 +film 2 is not listed$/mu);
  });

  it('tells a program the same', async () => {
    const { stdout } = await compare('--json', '--movers', '1');
    expect(JSON.parse(stdout)).toMatchObject({
      before: { place: before, films: 4 },
      after: { place: after, films: 3 },
      comparison: { asked: 3, films: { removed: [{ id: 4, title: 'Kagemusha' }] } },
      violations: [],
    });
  });

  it('writes a page that is whole in itself and takes no title for HTML', async () => {
    const path = join(scratch, 'page.html');
    await compare('--html', path, '--golden', golden('h.json', HEAT_LISTS_THIEF));
    const page = readFileSync(path, 'utf8');
    expect(page).toContain('<!doctype html>');
    expect(page).toContain('Thief &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|https?:/u);
    expect(page).toContain('prefers-color-scheme: dark');
    expect(page).toMatch(/<html\s+lang="en"/u);
    expect(page).toMatch(/role="img"\s+aria-label="Films by overlap of their lists: 0–10 %: \d/u);
    expect(page).not.toMatch(/undefined|NaN|\[object/u);
  });

  it('is a gate: what is below a threshold is named, the page is written, and the exit code is 8', async () => {
    const path = join(scratch, 'closed.html');
    const closed = compare('--min-overlap', '0.9', '--fail-on', 'removed-films', '--html', path);
    await expect(closed).rejects.toThrow('the gate stays closed: 2 violations');
    await expect(closed).rejects.toThrow(GateError);
    expect(exitCodeOf(new GateError('x'))).toBe(8);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain('The gate stays closed');
  });

  it('is a gate that opens', async () => {
    await expect(compare('--min-overlap', '0', '--min-rbo', '0')).resolves.toBeDefined();
  });

  it('minds golden queries when it is asked to', async () => {
    const file = golden('i.json', HEAT_LISTS_THIEF);
    await expect(compare('--golden', file)).resolves.toBeDefined();
    const gate = compare('--golden', file, '--fail-on', 'golden-regression');
    await expect(gate).rejects.toThrow(GateError);
  });

  it.each([
    [['--fail-on', 'golden'], "'--golden' is missing"],
    [['--fail-on', 'weather'], 'Allowed choices are golden'],
    [['--min-overlap', '60%'], 'expected a number from 0 to 1'],
    [['--min-overlap', '1.1'], 'expected a number from 0 to 1'],
    [['--sample', '0'], 'expected an integer from 1'],
  ])('refuses %j', async (args, message) => {
    await expect(compare(...args)).rejects.toThrow(message);
  });

  it.each([
    ['none.json', undefined, 'none.json cannot be read'],
    ['broken.json', '{', 'broken.json cannot be read'],
    ['empty.json', '{"queries":[]}', 'queries › Too small'],
    ['odd.json', '{"queries":[{"name":"x"}]}', 'queries › 0 › seeds › expected at least one seed'],
  ])('refuses the golden queries of %s', async (name, text, message) => {
    const path = join(scratch, name);
    if (text !== undefined) writeFileSync(path, text);
    const refused = compare('--golden', path);
    await expect(refused).rejects.toThrow(GoldenFileError);
    await expect(refused).rejects.toThrow(message);
  });
});

it('the golden queries of the sample are read', async () => {
  const { stdout } = await compare('--golden', 'data/golden-queries.json', '--json');
  const names = z.object({ comparison: z.object({ golden: z.array(z.unknown()) }) });
  expect(names.parse(JSON.parse(stdout)).comparison.golden.length).toBeGreaterThan(3);
});
