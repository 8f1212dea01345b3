import {
  assertConfig,
  type BlockConfig,
  BLOCKS,
  type EngineConfig,
  PRESET_NAMES,
  PRESETS,
  withAudience,
  withoutPivots,
} from './config.js';
import { aConfig } from './testing/film-builder.js';

const withBlock = (block: (typeof BLOCKS)[number], change: Partial<BlockConfig>): EngineConfig => ({
  ...PRESETS.hybrid,
  blocks: { ...PRESETS.hybrid.blocks, [block]: { ...PRESETS.hybrid.blocks[block], ...change } },
});

describe('assertConfig', () => {
  it.each(Object.keys(PRESETS) as (keyof typeof PRESETS)[])('accepts the preset %s', (name) => {
    expect(PRESETS[name].preset).toBe(name);
    expect(() => assertConfig(PRESETS[name])).not.toThrow();
  });

  it('accepts weights whose sum is 1 but for rounding', () => {
    // 0.1 + 0.2 + 0.7 is not 1 in binary fractions.
    expect(() => assertConfig(aConfig({ text: 0.1, genres: 0.2, people: 0.7 }))).not.toThrow();
  });

  describe.each(BLOCKS)('for the block %s', (block) => {
    it.each<[keyof BlockConfig, number]>([
      ['weight', -0.1],
      ['weight', 1.1],
      ['weight', NaN],
      ['minDocumentFrequency', 0],
      ['minDocumentFrequency', -3],
      ['minDocumentFrequency', NaN],
      ['maxDocumentShare', 0],
      ['maxDocumentShare', 1.5],
      ['maxDocumentShare', NaN],
      ['pivot', -1],
      ['pivot', NaN],
      ['pivot', Infinity],
    ])('refuses the %s %d and names block, field and value', (field, value) => {
      const check = () => assertConfig(withBlock(block, { [field]: value }));
      expect(check).toThrow(RangeError);
      expect(check).toThrow(`blocks.${block}.${field} is ${value}`);
    });
  });

  it.each([
    [0.9, { text: 0.5, genres: 0.4 }],
    [1.5, { text: 1, era: 0.5 }],
    [0, {}],
  ])('refuses weights whose sum is %d and names the sum', (sum, weights) => {
    const check = () => assertConfig(aConfig(weights));
    expect(check).toThrow(RangeError);
    expect(check).toThrow(`is ${sum}, expected 1`);
  });

  it.each([0, -1, 1.5, 1001, NaN, Infinity])(
    'refuses %d neighbours and names them',
    (neighbours) => {
      const check = () => assertConfig({ ...PRESETS.hybrid, neighbours });
      expect(check).toThrow(RangeError);
      expect(check).toThrow(`neighbours is ${neighbours}`);
    },
  );

  it.each([1, 1000])('accepts %d neighbours', (neighbours) => {
    expect(() => assertConfig({ ...PRESETS.hybrid, neighbours })).not.toThrow();
  });

  it('accepts the limits of every range themselves', () => {
    const limits = { minDocumentFrequency: 1, maxDocumentShare: 1 };
    expect(() => assertConfig(withBlock('text', limits))).not.toThrow();
    expect(() => assertConfig(aConfig({ language: 1 }))).not.toThrow();
  });

  // A configuration can come out of a file: then anything can stand anywhere.
  it.each<[string, unknown, string]>([
    ['config', null, 'null'],
    ['config', [], '[]'],
    ['config', 'hybrid', '"hybrid"'],
    ['preset', { ...PRESETS.hybrid, preset: 'best' }, '"best"'],
    ['analysis', { ...PRESETS.hybrid, analysis: 'toString' }, '"toString"'],
    ['textLanguage', { ...PRESETS.hybrid, textLanguage: 'eng' }, '"eng"'],
    ['textLanguage', { ...PRESETS.hybrid, textLanguage: 7 }, '7'],
    ['neighbours', { ...PRESETS.hybrid, neighbours: '50' }, '"50"'],
    ['blocks', { ...PRESETS.hybrid, blocks: undefined }, 'undefined'],
    ['blocks.era', { ...PRESETS.hybrid, blocks: { ...PRESETS.hybrid.blocks, era: 3 } }, '3'],
  ])('refuses a bad %s: %j', (name, config, shown) => {
    const check = (): void => assertConfig(config);
    expect(check).toThrow(RangeError);
    expect(check).toThrow(`${name} is ${shown}, expected`);
  });

  it.each([
    ['weight', '0.5', '"0.5"'],
    ['minDocumentFrequency', null, 'null'],
    ['maxDocumentShare', true, 'true'],
    ['sublinear', 1, '1'],
  ])('refuses the %s %j of a block, which is of another kind', (field, value, shown) => {
    const text = { ...PRESETS.hybrid.blocks.text, [field]: value };
    const config = { ...PRESETS.hybrid, blocks: { ...PRESETS.hybrid.blocks, text } };
    const check = (): void => assertConfig(config);
    expect(check).toThrow(RangeError);
    expect(check).toThrow(`blocks.text.${field} is ${shown}, expected`);
  });
});

