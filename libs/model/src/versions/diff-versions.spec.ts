import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Film, fit, type Model, PRESETS } from '#engine';
import { FileStore } from '../store/file/file-store.js';
import { FILMS, hybrid } from '../testing/films.js';
import { NAME, PROVENANCE } from '../testing/versions.js';
import { diffVersions } from './diff-versions.js';
import { type LoadedVersion, loadVersion } from './load-version.js';
import type { Provenance } from './manifest.js';
import { publishVersion } from './publish.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'diff-'));
});
afterAll(() => rm(root, { recursive: true }));

async function versionOf(model: Model, more: Partial<Provenance> = {}): Promise<LoadedVersion> {
  const store = new FileStore(root, root);
  const { manifest } = await publishVersion(store, NAME, model, { ...PROVENANCE, ...more });
  return loadVersion(store, NAME, manifest.id);
}

const fitted = (films: readonly Film[], change: object = {}): Model =>
  fit(films, { ...PRESETS.hybrid, ...change });

describe('diffVersions', () => {
  it('finds no difference between a version and itself', async () => {
    const version = await versionOf(hybrid);
    const diff = diffVersions(version, version);
    const { config, counts, catalogue, evaluation, films } = diff;
    expect([config, counts, catalogue, evaluation]).toEqual([[], [], [], []]);
    expect(films).toEqual({ added: [], removed: [], shared: FILMS.length, changed: [] });
    for (const { added, removed } of Object.values(diff.vocabulary))
      expect([added, removed]).toEqual([[], []]);
  });

  it('tells settings by their path, with both values', async () => {
    const blocks = {
      ...PRESETS.hybrid.blocks,
      text: { ...PRESETS.hybrid.blocks.text, pivot: 2.5 },
    };
    const [before, after] = [await versionOf(hybrid), await versionOf(fitted(FILMS, { blocks }))];
    expect(diffVersions(before, after).config).toEqual([
      { name: 'blocks.text.pivot', before: PRESETS.hybrid.blocks.text.pivot, after: 2.5 },
    ]);
  });

  it('tells films that came, went and changed', async () => {
    const [heat, ...others] = FILMS;
    const changed = { ...others[0], year: 1982 };
    const added = { id: 'new', title: 'Ronin', year: 1998 };
    const after = await versionOf(fitted([changed, ...others.slice(1), added]));
    const { films, catalogue, counts } = diffVersions(await versionOf(hybrid), after);
    expect(films).toEqual({
      added: [added],
      removed: [{ id: heat.id, title: 'Heat', year: 1995 }],
      shared: 4,
      changed: [{ id: 'b', title: 'Thief', year: 1982 }],
    });
    expect(catalogue.map(({ name }) => name)).toEqual(['digest']);
    expect(counts.map(({ name }) => name)).toContain('terms');
    expect(counts.map(({ name }) => name)).not.toContain('films');
  });

  it('tells terms that came and went, by block', async () => {
    const [heat, ...others] = FILMS;
    const after = await versionOf(fitted([{ ...heat, genres: ['Crime', 'Western'] }, ...others]));
    const { vocabulary } = diffVersions(await versionOf(hybrid), after);
    expect(vocabulary.genres).toEqual({ added: ['western'], removed: ['drama'], shared: 3 });
    expect(vocabulary.era).toMatchObject({ added: [], removed: [] });
  });

  it('tells figures that differ, are new, or are missing', async () => {
    const evaluation = { ndcg: { value: 0.3, low: 0.2, high: 0.4 }, coverage: { value: 0.9 } };
    const before = await versionOf(fitted(FILMS, { neighbours: 7 }), { evaluation });
    const later = { ndcg: { value: 0.35 }, gini: { value: 0.5 } };
    const after = await versionOf(fitted(FILMS, { neighbours: 8 }), { evaluation: later });
    expect(diffVersions(before, after).evaluation).toEqual([
      { name: 'ndcg', before: evaluation.ndcg, after: later.ndcg },
      { name: 'coverage', before: evaluation.coverage, after: undefined },
      { name: 'gini', before: undefined, after: later.gini },
    ]);
  });
});
