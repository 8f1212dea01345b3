import { assertConfig, type Block, BLOCKS, type BlockConfig, type EngineConfig } from '#engine';
import { ModelFileError } from '../errors.js';
import { jsonOf, listOf, type Metadata, stableJson } from './metadata.js';

/** A block that takes no part in any score. */
const OFF: BlockConfig = {
  weight: 0,
  minDocumentFrequency: 1,
  maxDocumentShare: 1,
  pivot: 0,
  sublinear: false,
};

export const encodeConfig = (config: EngineConfig): Metadata => ({
  config: stableJson(config),
  blocks: JSON.stringify(BLOCKS),
});

/**
 * The configuration that a file states, and the blocks that its terms are numbered by: those of
 * today or, in a file from before the last of them were added, fewer. What it did without is off.
 *
 * @throws ModelFileError when it is no configuration, or has blocks that this program does not know
 */
export function decodeConfig(metadata: Metadata): {
  readonly config: EngineConfig;
  readonly blocks: readonly Block[];
} {
  const stated = listOf(metadata, 'blocks');
  const blocks = BLOCKS.slice(0, stated.length);
  if (stated.length > BLOCKS.length || blocks.some((block, b) => block !== stated[b]))
    throw new ModelFileError(
      `blocks: made with ${stated.join(', ')}, this program knows ${BLOCKS.join(', ')}`,
    );
  return { config: completed(jsonOf(metadata, 'config'), blocks), blocks };
}

function completed(config: unknown, blocks: readonly Block[]): EngineConfig {
  try {
    const added = BLOCKS.slice(blocks.length).map((block) => [block, OFF] as const);
    const whole: unknown = added.length === 0 ? config : withBlocks(config as EngineConfig, added);
    assertConfig(whole);
    return whole;
  } catch (error) {
    throw new ModelFileError(`config: ${(error as Error).message}`, { cause: error });
  }
}

const withBlocks = (
  config: EngineConfig,
  added: readonly (readonly [Block, BlockConfig])[],
): object => ({ ...config, blocks: { ...config.blocks, ...Object.fromEntries(added) } });