describe('withoutPivots', () => {
  it('changes no more than the pivots, and leaves the configuration as it was', () => {
    const before = structuredClone(PRESETS.hybrid);
    const plain = withoutPivots(PRESETS.hybrid);
    expect(PRESETS.hybrid).toEqual(before);
    for (const block of BLOCKS)
      expect(plain.blocks[block]).toEqual({ ...before.blocks[block], pivot: 0 });
    expect({ ...plain, blocks: before.blocks }).toEqual(before);
  });
});

describe('withAudience', () => {
  const weightsOf = ({ blocks }: EngineConfig) => BLOCKS.map((block) => blocks[block].weight);

  it.each(PRESET_NAMES)('makes of %s a configuration that can be fitted', (name) => {
    for (const weight of [undefined, 0, 0.01, 0.5, 1])
      expect(() => assertConfig(withAudience(PRESETS[name], weight))).not.toThrow();
  });

  it('gives the audience its weight, and the others the rest in the proportions that they had', () => {
    const { blocks } = withAudience(PRESETS.hybrid, 0.25);
    expect(blocks.audience.weight).toBe(0.25);
    for (const block of BLOCKS.filter((name) => name !== 'audience'))
      expect(blocks[block].weight).toBeCloseTo(0.75 * PRESETS.hybrid.blocks[block].weight, 12);
  });

  it('gives another weight as if it were the first one', () => {
    const again = weightsOf(withAudience(withAudience(PRESETS.hybrid, 0.6), 0.2));
    const once = weightsOf(withAudience(PRESETS.hybrid, 0.2));
    again.forEach((weight, b) => expect(weight).toBeCloseTo(once[b], 12));
    const none = weightsOf(withAudience(withAudience(PRESETS.hybrid), 0));
    none.forEach((weight, b) => expect(weight).toBeCloseTo(weightsOf(PRESETS.hybrid)[b], 12));
  });

  it('changes no more than the weights, and leaves the configuration as it was', () => {
    const before = structuredClone(PRESETS.hybrid);
    const after = withAudience(PRESETS.hybrid, 0);
    expect(PRESETS.hybrid).toEqual(before);
    expect(after).toEqual(before);
  });

  it.each([-0.1, 1.1, NaN])('refuses the weight %d and names it', (weight) => {
    const change = () => withAudience(PRESETS.hybrid, weight);
    expect(change).toThrow(RangeError);
    expect(change).toThrow(`weight of the audience is ${weight}`);
  });

  it('refuses a configuration in which nothing else counts', () => {
    const change = () => withAudience(aConfig({ audience: 1 }), 0.5);
    expect(change).toThrow('the weight of all other blocks is 0, expected above 0');
  });
});
