/** The feature blocks, in the order in which their terms are numbered. */
export const BLOCKS = ['text', 'genres', 'keywords', 'people', 'era', 'language'] as const;
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

export interface EngineConfig {
  readonly preset: PresetName;
  /** How words are found: by language (stemmed, stop words dropped) or as scikit-learn does. */
  readonly analysis: 'language' | 'sklearn';
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

/** Named starting points; the weights of `hybrid` are argued in docs/quality-notes.md. */
export const PRESETS: Readonly<Record<PresetName, EngineConfig>> = {
  hybrid: {
    preset: 'hybrid',
    analysis: 'language',
    textLanguage: 'en',
    blocks: {
      text: {
        weight: 0.44,
        minDocumentFrequency: 1,
        maxDocumentShare: 0.25,
        pivot: 3,
        sublinear: true,
      },
      genres: facts(0.14, 0.6),
      keywords: facts(0.22, 2),
      people: facts(0.1),
      era: facts(0.07),
      language: facts(0.03),
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
    },
    neighbours: 50,
  },
};

/** @throws RangeError naming the first bad value, so that a fit never starts on a broken configuration. */
export function assertConfig(config: EngineConfig): void {
  const refuse = (name: string, value: number, expected: string): never => {
    throw new RangeError(`${name} is ${value}, expected ${expected}`);
  };
  let total = 0;
  for (const block of BLOCKS) {
    const { weight, minDocumentFrequency, maxDocumentShare, pivot } = config.blocks[block];
    if (!(weight >= 0 && weight <= 1)) refuse(`blocks.${block}.weight`, weight, '0 to 1');
    if (!(minDocumentFrequency >= 1))
      refuse(`blocks.${block}.minDocumentFrequency`, minDocumentFrequency, 'at least 1');
    if (!(maxDocumentShare > 0 && maxDocumentShare <= 1))
      refuse(`blocks.${block}.maxDocumentShare`, maxDocumentShare, 'above 0, up to 1');
    if (!(pivot >= 0 && pivot < Infinity)) refuse(`blocks.${block}.pivot`, pivot, '0 or more');
    total += weight;
  }
  if (Math.abs(total - 1) > 1e-9) refuse('the sum of all block weights', total, '1');
  if (!Number.isInteger(config.neighbours) || config.neighbours < 1 || config.neighbours > 1000)
    refuse('neighbours', config.neighbours, 'an integer from 1 to 1000');
}

/** The same configuration with plain L2 normalisation in every block. */
export function withoutPivots(config: EngineConfig): EngineConfig {
  const blocks = BLOCKS.map((block) => [block, { ...config.blocks[block], pivot: 0 }] as const);
  return { ...config, blocks: Object.fromEntries(blocks) as EngineConfig['blocks'] };
}
