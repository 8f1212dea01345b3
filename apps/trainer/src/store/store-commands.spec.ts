import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { manifestSchema, rolloutSchema } from '#contracts';
import { DamagedVersionError, RolloutError, VersionNotFoundError } from '#model';
import { createFitCommand } from '../fit/fit.command.js';
import { createInspectCommand } from '../inspect/inspect.command.js';
import { createRecommendCommand } from '../recommend/recommend.command.js';
import { runCommand } from '../testing/run-command.js';
import { scratch, writeLines } from '../testing/scratch.js';
import { createDiffCommand } from './diff.command.js';
import { createGcCommand } from './gc.command.js';
import { createListCommand } from './list.command.js';
import { createPromoteCommand } from './promote.command.js';
import { createRollbackCommand } from './rollback.command.js';
import { createVerifyCommand } from './verify.command.js';

const KNOWN = { year: 1995, description: 'a robbery of a bank', genres: ['Crime'] };
const HEAT = { id: 1, title: 'Heat', ...KNOWN };
const THIEF = { id: 2, title: 'Thief', ...KNOWN, year: 1981, description: 'a thief in a bank' };

let stores = 0;
let store: string;
let catalogue: string;
beforeEach(() => {
  store = join(scratch, `store-${stores++}`);
  catalogue = writeLines('films.jsonl', [HEAT, THIEF]);
});

const COMMANDS = {
  fit: createFitCommand,
  list: createListCommand,
  inspect: createInspectCommand,
  recommend: createRecommendCommand,
  diff: createDiffCommand,
  promote: createPromoteCommand,
  rollback: createRollbackCommand,
  verify: createVerifyCommand,
  gc: createGcCommand,
};

async function run(command: keyof typeof COMMANDS, ...args: readonly string[]): Promise<string> {
  const { stdout } = await runCommand(COMMANDS[command](), ...args, '--store', store);
  return stdout;
}

const json = async (command: keyof typeof COMMANDS, ...args: readonly string[]): Promise<unknown> =>
  JSON.parse(await run(command, ...args, '--json'));

/** Publishes a model and tells its id. */
async function publish(neighbours: number): Promise<string> {
  const printed = await run('fit', catalogue, '--json', '--neighbours', String(neighbours));
  const events = printed.trimEnd().split('\n');
  return modelEventSchema.parse(JSON.parse(events[events.length - 1])).digest;
}
const modelEventSchema = z.object({ event: z.literal('model'), digest: z.string() });

const rolloutOf = async (command: 'promote' | 'rollback', ...args: readonly string[]) =>
  z.object({ rollout: rolloutSchema }).parse(await json(command, ...args)).rollout;

describe('fit --store', () => {
  it('publishes a version and says which, and says so when it was there', async () => {
    const text = await run('fit', catalogue);
    const [, version] = /Model ([0-9a-f]{12}) .* written to .*: movies \1$/mu.exec(text) ?? [];
    expect(version).toBeDefined();
    expect(await run('fit', catalogue)).toContain(`movies ${version}, which was there already`);
  });

  it('writes down where the films came from, how many, and how long it took', async () => {
    catalogue = writeLines('flawed.jsonl', [HEAT, 'no JSON', { ...THIEF, year: 30_000 }]);
    await publish(3);
    const { manifest } = inspectedSchema.parse(await json('inspect'));
    expect(manifest.catalogue).toMatchObject({
      location: catalogue,
      mapping: 'own',
      rows: { read: 3, accepted: 1, repaired: 1, refused: 1 },
    });
    expect(Object.keys(manifest.timings)).toEqual([
      'read',
      'vectorize',
      'index',
      'neighbours',
      'evaluate',
    ]);
    expect(Object.keys(manifest.tools)).toEqual(['node', 'movie-recommender']);
    expect(manifest.config).toMatchObject({ preset: 'hybrid', neighbours: 3 });
  });

  it.each([
    [['--model', 'My Films'], 'expected lower-case letters, digits and hyphens'],
    [['--out', 'x.safetensors'], "'-o, --out <file>' cannot be used with option"],
  ])('is refused with %j', async (args, reason) => {
    await expect(run('fit', catalogue, ...args)).rejects.toThrow(reason);
  });
});

