import fc from 'fast-check';
import { ModelFileError } from '../errors.js';
import { entriesOf, putTogether, sha256, takeApart } from '../testing/bytes.js';
import { answersOf, hybrid } from '../testing/films.js';
import { decodeArtifact } from './artifact.js';

/** Damaged files to try in each of the ways below; MODEL_FUZZ_RUNS=2500 tries more than 10,000. */
const RUNS = Number(process.env.MODEL_FUZZ_RUNS ?? 400);
const TIMEOUT_MS = 60_000 + 60 * RUNS;
/** A request could wait so long; a loop up to 2³² takes longer. */
const MAX_MS = 2_000;

const { bytes, headerBytes, header, data } = takeApart(hybrid);
const firstData = 8 + headerBytes;
const outcomes = { refused: 0, usable: 0 };
afterAll(() => expect(outcomes.refused).toBeGreaterThan(0));

/** Either a model that answers every question, or a ModelFileError; in time, and in little memory. */
function expectUsableOrRefused(damaged: Uint8Array): void {
  const started = performance.now();
  const before = process.memoryUsage().arrayBuffers;
  try {
    const { model } = decodeArtifact({ buffer: damaged, digest: sha256(damaged) });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThanOrEqual(2 * bytes.length);
    for (const answer of answersOf(model))
      for (const film of answer.films) expect(model.films[film].title).toEqual(expect.any(String));
    JSON.stringify(model.films);
    outcomes.usable++;
  } catch (error) {
    if (!(error instanceof ModelFileError)) throw error;
    outcomes.refused++;
  }
  expect(performance.now() - started).toBeLessThan(MAX_MS);
}

const places = (from: number, to: number) => fc.integer({ min: from, max: to - 1 });
const bits = fc.nat({ max: 7 });
/** What stands in a header: overwriting with the like of it damages what it says, not only how. */
const characters = fc.oneof(
  fc.constantFrom(...Buffer.from('0123456789,:"{}[] .-eU')),
  fc.integer({ min: 0, max: 255 }),
);

const flipped = (at: number, bit: number): Uint8Array => {
  const damaged = Uint8Array.from(bytes);
  damaged[at] ^= 1 << bit;
  return damaged;
};

describe('a file damaged at random is refused or usable', () => {
  it.each<[string, fc.Arbitrary<Uint8Array>]>([
    [
      'after any bit of its header was turned',
      fc.tuple(places(0, firstData), bits).map(([at, bit]) => flipped(at, bit)),
    ],
    [
      'after a few bytes of its header were overwritten',
      fc
        .array(fc.tuple(places(0, firstData), characters), { minLength: 1, maxLength: 3 })
        .map((writes) => {
          const damaged = Uint8Array.from(bytes);
          for (const [at, value] of writes) damaged[at] = value;
          return damaged;
        }),
    ],
    [
      'after it was cut and overwritten',
      fc
        .tuple(places(0, bytes.length), places(0, bytes.length), characters)
        .map(([length, at, value]) => {
          const damaged = Uint8Array.from(bytes.subarray(0, length));
          if (at < length) damaged[at] = value;
          return damaged;
        }),
    ],
    [
      'after bytes of its data were overwritten, the digest too',
      fc
        .array(fc.tuple(places(0, data.length), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 3,
        })
        .map((writes) => {
          const damaged = Buffer.from(data);
          for (const [at, value] of writes) damaged[at] = value;
          return putTogether(header, damaged);
        }),
    ],
    [
      'after a few of its whole numbers were overwritten, the digest too',
      fc
        .array(
          fc.tuple(
            fc.constantFrom(...placesOfNumbers()),
            fc.oneof(fc.nat({ max: 12 }), fc.integer({ min: 0, max: 0xffffffff })),
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((writes) => {
          const damaged = Buffer.from(data);
          for (const [at, value] of writes) damaged.writeUInt32LE(value, at);
          return putTogether(header, damaged);
        }),
    ],
  ])(
    '%s',
    (_, files) => {
      fc.assert(fc.property(files, expectUsableOrRefused), { seed: 256, numRuns: RUNS });
    },
    TIMEOUT_MS,
  );

  function placesOfNumbers(): number[] {
    return entriesOf(header).flatMap(
      ([
        ,
        {
          shape,
          data_offsets: [start],
          dtype,
        },
      ]) =>
        dtype === 'U8'
          ? []
          : Array.from({ length: shape[0] }, (_, i) => start + (dtype === 'F64' ? 8 : 4) * i),
    );
  }
});

it(
  'a file is refused after any bit of its data was turned',
  () => {
    fc.assert(
      fc.property(places(firstData, bytes.length), bits, (at, bit) => {
        const damaged = flipped(at, bit);
        expect(() => decodeArtifact({ buffer: damaged, digest: '' })).toThrow('data are damaged');
      }),
      { seed: 260, numRuns: RUNS },
    );
  },
  TIMEOUT_MS,
);
