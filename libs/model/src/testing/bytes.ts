import { createHash } from 'node:crypto';
import type { Model } from '#engine';
import { encodeArtifact } from '../artifact/artifact.js';
import { decodeContainer, encodeContainer, type Tensors } from '../artifact/safetensors.js';

export interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}
export type Header = Record<string, Entry> & { __metadata__: Record<string, string> };

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export const bytesOf = (model: Model): Buffer<ArrayBuffer> =>
  Buffer.concat(encodeArtifact(model).chunks);

/** A model's bytes taken apart with nothing but the published description of the format. */
export function takeApart(model: Model) {
  const bytes = bytesOf(model);
  const headerBytes = Number(bytes.readBigUInt64LE(0));
  const text = bytes.subarray(8, 8 + headerBytes).toString('utf8');
  return {
    bytes,
    headerBytes,
    text,
    header: JSON.parse(text) as Header,
    data: bytes.subarray(8 + headerBytes),
  };
}

/** The tensors of a header, without the metadata. */
export const entriesOf = (header: Header): [string, Entry][] =>
  Object.entries<object>(header).filter(([name]) => name !== '__metadata__') as [string, Entry][];

/** As whoever wrote these data would have: a header that is not text states their digest. */
export function putTogether(header: object | string, data: Uint8Array): Uint8Array {
  let text = typeof header === 'string' ? header : JSON.stringify(signed(header, data));
  while (Buffer.byteLength(text) % 8 !== 0) text += ' ';
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(text)));
  return Buffer.concat([length, Buffer.from(text), data]);
}

function signed(header: object, data: Uint8Array): object {
  const { __metadata__: metadata } = header as Partial<Pick<Header, '__metadata__'>>;
  if (metadata?.dataSha256 === undefined) return header;
  return { ...header, __metadata__: { ...metadata, dataSha256: sha256(data) } };
}

type Metadata = Readonly<Record<string, string>>;

/** The bytes of a model of which some tensors and texts are others; everything else fits. */
export function withChanges(
  model: Model,
  changeTensors: (tensors: Tensors) => Partial<Tensors>,
  changeMetadata: (metadata: Metadata) => Metadata = () => ({}),
): Uint8Array {
  const { tensors, metadata } = decodeContainer(bytesOf(model));
  const changed = Object.entries({ ...tensors, ...changeTensors(tensors) });
  return Buffer.concat(
    encodeContainer({
      metadata: { ...metadata, ...changeMetadata(metadata) },
      tensors: Object.fromEntries(changed.filter(([, tensor]) => tensor !== undefined)) as Tensors,
    }).chunks,
  );
}