const inspectedSchema = z.strictObject({
  manifest: manifestSchema,
  inServiceAs: z.array(z.string()),
});

describe('list', () => {
  it('says that there is nothing', async () => {
    expect(await run('list')).toBe(`${store} has no models\n`);
    expect(await run('list', '--model', 'movies')).toBe('movies: 0 versions\n');
  });

  it('lists versions, the latest first, with what they are in service as', async () => {
    const [a, b] = [await publish(1), await publish(2)];
    await run('promote', a);
    await run('promote', b, '--candidate', '12.5');
    await run('promote', b, '--shadow');
    const [title, header, , ...rows] = (await run('list')).trimEnd().split('\n');
    expect(title).toBe('movies: 2 versions');
    expect(header).toMatch(/^version +published \(UTC\) +films +terms +MB +in service as$/u);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(new RegExp(`^${b.slice(0, 12)} .*candidate 12\\.5 %, shadow$`, 'u'));
    expect(rows[1]).toMatch(new RegExp(`^${a.slice(0, 12)} .* 2 .*stable$`, 'u'));
  });

  it('lists all models, or the one that is asked for', async () => {
    await publish(1);
    await run('fit', catalogue, '--model', 'a-first');
    const names = z.object({ models: z.array(z.object({ model: z.string() })) });
    const all = names.parse(await json('list')).models.map(({ model }) => model);
    expect(all).toEqual(['a-first', 'movies']);
    expect(names.parse(await json('list', '-m', 'movies')).models).toEqual([{ model: 'movies' }]);
  });
});

describe('inspect --store', () => {
  it('shows the manifest of the latest version, or of the one that is asked for', async () => {
    const [a, b] = [await publish(1), await publish(2)];
    await run('promote', a);
    expect(await run('inspect')).toContain(`movies ${b}`);
    const text = await run('inspect', '--version', 'stable');
    expect(text).toMatch(new RegExp(`^version +movies ${a}$`, 'mu'));
    expect(text).toMatch(/^in service +stable$/mu);
    expect(text).toMatch(/^rows +2 read: 2 accepted, 0 repaired, 0 refused$/mu);
    expect(text).toMatch(/^evaluation +genreCoherence@10 1\.000 /mu);
    expect(inspectedSchema.parse(await json('inspect', '--version', 'stable'))).toMatchObject({
      manifest: { id: a },
      inServiceAs: ['stable'],
    });
  });

  it('looks into the model all the same when it is asked for more', async () => {
    const id = await publish(1);
    expect(await run('inspect', 'heat')).toContain('Heat');
    expect(await run('inspect', '--catalogue')).toContain(`movies ${id.slice(0, 12)}: model`);
    expect(await json('recommend', 'heat')).toMatchObject({ items: [{ title: 'Thief' }] });
  });
});

describe('diff', () => {
  it('finds nothing between a version and itself', async () => {
    const id = await publish(1);
    expect(await run('diff', 'latest', id)).toBe(
      `${id.slice(0, 12)} → ${id.slice(0, 12)}: no difference\n`,
    );
  });

  it('tells settings, counts, films and terms that differ', async () => {
    await publish(1);
    await run('promote', 'latest');
    catalogue = writeLines('films.jsonl', [
      { ...HEAT, genres: ['Western'] },
      { ...HEAT, id: 3 },
    ]);
    await publish(2);
    const text = await run('diff', 'stable', 'latest');
    expect(text).toMatch(/^neighbours +1 +2$/mu);
    expect(text).toMatch(/^films: 1 in both$/mu);
    expect(text).toMatch(/^ {2}1 added: Heat \(1995\) \[3\]$/mu);
    expect(text).toMatch(/^ {2}1 removed: Thief \(1981\) \[2\]$/mu);
    expect(text).toMatch(/^ {2}1 changed: Heat \(1995\) \[1\]$/mu);
    expect(text).toMatch(/^genres .* \+western$/mu);
    expect(await json('diff', 'stable', 'latest')).toMatchObject({
      config: [{ name: 'neighbours', before: 1, after: 2 }],
      films: { added: [{ id: 3 }], removed: [{ id: 2 }], shared: 1 },
    });
  });
});

