import fc from 'fast-check';
import { DATA_DIGEST, decodeContainer, encodeContainer, type Tensor } from './safetensors.js';

/** Lengths from 0 to 17 bytes: what stands at a multiple of 8 and what does not. */
const tensors = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,6}(\.[a-z]{1,3})?$/u),
  fc.oneof<fc.Arbitrary<Tensor>[]>(
    fc.uint8Array({ maxLength: 17 }),
    fc.uint32Array({ maxLength: 4 }),
    fc.float32Array({ maxLength: 4 }),
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
        const decoded = decodeContainer(encodeContainer({ metadata: texts, tensors: numbers }));
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
        expect(encodeContainer({ metadata: { ...texts }, tensors: copies })).toEqual(
          encodeContainer({ metadata: texts, tensors: numbers }),
        );
      }),
      { seed: 8, numRuns: 100 },
    ));

  it('takes a tensor that views a part of a larger memory for that part alone', () => {
    const memory = Uint32Array.of(1, 2, 3, 4);
    const bytes = encodeContainer({ metadata: {}, tensors: { part: memory.subarray(1, 3) } });
    expect(decodeContainer(bytes).tensors.part).toEqual(Uint32Array.of(2, 3));
  });

  it('is refused when one bit of its data has turned, also between the tensors', () => {
    const bytes = encodeContainer({ metadata: {}, tensors: { odd: Uint8Array.of(1, 2, 3) } });
    for (let at = bytes.length - 8; at < bytes.length; at++) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] ^= 1;
      expect(() => decodeContainer(damaged)).toThrow('the data are damaged');
    }
  });

  it('tells no tensor of its own: the filler between tensors does not come back', () => {
    const bytes = encodeContainer({
      metadata: {},
      tensors: { odd: Uint8Array.of(1, 2, 3), next: Float32Array.of(0.5) },
    });
    expect(Object.keys(decodeContainer(bytes).tensors)).toEqual(['odd', 'next']);
  });
});
