import { readFile } from 'node:fs/promises';
import { CatalogueError } from '../errors.js';
import { MAPPINGS, TABLE_MAPPINGS } from '../mappings/known.js';
import { parseMappingFile } from '../mappings/mapping-file/mapping-file.js';
import type { Mapping } from '../mappings/mapping.js';
import type { Format } from '../readers/format.js';

/** What a mapping can be called; anything else is the path of a mapping file. */
export const MAPPING_NAMES: readonly string[] = MAPPINGS.map(({ name }) => name);

/** The mappings that a source of some format may have. */
export type MappingsFor = (format: Format) => readonly Mapping[];

/**
 * @param wanted a name, the path of a mapping file, or undefined to find out from the columns
 * @throws CatalogueError when it is neither, or the file is no mapping
 */
export async function chooseMappings(wanted: string | undefined): Promise<MappingsFor> {
  if (wanted !== undefined && !MAPPING_NAMES.includes(wanted)) {
    const mapping = parseMappingFile(await readMappingFile(wanted), wanted);
    return () => [mapping];
  }
  return (format) =>
    (format === 'csv' ? TABLE_MAPPINGS : MAPPINGS).filter(
      ({ name }) => wanted === undefined || name === wanted,
    );
}

async function readMappingFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CatalogueError(
      `the mapping "${path}" is none of ${MAPPING_NAMES.join(', ')}, and no file that can be ` +
        `read: ${(error as Error).message}`,
      { cause: error },
    );
  }
}
