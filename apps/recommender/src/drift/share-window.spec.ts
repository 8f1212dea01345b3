import fc from 'fast-check';
import { ShareWindow } from './share-window.js';

it('a share window tells the share of the last requests alone', () => {
  const requests = fc
    .nat(50)
    .chain((whole) => fc.record({ whole: fc.constant(whole), part: fc.nat(whole) }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(requests), (length, stream) => {
      const window = new ShareWindow(length);
      for (const { part, whole } of stream) window.add(part, whole);
      const last = stream.slice(-length);
      const whole = last.reduce((sum, request) => sum + request.whole, 0);
      const part = last.reduce((sum, request) => sum + request.part, 0);
      expect(window.samples).toBe(whole);
      expect(window.share).toBe(part / whole);
    }),
  );
});
