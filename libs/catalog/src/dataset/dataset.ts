import { dirname, join } from 'node:path';
import { CatalogueError } from '../errors.js';
import type { Mapping } from '../mappings/mapping.js';
import { roleOf, sideFileNames } from '../mappings/roles.js';
import type { SideTable } from '../mappings/side-table.js';
import type { Format } from '../readers/format.js';
import { locateSources } from '../sources/locate.js';
import type { MappingsFor } from './choose-mapping.js';
import { firstThere } from './first-there.js';
import { Part } from './part.js';

/** A part that holds films, and how its rows are read. */
export interface FilmPart {
  readonly part: Part;
  readonly mapping: Mapping;
  readonly reason: string;
}

/** A part that says more about the films. */
export interface SidePart {
  readonly part: Part;
  readonly table: SideTable;
}

/** The sources of a catalogue by what they are. */
export interface Dataset {
  readonly films: readonly FilmPart[];
  readonly sides: readonly SidePart[];
  /** Files of the folder that are not read, with the reason. */
  readonly others: readonly OtherPart[];
}

interface OtherPart {
  readonly part: Part;
  readonly reason: string;
  /** Set where its columns say nothing of what it is. */
  readonly isUnknown?: true;
}

/** Rows that tell the shape of a source. */
const SAMPLE = 200;
/** Rows that are looked at before a source is given up: the first ones may be broken. */
const LONG_SAMPLE = 10_000;

/**
 * Finds the sources at a location and tells what each is: films, a table beside them, or neither.
 * Beside a single file its side tables are looked for under the names that they are published with.
 *
 * @throws CatalogueError when there are no films of a known shape
 */
export async function openDataset(
  location: string,
  mappings: MappingsFor,
  encoding: string | undefined,
): Promise<Dataset> {
  const sources = await locateSources(location);
  const parts = sources.map((source) => new Part(source, encoding));
  return parts.length === 1
    ? fileAndTablesBeside(parts[0], mappings, encoding)
    : folderOf(location, parts, mappings);
}

async function fileAndTablesBeside(
  part: Part,
  mappings: MappingsFor,
  encoding: string | undefined,
): Promise<Dataset> {
  try {
    const film = await filmPartOf(part, mappings);
    const sides = await tablesBeside(film, mappings, encoding);
    return { films: [film], sides, others: [] };
  } catch (error) {
    await part.close();
    throw error;
  }
}

async function filmPartOf(part: Part, mappings: MappingsFor): Promise<FilmPart> {
  for (const sample of [SAMPLE, LONG_SAMPLE]) {
    const role = roleOf(await part.columns(sample), mappings(formatOf(part)));
    if (role.role === 'films') return { part, mapping: role.mapping, reason: role.reason };
    if (role.role === 'side')
      throw new CatalogueError(
        `${part.name} holds no films but their ${role.table.name} (${role.mapping.name}); ` +
          'give the file of the films, or the folder of both',
      );
    if (role.role === 'ratings')
      throw new CatalogueError(`${part.name} holds ratings, not films; it is read with --ratings`);
    const isLast = sample === LONG_SAMPLE || part.isLookedThrough;
    if (isLast) throw new CatalogueError(`${part.name}: ${noShape(part, role.reason)}`);
  }
  throw new Error('unreachable: the last sample decides');
}

function noShape(part: Part, reason: string): string {
  if (part.isEmpty) return 'holds no rows';
  const { firstUnreadable: row, rowsAhead } = part;
  if (row === undefined) return reason;
  return `none of ${rowsAhead} rows can be read; line ${row.line}: ${row.error}`;
}

async function tablesBeside(
  { part, mapping }: FilmPart,
  mappings: MappingsFor,
  encoding: string | undefined,
): Promise<SidePart[]> {
  if (part.path === undefined) return [];
  const folder = dirname(part.path);
  const sides: SidePart[] = [];
  for (const table of mapping.sideTables) {
    const path = await firstThere(sideFileNames(table).map((name) => join(folder, name)));
    if (path === undefined || path === part.path) continue;
    const [source] = await locateSources(path);
    const beside = new Part(source, encoding);
    const role = roleOf(await beside.columns(SAMPLE), mappings(formatOf(beside)), beside.fileName);
    if (role.role === 'side' && role.table.name === table.name) sides.push({ part: beside, table });
    else await beside.close();
  }
  return sides;
}

async function folderOf(
  location: string,
  parts: readonly Part[],
  mappings: MappingsFor,
): Promise<Dataset> {
  const films: FilmPart[] = [];
  const sides: SidePart[] = [];
  const others: OtherPart[] = [];
  for (const part of parts) {
    const columns = await part.columns(SAMPLE);
    const role = roleOf(columns, mappings(formatOf(part)), part.fileName);
    await part.suspend();
    if (role.role === 'films') films.push({ part, mapping: role.mapping, reason: role.reason });
    else if (role.role === 'side') sides.push({ part, table: role.table });
    else if (role.role === 'ratings')
      others.push({ part, reason: 'ratings are read with --ratings' });
    else others.push({ part, reason: role.reason, isUnknown: true });
  }
  if (films.length === 0)
    throw new CatalogueError(
      `${location}: none of its ${parts.length} files holds films of a known shape; ` +
        others.map(({ part, reason }) => `${part.fileName}: ${reason}`).join('\n'),
    );
  return withStragglers({ films, sides, others });
}

/**
 * A part of a folder whose first rows lack what films must have, but of whose columns most are the
 * other films' ones, is one of them, with bad rows: those are to be refused one by one and not
 * passed over.
 */
function withStragglers({ films, sides, others }: Dataset): Dataset {
  const [{ mapping, reason }] = films;
  const isStraggler = ({ part: { knownColumns }, isUnknown }: OtherPart): boolean => {
    const shared = mapping.columns.filter((column) => knownColumns.has(column));
    return isUnknown === true && shared.length * 2 > knownColumns.size;
  };
  const stragglers = others.filter(isStraggler).map(({ part }) => ({ part, mapping, reason }));
  const isOurs = ({ table }: SidePart): boolean =>
    films.some((film) => film.mapping.sideTables.includes(table));
  const strange = sides
    .filter((side) => !isOurs(side))
    .map(({ part, table }) => ({ part, reason: `${table.name} of another data set` }));
  return {
    films: [...films, ...stragglers],
    sides: sides.filter(isOurs),
    others: [...others.filter((other) => !isStraggler(other)), ...strange],
  };
}

function formatOf(part: Part): Format {
  if (part.kind === undefined) throw new Error(`${part.name} has not been looked into`);
  return part.kind.format;
}
