import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { RESULT_PATH } from '#contracts';
import { type Block, BLOCKS, PRESET_NAMES } from '#engine';
import { integerWithin } from '../options/integer.js';
import { parseShare } from '../options/share.js';
import { addReadingOptions, type ReadingOptions } from '../reading/reading-options.js';
import { nameOption, parseName, storeOption } from '../store/store-options.js';
import type { JobParameters } from './job-config.js';

export interface Shard {
  readonly shard: number;
  readonly of: number;
}

/** What a training pod is told. */
export interface JobOptions extends ReadingOptions, JobParameters {
  readonly store: string;
  readonly model: string;
  readonly training: string;
  readonly catalogueDigest?: string;
  readonly ratings?: string;
  readonly ratingsDigest?: string;
  readonly evaluate: boolean;
  readonly compare?: string;
  readonly compareSample: number;
  readonly shard?: Shard;
  readonly merge?: number;
  readonly threads: number;
  readonly result: string;
  readonly scratch: string;
}

const MAX_SHARDS = 64;

export function addJobOptions(command: Command): Command {
  command
    .addOption(storeOption())
    .addOption(nameOption())
    .addOption(
      new Option('--training <name>', 'with shards: one name for all that belongs together')
        .default('training')
        .argParser(parseName),
    )
    .addOption(
      new Option('-p, --preset <name>', 'as of fit').choices(PRESET_NAMES).default('hybrid'),
    )
    .option('-l, --language <code>', 'as of fit')
    .option('-n, --neighbours <count>', 'as of fit', integerWithin(1, 1_000))
    .option(
      '--weights <shares>',
      'such as text=0.5,genres=0.2: in place of the preset’s',
      parseWeights,
    )
    .option('--catalogue-digest <sha256>', 'refuse any other catalogue', parseDigest)
    .option('--ratings <location>', 'as of fit; a URL too')
    .option('--ratings-digest <sha256>', 'refuse any other ratings', parseDigest)
    .option('--audience-weight <share>', 'as of fit', parseShare)
    .option('--no-evaluate', 'as of fit')
    .option('--compare <version>', 'tell how the answers differ from those of this version')
    .option('--compare-sample <count>', 'ask for so many films', integerWithin(1), 5_000)
    .addOption(
      new Option(
        '--shard <i/n>',
        'find the neighbours of one share of the films, and no more',
      ).argParser(parseShard),
    )
    .addOption(
      new Option('--merge <n>', 'take the neighbours from so many shards')
        .argParser(integerWithin(1, MAX_SHARDS))
        .conflicts('shard'),
    )
    .addOption(
      new Option('-t, --threads <count>', 'as of fit')
        .argParser(integerWithin(1, 256))
        .default(availableParallelism(), 'as many as there are processors'),
    )
    .option('--result <file>', 'where the result is written', RESULT_PATH)
    .option('--scratch <folder>', 'where to keep what is fetched', join(tmpdir(), 'training'));
  return addReadingOptions(command);
}

function parseShard(text: string): Shard {
  const [shard, of] = /^\d{1,2}\/\d{1,2}$/u.test(text) ? text.split('/').map(Number) : [0, 0];
  const parsed = { shard, of };
  if (of > MAX_SHARDS || shard >= of)
    throw new InvalidArgumentError(`expected i/n with i from 0 to n − 1 and n up to ${MAX_SHARDS}`);
  return parsed;
}

function parseDigest(text: string): string {
  if (!/^sha256:[0-9a-f]{64}$/u.test(text))
    throw new InvalidArgumentError('expected "sha256:" and 64 hexadecimal digits');
  return text;
}

function parseWeights(text: string): Readonly<Partial<Record<Block, number>>> {
  const entries = text.split(',').map((part) => {
    const [block, weight] = part.split('=');
    if (!BLOCKS.some((known) => known === block))
      throw new InvalidArgumentError(`"${block}": expected one of ${BLOCKS.join(', ')}`);
    return [block, parseShare(weight)] as const;
  });
  return Object.fromEntries(entries);
}
