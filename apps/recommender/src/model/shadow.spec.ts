import type { ModelInService } from './model-in-service.js';
import type { Chosen } from './models-in-service.js';
import { overlapOf, Shadow, type ShadowResult } from './shadow.js';

const other = {} as ModelInService;
const logger = { debug: () => undefined };
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function shadowOf(percent = 100, isBusy: () => boolean = () => false, random = () => 0.5) {
  const results: ShadowResult[] = [];
  const overlaps: number[] = [];
  const watcher = {
    shadowed: (result: ShadowResult) => void results.push(result),
    compared: (overlap: number) => void overlaps.push(overlap),
  };
  const shadow = new Shadow(percent, isBusy, watcher, logger, random);
  const answered = (ask: () => readonly number[] = () => [1, 2], model?: ModelInService): void =>
    shadow.answered({ shadow: model } as Chosen, () => ({ ids: [1, 2], seconds: 0.001, ask }));
  return { answered, results, overlaps };
}

describe('Shadow', () => {
  it('asks nothing before the turn ends, and then compares', async () => {
    const { answered, results, overlaps } = shadowOf();
    let asked = 0;
    answered(() => [1, 3, ++asked], other);
    expect(asked).toBe(0);
    await turn();
    expect({ asked, results }).toEqual({ asked: 1, results: ['compared'] });
    expect(overlaps).toEqual([1 / 3]);
  });

  it.each([
    ['there is no shadow', 100, undefined],
    ['the request is not drawn', 50, other],
    ['nothing is to be sampled', 0, other],
  ])('does nothing where %s', async (_, percent, model) => {
    const { answered, results } = shadowOf(percent);
    answered(() => [], model);
    await turn();
    expect(results).toEqual([]);
  });

  it('drops what comes while requests are turned away, also if it waits already', async () => {
    let isBusy = false;
    const { answered, results } = shadowOf(100, () => isBusy);
    answered(undefined, other);
    isBusy = true;
    answered(undefined, other);
    await turn();
    expect(results).toEqual(['dropped', 'dropped']);
  });

  it('keeps no more waiting than it can catch up with, and catches up', async () => {
    const { answered, results } = shadowOf();
    for (let i = 0; i < 100; i++) answered(undefined, other);
    expect(results).toHaveLength(68);
    for (let i = 0; i < 40; i++) await turn();
    expect(results.filter((result) => result === 'compared')).toHaveLength(32);
  });

  it('counts what the shadow cannot answer', async () => {
    const { answered, results } = shadowOf();
    answered(() => {
      throw new RangeError('the model has no such film');
    }, other);
    await turn();
    expect(results).toEqual(['failed']);
  });
});

describe('overlapOf', () => {
  it.each([
    [[], [], 1],
    [[1], [], 0],
    [[1, 2], [2, 1], 1],
    [[1, 2], [2, 3], 0.5],
    [[1, '1'], ['1'], 0.5],
  ])('of %j and %j is %d', (a, b, overlap) => {
    expect(overlapOf(a, b)).toBe(overlap);
    expect(overlapOf(b, a)).toBe(overlap);
  });
});
