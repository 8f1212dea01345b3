import fc from 'fast-check';
import { MAX_RESULT_BYTES, type TrainingResult, trainingResultSchema } from '#contracts';
import { encodeResult } from './write-result.js';

const failure = (message: string): TrainingResult => ({
  result: 'failed',
  reason: 'TrainingFailed',
  message,
});

describe('encodeResult', () => {
  it('leaves a short message as it is', () => {
    expect(JSON.parse(encodeResult(failure('no room')))).toEqual(failure('no room'));
  });

  it('fits any message into what Kubernetes keeps, and its schema', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 3_000 }).map((text) => text.repeat(3));
    fc.assert(
      fc.property(texts, (message) => {
        const text = encodeResult(failure(message));
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_RESULT_BYTES);
        expect(trainingResultSchema.parse(JSON.parse(text)).result).toBe('failed');
      }),
    );
  });
});
