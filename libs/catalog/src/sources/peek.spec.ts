import fc from 'fast-check';
import { peek } from './peek.js';
import { Chunked, failing, gather } from './testing/bytes.js';

describe('peek', () => {
  it('shows the first bytes and loses none, however they arrive', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        async (bytes, chunk, size) => {
          const peeked = await peek(new Chunked(bytes, chunk), size);
          expect([...peeked.head]).toEqual([...bytes.subarray(0, size)]);
          expect(peeked.isWhole).toBe(bytes.length <= size);
          expect([...(await gather(peeked.bytes))]).toEqual([...bytes]);
        },
      ),
      { numRuns: 300 },
    ));

  it('reads no more than it needs to see the head', async () => {
    const source = new Chunked(Buffer.alloc(100_000), 10);
    await peek(source, 25);
    expect(source.given).toBe(30);
  });

  it.each([
    ['before anything more is read', 0],
    ['in the middle', 5],
  ])('lets go of the source when its bytes are given up %s', async (_, reads) => {
    const source = new Chunked(Buffer.alloc(1_000), 10);
    const { bytes } = await peek(source, 25);
    for (let read = 0; read < reads; read++) await bytes.next();
    expect(source.isClosed).toBe(false);
    await bytes.return();
    expect(source.isClosed).toBe(true);
    expect(await bytes.next()).toEqual({ done: true, value: undefined });
  });

  it('lets go of the source when a loop over its bytes is left', async () => {
    const source = new Chunked(Buffer.alloc(1_000), 10);
    for await (const chunk of (await peek(source, 25)).bytes) {
      expect(chunk).toHaveLength(10);
      break;
    }
    expect(source.isClosed).toBe(true);
  });

  it('fails with the error of the source, within the head and behind it', async () => {
    const source = (): AsyncIterable<Uint8Array> => failing(Buffer.from('abc'), new Error('gone'));
    await expect(peek(source(), 10)).rejects.toThrow('gone');
    const { head, bytes } = await peek(source(), 2);
    expect(head.toString()).toBe('ab');
    await expect(gather(bytes)).rejects.toThrow('gone');
  });
});
