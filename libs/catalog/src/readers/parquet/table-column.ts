import type { DecodedArray, RowGroup, SchemaTree } from 'hyparquet';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { openColumn } from './chunk.js';
import type { ColumnReader } from './column-reader.js';
import { type RandomAccessFile, UnreadableFile } from './file.js';
import type { Footer } from './footer.js';
import { PARSERS } from './page-values.js';

/**
 * A column of the table in one row group. A list, a map or a struct is stored as several columns of
 * values, which are put together here.
 */
export class TableColumn {
  private constructor(
    private readonly schema: SchemaTree,
    /** By the names on their paths, with dots between. */
    private readonly leaves: ReadonlyMap<string, ColumnReader>,
  ) {}

  /** @throws Error when the row group does not have it */
  static open(
    file: RandomAccessFile,
    footer: Footer,
    group: RowGroup,
    schema: SchemaTree,
  ): TableColumn {
    try {
      const leaves = leavesOf([footer.schema, schema]).map(
        (path) => [keyOf(path), openColumn(file, group, path, footer.begin)] as const,
      );
      return new TableColumn(schema, new Map(leaves));
    } catch (error) {
      throw inColumn(schema, error);
    }
  }

  /** Rows that can be taken. */
  get available(): number {
    return Math.min(...Array.from(this.leaves.values(), ({ available }) => available));
  }

  /**
   * Reads on until there are rows to be taken.
   *
   * @throws Error when there are no more, or they are damaged
   */
  async fill(): Promise<void> {
    try {
      await Promise.all(Array.from(this.leaves.values(), (leaf) => leaf.fill()));
    } catch (error) {
      throw inColumn(this.schema, error);
    }
  }

  /** @throws Error when the parts of the rows do not fit together */
  take(count: number): DecodedArray {
    const parts = new Map<string, DecodedArray>();
    for (const [key, leaf] of this.leaves) parts.set(key, leaf.take(count));
    try {
      if (this.schema.children.length > 0) assembleNested(parts, this.schema, PARSERS);
      const rows = parts.get(this.schema.path.join('.'));
      if (rows?.length === count) return rows;
      throw new Error(`${rows?.length ?? 0} rows where there are ${count}`);
    } catch (error) {
      throw inColumn(this.schema, error);
    }
  }
}

const inColumn = ({ element }: SchemaTree, error: unknown): unknown =>
  error instanceof UnreadableFile
    ? error
    : new Error(`the column ${element.name}: ${(error as Error).message}`, { cause: error });

/** The paths through the schema to all columns of values at or below the end of this one. */
function leavesOf(path: SchemaTree[]): SchemaTree[][] {
  const { children } = path[path.length - 1];
  return children.length === 0 ? [path] : children.flatMap((child) => leavesOf([...path, child]));
}

const keyOf = (path: readonly SchemaTree[]): string => path[path.length - 1].path.join('.');