describe('promote and rollback', () => {
  it('put a version in service and take the step back', async () => {
    const [a, b] = [await publish(1), await publish(2)];
    expect(await run('promote', a)).toBe(
      `${a.slice(0, 12)} is in service\nmovies:\n  stable     ${a.slice(0, 12)}\n`,
    );
    expect(await rolloutOf('promote', b.slice(0, 8))).toMatchObject({ stable: b, previous: [a] });
    expect(await rolloutOf('rollback')).toMatchObject({ stable: a, previous: [] });
    await expect(run('rollback')).rejects.toThrow(RolloutError);
  });

  it('begin and end a trial', async () => {
    const [a, b] = [await publish(1), await publish(2)];
    await run('promote', a);
    const trial = await run('promote', b, '--candidate', '5');
    expect(trial).toMatch(new RegExp(`candidate {2}${b.slice(0, 12)}, 5 % of the traffic$`, 'mu'));
    expect(await rolloutOf('rollback', '--trial')).toMatchObject({ stable: a, weight: 0 });
    expect(await rolloutOf('rollback', '--trial')).not.toHaveProperty('candidate');
  });

  it.each([
    ['101', 'from 0 to 100'],
    ['-1', 'from 0 to 100'],
    ['', 'from 0 to 100'],
    ['some', 'from 0 to 100'],
  ])('refuse a share of %j', async (share, reason) => {
    await expect(run('promote', 'latest', `--candidate=${share}`)).rejects.toThrow(reason);
  });

  it('refuse a version that is not there, or does not verify', async () => {
    await expect(run('promote', 'latest')).rejects.toThrow(VersionNotFoundError);
    const id = await publish(1);
    writeFileSync(join(store, 'movies/versions', id, 'model.safetensors'), 'broken');
    await expect(run('promote', id)).rejects.toThrow(DamagedVersionError);
  });
});

describe('verify', () => {
  it('says that all is well', async () => {
    const id = await publish(1);
    await run('promote', id);
    expect(await run('verify')).toMatch(new RegExp(`^${id.slice(0, 12)} +yes +verified$`, 'mu'));
    expect(await json('verify', 'stable')).toMatchObject({ verdicts: [{ id, isInUse: true }] });
  });

  it('says that there is nothing', async () => {
    expect(await run('verify')).toBe('movies has no versions\n');
  });

  it('names what is broken, and fails', async () => {
    const [a, b] = [await publish(1), await publish(2)];
    await run('promote', b);
    rmSync(join(store, 'movies/versions', a, 'model.safetensors'));
    const verified = run('verify');
    await expect(verified).rejects.toThrow(DamagedVersionError);
    await expect(verified).rejects.toThrow('1 version of movies is broken, none of them in use');
    await expect(run('verify', b)).resolves.toContain('verified');
    rmSync(join(store, 'movies/versions', b, 'model.safetensors'));
    await expect(run('verify')).rejects.toThrow('2 versions of movies are broken, of those in use');
  });
});

describe('gc', () => {
  it('deletes old versions and tells which', async () => {
    const [a, b, c] = [await publish(1), await publish(2), await publish(3)];
    await run('promote', b);
    const text = await run('gc', '--keep', '1');
    expect(text).toBe(`movies: 1 version deleted, 2 kept\n  deleted ${a.slice(0, 12)}\n`);
    expect(await json('gc', '--keep', '1')).toMatchObject({ removed: [], kept: [c, b] });
  });

  it('keeps five unless told otherwise, and never none', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) await publish(n);
    expect(await json('gc')).toMatchObject({ removed: [expect.any(String)] });
    await expect(run('gc', '--keep', '0')).rejects.toThrow('an integer from 1');
  });
});
