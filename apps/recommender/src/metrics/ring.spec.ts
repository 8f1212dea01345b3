import fc from 'fast-check';
import { Ring } from './ring.js';

it('a ring keeps the last values, each once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(50)), (capacity, stream) => {
      const ring = new Ring(new Uint32Array(capacity));
      for (const value of stream) ring.push(value);
      const last = stream.slice(-capacity);
      expect([...ring.contents].sort()).toEqual(last.sort());
      expect(ring.size).toBe(last.length);
      expect(ring.isFull).toBe(stream.length >= capacity);
    }),
  );
});
