import fc from 'fast-check';
import {
  type Container,
  DATA_DIGEST,
  decodeContainer,
  encodeContainer,
  type Tensor,
} from './safetensors.js';

const encode = (container: Container): Buffer => Buffer.concat(encodeContainer(container).chunks);

/** Lengths from 0 to 17 bytes: what stands at a multiple of 8 and what does not. */
const tensors = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,6}(\.[a-z]{1,3})?$/u),
  fc.oneof<fc.Arbitrary<Tensor>[]>(
    fc.uint8Array({ maxLength: 17 }),
    fc.uint32Array({ maxLength: 4 }),
    fc.float32Array({ maxLength: 4 }),
    fc.float64Array({ maxLength: 4 }),
  ),
  { noNullPrototype: true },
);
const metadata = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string(), {
  noNullPrototype: true,
});

describe('the safetensors container', () => {
  it('gives back whatever metadata and tensors were put in, types and all', () =>
    fc.assert(
      fc.property(metadata, tensors, (texts, numbers) => {
        const decoded = decodeContainer(encode({ metadata: texts, tensors: numbers }));
        const digest = expect.stringMatching(/^[0-9a-f]{64}$/u) as string;
        expect(decoded.metadata).toStrictEqual({ ...texts, [DATA_DIGEST]: digest });
        expect(decoded.tensors).toStrictEqual(numbers);
      }),
      { seed: 8, numRuns: 500 },
    ));

  it('is the same bytes for the same contents', () =>
    fc.assert(
      fc.property(metadata, tensors, (texts, numbers) => {
        const copies = Object.fromEntries(
          Object.entries(numbers).map(([name, tensor]) => [name, tensor.slice()]),
        );
        expect(encode({ metadata: { ...texts }, tensors: copies })).toEqual(
          encode({ metadata: texts, tensors: numbers }),
        );
      }),
      { seed: 8, numRuns: 100 },
    ));

  it('takes a tensor that views a part of a larger memory for that part alone', () => {
    const memory = Uint32Array.of(1, 2, 3, 4);
    const bytes = encode({ metadata: {}, tensors: { part: memory.subarray(1, 3) } });
    expect(decodeContainer(bytes).tensors.part).toEqual(Uint32Array.of(2, 3));
  });

  it('is refused when one bit of its data has turned', () => {
    const bytes = encode({ metadata: {}, tensors: { odd: Uint8Array.of(1, 2, 3) } });
    for (let at = bytes.length - 3; at < bytes.length; at++) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] ^= 1;
      expect(() => decodeContainer(damaged)).toThrow('the data are damaged');
    }
  });

  it('tells its size, and its bytes as often as they are asked for', () => {
    const { bytes, chunks } = encodeContainer({ metadata: {}, tensors: { odd: Uint8Array.of(7) } });
    expect(Buffer.concat(chunks)).toHaveLength(bytes);
    expect(Buffer.concat(chunks)).toEqual(Buffer.concat(chunks));
  });

  it('needs nothing between its tensors: wide elements come first', () => {
    const bytes = encode({
      metadata: {},
      tensors: {
        odd: Uint8Array.of(1, 2, 3),
        next: Float32Array.of(0.5),
        wide: new Float64Array(1),
      },
    });
    expect(Object.keys(decodeContainer(bytes).tensors)).toEqual(['wide', 'next', 'odd']);
  });

  it('is not looked through for damage when somebody else has done so', () => {
    const bytes = encode({ metadata: {}, tensors: { odd: Uint8Array.of(1) } });
    bytes[bytes.length - 1] ^= 1;
    expect(decodeContainer(bytes, true).tensors.odd).toEqual(Uint8Array.of(0));
  });
});
