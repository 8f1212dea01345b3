import { CatalogueError } from '../errors.js';
import { gunzip, unzstd } from './inflate.js';
import {
  assertNoStranger,
  type Packing,
  PACKING_HEAD,
  packingOf,
  withoutPackingEnding,
} from './packings.js';
import { peek } from './peek.js';
import type { Source } from './source.js';
import { type Content, randomAccess } from './spool.js';
import { unzip } from './zip.js';

/** A source as it was before it was packed. */
export interface Unpacked extends Content {
  /** The source's without the ending of its packing; of an archive, the name of the file in it. */
  readonly name: string;
  /** The first bytes: at least 512, or all there are. */
  readonly head: Buffer;
  /** Lets go of the source; to be called in any case, also when `bytes` were read to their end. */
  readonly close: () => Promise<void>;
}

/** A file may be packed and then packed again, but not for ever, as a file that holds itself. */
const MAX_LAYERS = 3;

type Closer = () => Promise<unknown>;

/**
 * Takes off the packing of a source, told by its first bytes and not by its name: gzip, Zstandard, a
 * zip archive with one file that may hold rows. What is not packed stays as it is.
 *
 * An archive that is no file on disk is first copied to a temporary one; everything else is unpacked
 * as it is read.
 *
 * @throws CatalogueError when it is packed in another way, or is no data at all; damage that shows
 *   later comes out of the bytes, likewise
 */
export async function unpack(source: Source): Promise<Unpacked> {
  const opened: Closer[] = [];
  // What was opened first is closed first: a reading under way below ends those above it.
  const close = async (): Promise<void> => {
    for (const closer of opened.splice(0)) await closer();
  };
  try {
    return { ...(await withoutLayers(source, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function withoutLayers(source: Source, opened: Closer[]): Promise<Omit<Unpacked, 'close'>> {
  let content: Content = { name: source.name, path: source.path, bytes: source.open() };
  for (let layer = 0; layer <= MAX_LAYERS; layer++) {
    const { head, bytes } = await peek(content.bytes, PACKING_HEAD);
    opened.push(() => bytes.return());
    assertNoStranger(source.name, head);
    const packing = packingOf(head);
    const name = withoutPackingEnding(content.name);
    if (packing === undefined) return { name, path: content.path, head, bytes };
    content = await OPENERS[packing]({ ...content, name, bytes }, source.name, opened);
  }
  throw new CatalogueError(
    `${source.name} is packed more than ${MAX_LAYERS} times; unpack it first`,
  );
}

type Opener = (packed: Content, source: string, opened: Closer[]) => Content | Promise<Content>;

const OPENERS: Readonly<Record<Packing, Opener>> = {
  gzip: ({ name, bytes }, source) => ({ name, bytes: gunzip(bytes, source) }),
  zstd: ({ name, bytes }, source) => ({ name, bytes: unzstd(bytes, source) }),
  async zip(packed, source, opened) {
    const archive = await randomAccess(packed);
    opened.push(() => archive.close());
    return unzip(archive, source);
  },
};
