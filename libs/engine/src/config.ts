import { expectThat } from './expect-that.js';

/** The feature blocks, in the order in which their terms are numbered. */
export const BLOCKS = [
  'text',
  'genres',
  'keywords',
  'people',
  'era',
  'language',
  'audience',
] as const;
export type Block = (typeof BLOCKS)[number];

export interface BlockConfig {
  /** Share of the score that this block can give; 0 leaves the block out. */
  readonly weight: number;
  /** Terms in fewer films than this are dropped. */
  readonly minDocumentFrequency: number;
  /** Terms in a larger share of the films than this are dropped, 0–1. */
  readonly maxDocumentShare: number;
  /**
   * A film's part in this block is divided by its norm, but by no less than `pivot` times the idf of
   * a term that one film has: so a film of which little is known here ("Drama" and nothing else) is
   * not as near to its likes as one of which much is known. 0 is plain L2 normalisation.
   */
  readonly pivot: number;
  /** Use 1 + ln(tf) instead of tf (Salton & Buckley 1988). */
  readonly sublinear: boolean;
}

const ANALYSES = ['language', 'sklearn'] as const;
type Analysis = (typeof ANALYSES)[number];

export interface EngineConfig {
  readonly preset: PresetName;
  /** How words are found: by language (stemmed, stop words dropped) or as scikit-learn does. */
  readonly analysis: Analysis;
  /** ISO 639-1 code of the texts of films that do not name their own. */
  readonly textLanguage: string;
  readonly blocks: Readonly<Record<Block, BlockConfig>>;
  /** How many nearest films are kept ready for each film. */
  readonly neighbours: number;
}

export const PRESET_NAMES = ['hybrid', 'sklearn'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

const facts = (weight: number, pivot = 0): BlockConfig => ({
  weight,
  minDocumentFrequency: 1,
  maxDocumentShare: 1,
  pivot,
  sublinear: false,
});
const off = facts(0);

/** Named starting points, without ratings; the numbers of `hybrid` are argued in docs/quality-notes.md. */
export const PRESETS: Readonly<Record<PresetName, EngineConfig>> = {
  hybrid: {
    preset: 'hybrid',
    analysis: 'language',
    textLanguage: 'en',
    blocks: {
      text: {
        weight: 0.46,
        minDocumentFrequency: 1,
        maxDocumentShare: 0.25,
        pivot: 5,
        sublinear: true,
      },
      genres: facts(0.07, 0.4),
      keywords: facts(0.26, 3),
      people: facts(0.12),
      era: facts(0.07, 0.25),
      language: facts(0.02, 0.2),
      audience: off,
    },
    neighbours: 50,
  },
  sklearn: {
    preset: 'sklearn',
    analysis: 'sklearn',
    textLanguage: 'en',
    blocks: {
      text: facts(1),
      genres: off,
      keywords: off,
      people: off,
      era: off,
      language: off,
      audience: off,
    },
    neighbours: 50,
  },
};

/** Share of the score that ratings get where they are given; argued in docs/quality-notes.md. */
const AUDIENCE_WEIGHT = 0.15;

/**
 * The same configuration for a catalogue with ratings: the audience gives `weight` of the score, and
 * all other blocks share the rest as they did before.
 *
 * @throws RangeError when the weight is not from 0 to 1, or nothing but the audience counts already
 */
export function withAudience(config: EngineConfig, weight = AUDIENCE_WEIGHT): EngineConfig {
  expectThat(isWithin(0, weight, 1), 'the weight of the audience', weight, '0 to 1');
  const others = 1 - config.blocks.audience.weight;
  expectThat(others > 0, 'the weight of all other blocks', others, 'above 0');
  return mapBlocks(config, (settings, block) => ({
    ...settings,
    weight: block === 'audience' ? weight : (settings.weight * (1 - weight)) / others,
  }));
}

/**
 * Checks a configuration from wherever it comes: from our own code, or as JSON from a file.
 *
 * @throws RangeError naming the first bad value, so that nothing starts on a broken configuration
 */
export function assertConfig(config: unknown): asserts config is EngineConfig {
  const { preset, analysis, textLanguage, blocks, neighbours } = fieldsOf('config', config);
  expectThat(isOneOf(PRESET_NAMES, preset), 'preset', preset, PRESET_NAMES.join(' or '));
  expectThat(isOneOf(ANALYSES, analysis), 'analysis', analysis, ANALYSES.join(' or '));
  const isLanguage = typeof textLanguage === 'string' && /^[a-z]{2}$/u.test(textLanguage);
  expectThat(isLanguage, 'textLanguage', textLanguage, 'a two-letter ISO 639-1 code');
  assertBlocks(fieldsOf('blocks', blocks));
  expectThat(
    Number.isInteger(neighbours) && isWithin(1, neighbours, 1000),
    'neighbours',
    neighbours,
    'an integer from 1 to 1000',
  );
}

function assertBlocks(blocks: Readonly<Record<string, unknown>>): void {
  let total = 0;
  for (const block of BLOCKS) {
    const name = `blocks.${block}`;
    const { weight, minDocumentFrequency, maxDocumentShare, sublinear, pivot } = fieldsOf(
      name,
      blocks[block],
    );
    expectThat(isWithin(0, weight, 1), `${name}.weight`, weight, '0 to 1');
    expectThat(
      isWithin(1, minDocumentFrequency, Infinity),
      `${name}.minDocumentFrequency`,
      minDocumentFrequency,
      'at least 1',
    );
    expectThat(
      isWithin(0, maxDocumentShare, 1) && maxDocumentShare > 0,
      `${name}.maxDocumentShare`,
      maxDocumentShare,
      'above 0, up to 1',
    );
    expectThat(isWithin(0, pivot, Number.MAX_VALUE), `${name}.pivot`, pivot, '0 or more');
    expectThat(typeof sublinear === 'boolean', `${name}.sublinear`, sublinear, 'true or false');
    total += weight;
  }
  expectThat(Math.abs(total - 1) <= 1e-9, 'the sum of all block weights', total, '1');
}

function fieldsOf(name: string, value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  expectThat(isObject, name, value, 'an object');
  return value as Record<string, unknown>;
}

const isWithin = (from: number, value: unknown, to: number): value is number =>
  typeof value === 'number' && value >= from && value <= to;

const isOneOf = (names: readonly string[], value: unknown): boolean =>
  names.some((name) => name === value);

/** The same configuration with plain L2 normalisation in every block. */
export function withoutPivots(config: EngineConfig): EngineConfig {
  return mapBlocks(config, (settings) => ({ ...settings, pivot: 0 }));
}

function mapBlocks(
  config: EngineConfig,
  change: (settings: BlockConfig, block: Block) => BlockConfig,
): EngineConfig {
  const blocks = BLOCKS.map((block) => [block, change(config.blocks[block], block)] as const);
  return { ...config, blocks: Object.fromEntries(blocks) as EngineConfig['blocks'] };
}
