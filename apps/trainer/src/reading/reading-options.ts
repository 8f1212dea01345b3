import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import {
  type CatalogueOptions,
  MAPPING_NAMES,
  NO_REFUSALS,
  parseRefusalLimit,
  type RefusalLimit,
} from '#catalog';
import { integerWithin } from '../options/integer.js';

/** How a catalogue is read and judged; the same for every command that reads one. */
export interface ReadingOptions extends Pick<CatalogueOptions, 'mapping' | 'encoding'> {
  readonly findings: number;
  readonly report?: string;
  readonly strict?: true;
  readonly maxRefused?: RefusalLimit;
}

export const catalogueArgument = (): Argument =>
  new Argument(
    '[catalogue]',
    'a file, a folder of parts, a URL, or - for standard input; CSV, JSON, JSON Lines or Parquet, ' +
      'also as gzip or zip',
  ).default('data/sample-catalogue.jsonl');

export function addReadingOptions(command: Command): Command {
  return command
    .option(
      '--mapping <name or file>',
      `which columns are which facts: ${MAPPING_NAMES.join(', ')}, or a mapping file ` +
        '(default: found out from the columns)',
    )
    .option(
      '--encoding <label>',
      'encoding of the texts, such as utf-8 or windows-1252 (default: found out)',
      parseEncoding,
    )
    .option(
      '--findings <count>',
      'findings to list one by one, the gravest first',
      integerWithin(0),
      0,
    )
    .option('--report <file>', 'write every finding to this file, as JSON Lines')
    .addOption(
      new Option('--strict', 'fail if any row is refused; as --max-refused 0').conflicts(
        'maxRefused',
      ),
    )
    .option(
      '--max-refused <limit>',
      'fail if more rows are refused: a number such as 20, or a share such as 0.5%',
      parseLimit,
    );
}

export const limitOf = ({ strict, maxRefused }: ReadingOptions): RefusalLimit | undefined =>
  strict === true ? NO_REFUSALS : maxRefused;

function parseLimit(text: string): RefusalLimit {
  try {
    return parseRefusalLimit(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** The names that browsers know, which is what decoding understands. */
function parseEncoding(text: string): string {
  try {
    return new TextDecoder(text).encoding;
  } catch {
    throw new InvalidArgumentError(
      'expected the name of an encoding such as utf-8, utf-16le, windows-1252 or shift_jis',
    );
  }
}
