import type { EngineConfig, PresetName } from '#engine';
import { assertConfig, BLOCKS, type Block, PRESETS, withAudience } from '#engine';

/** What differs from a preset. */
export interface JobParameters {
  readonly preset: PresetName;
  readonly language?: string;
  readonly neighbours?: number;
  readonly audienceWeight?: number;
  readonly weights?: Readonly<Partial<Record<Block, number>>>;
}

/** @throws RangeError naming the first bad value */
export function jobConfig(
  { preset, language, neighbours, audienceWeight, weights = {} }: JobParameters,
  hasRatings: boolean,
): EngineConfig {
  const settings = PRESETS[preset];
  const config = weighted(
    {
      ...settings,
      textLanguage: language ?? settings.textLanguage,
      neighbours: neighbours ?? settings.neighbours,
    },
    weights,
  );
  assertConfig(config);
  return hasRatings ? withAudience(config, audienceWeight) : config;
}

/** Shares of a score add up to 1, so that a film is as near to itself as it can be. */
function weighted(
  config: EngineConfig,
  weights: Readonly<Partial<Record<Block, number>>>,
): EngineConfig {
  if (Object.keys(weights).length === 0) return config;
  const wanted = BLOCKS.map((block) => weights[block] ?? config.blocks[block].weight);
  const sum = wanted.reduce((total, weight) => total + weight, 0);
  if (sum === 0) throw new RangeError('weights: expected one above 0');
  const blocks = Object.fromEntries(
    BLOCKS.map((block, i) => [block, { ...config.blocks[block], weight: wanted[i] / sum }]),
  ) as EngineConfig['blocks'];
  return { ...config, blocks };
}
