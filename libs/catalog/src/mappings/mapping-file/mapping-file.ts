import { basename, extname } from 'node:path';
import { parse } from 'yaml';
import { CatalogueError } from '../../errors.js';
import type { FilmFinding } from '../../report.js';
import { joinKey } from '../cells.js';
import { filmOf } from '../facts.js';
import type { Mapping } from '../mapping.js';
import { problemsOf } from './problems.js';
import { columnsOfRules, factsReader, onlyColumnsOfRules, readingOf } from './rule.js';
import { type MappingFile, mappingFileSchema } from './schema.js';
import { sideTableOf } from './side-table-of.js';

/**
 * The mapping that a mapping file states, in YAML or JSON; docs/mappings.md says how.
 *
 * @param fileName for messages, and for the mapping's name if the file states none
 * @throws CatalogueError with all that is wrong with the file
 */
export function parseMappingFile(content: string, fileName: string): Mapping {
  const stated = parseYaml(content, fileName);
  const { data, error } = mappingFileSchema.safeParse(stated);
  if (data !== undefined) return mappingOf(data, basename(fileName, extname(fileName)));
  const problems = problemsOf(stated, error.issues).map((problem) => `\n  ${problem}`);
  throw new CatalogueError(
    `${fileName} is no mapping file (docs/mappings.md):${problems.join('')}`,
  );
}

/** JSON is YAML, too. */
function parseYaml(content: string, fileName: string): unknown {
  try {
    // Warnings would go to the process and not to the caller.
    return parse(content, { logLevel: 'error' });
  } catch (error) {
    const { message } = error as Error;
    throw new CatalogueError(`${fileName} is neither YAML nor JSON: ${message}`, { cause: error });
  }
}

function mappingOf({ name, films, with: sideTables = {} }: MappingFile, fileName: string): Mapping {
  const read = factsReader(films);
  const readId = readingOf('id', films.id);
  return {
    name: name ?? fileName,
    columns: columnsOfRules(films),
    required: onlyColumnsOfRules({ id: films.id, title: films.title }),
    sideTables: Object.entries(sideTables).map(([file, table]) => sideTableOf(file, table)),
    key: (fields) => joinKey(readId(fields, [])),
    toFilm(fields, beside) {
      const faults: FilmFinding[] = [];
      return { film: filmOf(read(fields, faults), beside), faults };
    },
  };
}
