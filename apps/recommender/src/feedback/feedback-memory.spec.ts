import fc from 'fast-check';
import { FEEDBACK_EVENTS, type FeedbackEvent } from '#contracts';
import { FeedbackMemory } from './feedback-memory.js';

const events: fc.Arbitrary<FeedbackEvent> = fc.record({
  requestId: fc.constantFrom('a', 'b', '1 a', 'click 1 a'),
  rank: fc.integer({ min: 1, max: 3 }),
  event: fc.constantFrom(...FEEDBACK_EVENTS),
  variant: fc.constantFrom('stable' as const, 'candidate' as const),
  modelVersion: fc.constantFrom('v1', 'v2'),
});
const identity = ({ requestId, rank, event }: FeedbackEvent): string =>
  JSON.stringify([requestId, rank, event]);

describe('FeedbackMemory', () => {
  it('knows an event by request id, rank and name, whoever is said to have made the list', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 60 }), (stream) => {
        const memory = new FeedbackMemory();
        const seen = new Set<string>();
        for (const event of stream) {
          expect(memory.note(event)).toBe(!seen.has(identity(event)));
          seen.add(identity(event));
        }
      }),
    );
  });

  it('remembers so many of the last events, and never more than twice as many', () => {
    const memory = new FeedbackMemory(100);
    const [sample] = fc.sample(events, 1);
    const of = (requestId: number): FeedbackEvent => ({ ...sample, requestId: String(requestId) });
    for (let i = 0; i < 1_000; i++) {
      expect(memory.note(of(i))).toBe(true);
      expect(memory.note(of(Math.max(i - 99, 0)))).toBe(false);
    }
    // Of the oldest it must have forgotten all but 200; telling them again shows it.
    const isNew = Array.from({ length: 800 }, (_, i) => memory.note(of(i)));
    expect(isNew.every(Boolean)).toBe(true);
  });
});
