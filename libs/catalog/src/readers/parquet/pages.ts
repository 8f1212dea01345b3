import { crc32 } from 'node:zlib';
import type { PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { bytesOf, type RandomAccessFile } from './file.js';
import { endOfStruct } from './thrift.js';

/** Bytes that are read at once: most pages have fewer, and a column holds no more. */
const WINDOW = 512 * 1024;

/** Bytes in which the header of nearly every page ends. */
const HEADER = 4 * 1024;

/** A page as it is written. */
export interface Page {
  readonly header: PageHeader;
  readonly bytes: Uint8Array;
}

/** The pages of one column in one row group, read one by one. */
export class Pages {
  private window: Uint8Array = new Uint8Array();
  private windowAt = 0;

  /** They lie from `at` up to `end` in the file. */
  constructor(
    private readonly file: RandomAccessFile,
    private at: number,
    private readonly end: number,
  ) {}

  /**
   * The next page, or undefined behind the last.
   *
   * @throws Error when it is not one, or is not what it was when it was written
   */
  async next(): Promise<Page | undefined> {
    if (this.at >= this.end) return undefined;
    const header = await this.header();
    const length = header.compressed_page_size;
    if (!(length >= 0 && length <= this.end - this.at))
      throw new Error(`a page claims to have ${length} bytes`);
    const bytes = (await this.read(length)).subarray(0, length);
    this.at += length;
    if (header.crc !== undefined && crc32(bytes) !== header.crc >>> 0)
      throw new Error('a page does not have the checksum that was written with it');
    return { header, bytes };
  }

  private async header(): Promise<PageHeader> {
    for (let size = HEADER; ; size *= 8) {
      const bytes = await this.read(size);
      const end = endOfStruct(bytes, 0);
      if (end !== undefined) {
        this.at += end;
        return parquetHeader({
          view: new DataView(bytes.buffer, bytes.byteOffset, end),
          offset: 0,
        });
      }
      if (bytes.length < size) throw new Error('the header of a page is cut off');
    }
  }

  /** At least so many bytes from here, or all that there are. */
  private async read(size: number): Promise<Uint8Array> {
    const wanted = Math.min(this.at + size, this.end);
    if (wanted > this.windowAt + this.window.length) {
      const end = Math.min(this.at + Math.max(size, WINDOW), this.end);
      this.window = await bytesOf(this.file, this.at, end);
      this.windowAt = this.at;
    }
    return this.window.subarray(this.at - this.windowAt);
  }
}
