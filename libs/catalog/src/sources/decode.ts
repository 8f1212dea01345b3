import { blocksOf, lineEndOf, piecesOf } from './blocks.js';
import { asBuffer } from './byte-stream.js';
import { knownEncoding } from './encodings.js';
import { LineDecoder, type LineDecoderOptions, type OddLine } from './line-decoder.js';
import { noticeEncoding } from './notice.js';
import { peek } from './peek.js';
import { hasUtf8Mark, withoutUtf8Mark } from './utf8.js';
import { decodeWindows1252 } from './windows-1252.js';

export type { OddLine } from './line-decoder.js';

export interface DecodeOptions {
  /** The source, as errors are to name it. */
  readonly name: string;
  /** A label of the WHATWG's Encoding Standard, to be believed instead of the bytes. */
  readonly encoding?: string;
  /** Told of each line that is not in the encoding of its source, before its text is handed out. */
  readonly onOddLine?: (odd: OddLine) => void;
}

export interface Decoded {
  /** "UTF-8", "UTF-16LE", "windows-1252", "shift_jis" …; certain when the text was read to its end. */
  readonly encoding: string;
  /** The text without a byte order mark, to be read once. No chunk ends inside a letter. */
  readonly text: AsyncIterable<string>;
}

interface Decoder {
  readonly encoding: string;
  decode(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string>;
}

/** Bytes that are looked at to tell the encoding. */
const HEAD = 256 * 1024;

/**
 * Decodes a source, whose encoding is noticed unless it is named: UTF-8, UTF-16 or windows-1252.
 * Where a source is UTF-8, a line that is not is read as windows-1252 by itself and reported, so
 * that rows from elsewhere do not spoil the others. Bytes that mean nothing become U+FFFD.
 *
 * @throws CatalogueError when the named encoding is not known; UTF-32 comes out of the text likewise
 */
export function decode(bytes: AsyncIterable<Uint8Array>, options: DecodeOptions): Decoded {
  const named = options.encoding === undefined ? undefined : knownEncoding(options.encoding);
  let decoder: Decoder | undefined;
  async function* text(): AsyncGenerator<string, void> {
    const { head, bytes: all } = await peek(bytes, HEAD);
    try {
      decoder = decoderFor(head, named, options);
      for await (const piece of decoder.decode(all)) if (piece !== '') yield piece;
    } finally {
      await all.return();
    }
  }
  return {
    get encoding() {
      return decoder?.encoding ?? named ?? 'UTF-8';
    },
    text: text(),
  };
}

function decoderFor(head: Buffer, named: string | undefined, options: DecodeOptions): Decoder {
  const { name, onOddLine = () => undefined } = options;
  const encoding = named ?? noticeEncoding(head, name);
  if (encoding === 'UTF-8' || (encoding === 'windows-1252' && named === undefined)) {
    const invalid = named === undefined ? 'windows-1252' : 'replaced';
    return lineByLine(head, { usual: encoding, invalid, onOddLine });
  }
  return encoding === 'windows-1252' ? windows1252 : byStandard(encoding);
}

function lineByLine(head: Buffer, options: Omit<LineDecoderOptions, 'lineEnd'>): Decoder {
  const lineEnd = lineEndOf(head);
  const lines = new LineDecoder({ ...options, lineEnd });
  if (hasUtf8Mark(head)) lines.found.add('UTF-8');
  return {
    get encoding() {
      return [...lines.found].sort().join(' and ') || 'UTF-8';
    },
    async *decode(bytes) {
      let isFirst = true;
      for await (const block of blocksOf(bytes, lineEnd)) {
        yield lines.decode(isFirst ? withoutUtf8Mark(block) : block);
        isFirst = false;
      }
    },
  };
}

const windows1252: Decoder = {
  encoding: 'windows-1252',
  async *decode(bytes) {
    for await (const chunk of bytes) yield decodeWindows1252(asBuffer(chunk));
  },
};

/** The decoder keeps what a piece ends inside of, and leaves out a byte order mark. */
const byStandard = (encoding: string): Decoder => ({
  encoding,
  async *decode(bytes) {
    const decoder = new TextDecoder(encoding);
    for await (const piece of piecesOf(bytes)) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  },
});
