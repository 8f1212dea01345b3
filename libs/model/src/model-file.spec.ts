import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import {
  type Film,
  fit,
  type Likes,
  type Model,
  PRESET_NAMES,
  PRESETS,
  Recommender,
  withAudience,
} from '#engine';
import { loadModel, ModelFileError, saveModel } from './index.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
/** A path that nothing has been written to, in a folder of its own that is not there yet. */
const freshPath = (): string => join(folder, `${files++}`, 'model.safetensors');

const FILMS: readonly Film[] = [
  {
    id: 1,
    title: 'Heat',
    year: 1995,
    description: 'A thief plans one last bank robbery while a policeman hunts him.',
    genres: ['Crime', 'Drama'],
    keywords: ['bank robbery', 'heist'],
    directors: ['Michael Mann'],
    cast: ['Al Pacino', 'Robert De Niro'],
    runtimeMinutes: 170,
    language: 'en',
    popularity: 3,
  },
  {
    id: 'b',
    title: 'Thief',
    year: 1981,
    description: 'A safe cracker plans a last robbery to leave crime.',
    genres: ['Crime', 'Thriller'],
    keywords: ['heist'],
    directors: ['Michael Mann'],
    language: 'en',
  },
  {
    id: '1',
    title: 'Le Samouraï',
    year: 1967,
    description: 'Un tueur est chassé par la police. A killer is hunted by police.',
    textLanguage: 'fr',
    genres: ['Crime'],
    language: 'fr',
    maturity: 'PG',
    collection: 'x\u2028y "quoted"\n',
  },
  { id: -7, title: '千と千尋の神隠し 😀', year: 2001, genres: ['Animation'], popularity: 9.5 },
  { id: 5, title: 'Bank' },
];

const hybrid = fit(FILMS, PRESETS.hybrid);

/** Three viewers who like "Heat" and "Le Samouraï", and one who likes everything. */
const LIKES: Likes = {
  filmIds: FILMS.map(({ id }) => id),
  starts: Uint32Array.of(0, 2, 4, 6, 11),
  films: Uint32Array.of(0, 2, 0, 2, 0, 2, 0, 1, 2, 3, 4),
};

/** Small catalogues of films that share words, so that there is something to recommend. */
const catalogues = fc.uniqueArray(
  fc.record(
    {
      id: fc.oneof(fc.integer({ min: -5, max: 30 }), fc.string({ minLength: 1, maxLength: 4 })),
      title: fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
        .filter((title) => title.trim() !== ''),
      year: fc.integer({ min: 1888, max: 2100 }),
      description: fc
        .array(fc.constantFrom('heist', 'bank', 'robots', 'love', 'é', 'war', '漢字', 'moon'), {
          maxLength: 8,
        })
        .map((words) => words.join(' ')),
      genres: fc.array(fc.constantFrom('Drama', 'Crime', 'Comedy'), { maxLength: 2 }),
      keywords: fc.array(fc.constantFrom('bank robbery', 'space', 'a\nb'), { maxLength: 2 }),
      directors: fc.array(fc.constantFrom('Ana Ruiz', 'Bo Li'), { maxLength: 2 }),
      runtimeMinutes: fc.integer({ min: 1, max: 300 }),
      language: fc.constantFrom('en', 'fr'),
      popularity: fc.double({ min: 0, max: 100, noNaN: true }),
    },
    // Plain objects, as JSON gives them: the comparison minds the prototype.
    { requiredKeys: ['id', 'title'], noNullPrototype: true },
  ),
  { selector: ({ id }) => id, maxLength: 10 },
);

/** All of a model as plain data, so that a comparison misses no part and names what differs. */
function partsOf({ config, films, vocabulary, matrix, index, neighbours }: Model) {
  const { terms, surfaces, starts, documentFrequencies, size } = vocabulary;
  return {
    config,
    films,
    vocabulary: { terms, surfaces, starts, documentFrequencies, size },
    matrix,
    index,
    neighbours,
  };
}

/** What a model answers when it is asked in each of the ways there are. */
function answersOf(model: Model) {
  const recommender = new Recommender(model);
  const seeds = model.films.map((_, film) => ({ film }));
  const texts = ['a bank heist', 'crime by Michael Mann', '漢字'];
  return [
    ...seeds.map((seed) => recommender.recommend({ seeds: [seed], limit: 4 })),
    ...seeds.map((seed) =>
      recommender.recommend({ seeds: [seed], filter: { genres: { any: ['Crime'] } }, limit: 4 }),
    ),
    ...seeds.map((seed) => recommender.recommend({ seeds, avoid: [seed], limit: 4 })),
    ...texts.map((text) => recommender.recommend({ text, limit: 10 })),
  ].map((answer) => ({
    films: [...answer.films],
    scores: [...answer.scores],
    reasons: [...answer.films].map((film) => recommender.explain(answer.query, film, 3)),
  }));
}

async function failureOf(work: Promise<unknown>): Promise<ModelFileError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ModelFileError);
  return error as ModelFileError;
}

/** The damage must be told with the path and a reason. */
async function expectRefused(bytes: Uint8Array, reason = /./u): Promise<void> {
  const path = join(folder, 'damaged.safetensors');
  await writeFile(path, bytes);
  const { message } = await failureOf(loadModel(path));
  expect(message.startsWith(path)).toBe(true);
  expect(message.slice(path.length)).toMatch(reason);
}

describe('a model that is saved and loaded', () => {
  it.each(PRESET_NAMES)('is equal in all its parts (%s)', async (preset) => {
    const path = freshPath();
    const model = fit(FILMS, PRESETS[preset]);
    await saveModel(path, model);
    const loaded = await loadModel(path);
    expect(partsOf(loaded.model)).toStrictEqual(partsOf(model));
  });

  it.each(PRESET_NAMES)('gives the same answers for the same reasons (%s)', async (preset) => {
    const path = freshPath();
    const model = fit(FILMS, PRESETS[preset]);
    await saveModel(path, model);
    const answers = answersOf((await loadModel(path)).model);
    expect(answers).toStrictEqual(answersOf(model));
    expect(answers.some(({ films }) => films.length > 0)).toBe(true);
  });

  it('is equal and answers the same, whatever the catalogue', () =>
    fc.assert(
      fc.asyncProperty(catalogues, fc.constantFrom(...PRESET_NAMES), async (films, preset) => {
        const path = freshPath();
        const model = fit(films, PRESETS[preset]);
        const saved = await saveModel(path, model);
        const loaded = await loadModel(path);
        expect(partsOf(loaded.model)).toStrictEqual(partsOf(model));
        expect(answersOf(loaded.model)).toStrictEqual(answersOf(model));
        expect({ ...loaded, model }).toEqual({ ...saved, model });
      }),
      { seed: 64, numRuns: 100 },
    ));

  it('is equal and answers the same where an audience counts', async () => {
    const path = freshPath();
    const model = fit(FILMS, withAudience(PRESETS.hybrid), undefined, LIKES);
    await saveModel(path, model);
    const loaded = (await loadModel(path)).model;
    expect(partsOf(loaded)).toStrictEqual(partsOf(model));
    const answers = answersOf(loaded);
    expect(answers).toStrictEqual(answersOf(model));
    const reasons = answers.flatMap((answer) => answer.reasons.flatMap((found) => found.reasons));
    expect(reasons.map(({ term }) => term)).toContain('liked by the same viewers');
  });

  it('may hold no film at all', async () => {
    const path = freshPath();
    await saveModel(path, fit([], PRESETS.hybrid));
    const { model } = await loadModel(path);
    expect(model.films).toEqual([]);
    expect(answersOf(model).every(({ films }) => films.length === 0)).toBe(true);
  });

  it('finds its terms by name again', async () => {
    const path = freshPath();
    await saveModel(path, hybrid);
    const { vocabulary } = (await loadModel(path)).model;
    const numbers = vocabulary.terms.map((term, t) => vocabulary.idOf(vocabulary.blockOf(t), term));
    expect(numbers).toEqual(vocabulary.terms.map((_, t) => t));
  });
});

describe('saveModel', () => {
  it('writes the same bytes for the same model', async () => {
    const [first, second] = [freshPath(), freshPath()];
    const a = await saveModel(first, hybrid);
    const b = await saveModel(second, hybrid);
    expect(a.digest).toBe(b.digest);
    expect(await readFile(first)).toEqual(await readFile(second));
  });

  it('writes the same bytes whatever the order of the catalogue', async () => {
    const a = await saveModel(freshPath(), hybrid);
    const b = await saveModel(freshPath(), fit(FILMS.toReversed(), PRESETS.hybrid));
    expect(b.digest).toBe(a.digest);
  });

  it('writes the same bytes for a model that was loaded', async () => {
    const path = freshPath();
    const saved = await saveModel(path, hybrid);
    const again = await saveModel(freshPath(), (await loadModel(path)).model);
    expect(again.digest).toBe(saved.digest);
  });

  it('writes other bytes for another model', async () => {
    const a = await saveModel(freshPath(), hybrid);
    const b = await saveModel(freshPath(), fit(FILMS.slice(1), PRESETS.hybrid));
    const c = await saveModel(freshPath(), fit(FILMS, PRESETS.sklearn));
    expect(new Set([a.digest, b.digest, c.digest]).size).toBe(3);
  });

  it('tells the sha256 and the size of the file, and so does loadModel', async () => {
    const path = freshPath();
    const saved = await saveModel(path, hybrid);
    const bytes = await readFile(path);
    const digest = sha256(bytes);
    const facts = { digest, version: digest.slice(0, 12), bytes: bytes.length };
    expect(saved).toMatchObject(facts);
    expect(await loadModel(path)).toMatchObject(facts);
  });

  it('creates the folder and leaves nothing in it but the model', async () => {
    const path = join(folder, 'new', 'folder', 'of', 'models', 'model.safetensors');
    await saveModel(path, hybrid);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('replaces an older model', async () => {
    const path = freshPath();
    await saveModel(path, fit([], PRESETS.hybrid));
    const { digest } = await saveModel(path, hybrid);
    expect((await loadModel(path)).digest).toBe(digest);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('shows a reader one whole model or the other, while many are written to one path', async () => {
    const path = freshPath();
    const models = [hybrid, fit(FILMS.slice(2), PRESETS.hybrid), fit([], PRESETS.sklearn)];
    const { digest } = await saveModel(path, hybrid);
    const saves = Array.from({ length: 12 }, (_, i) => saveModel(path, models[i % 3]));
    const loads = Array.from({ length: 24 }, () => loadModel(path));
    const digests = new Set([digest, ...(await Promise.all(saves)).map((saved) => saved.digest)]);
    for (const loaded of await Promise.all(loads)) expect(digests).toContain(loaded.digest);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('throws a ModelFileError and leaves no temporary file where a folder stands in the way', async () => {
    const path = freshPath();
    await mkdir(join(path, 'inner'), { recursive: true });
    const { message } = await failureOf(saveModel(path, hybrid));
    expect(message).toContain(path);
    expect(await readdir(dirname(path))).toEqual([basename(path)]);
  });

  it('throws a ModelFileError where the folder cannot be created', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const path = join(file, 'model.safetensors');
    const { message } = await failureOf(saveModel(path, hybrid));
    expect(message).toContain(path);
  });
});

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}
type Header = Record<string, Entry> & { __metadata__: Record<string, string> };

/** A model file taken apart with nothing but the published description of the format. */
async function takeApart(model: Model) {
  const path = freshPath();
  await saveModel(path, model);
  const bytes = await readFile(path);
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

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** As whoever wrote these data would have: a header that is not text states their digest. */
function putTogether(header: object | string, data: Uint8Array): Uint8Array {
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

/** A header in which the film of that line is another one. */
async function withFilm(line: number, change: (film: Film) => unknown): Promise<Uint8Array> {
  const { header, data } = await takeApart(hybrid);
  const films = hybrid.films.map((film, i) => JSON.stringify(i === line ? change(film) : film));
  return withFilms(header, data, films);
}

/** The films are the last tensor, so that others keep their places when they grow. */
function withFilms(header: Header, data: Buffer, lines: readonly string[]): Uint8Array {
  const { films, ...others } = header;
  delete others['films.padding'];
  const text = Buffer.from(lines.join('\n'));
  const [start] = films.data_offsets;
  return putTogether(
    {
      ...others,
      films: { dtype: 'U8', shape: [text.length], data_offsets: [start, start + text.length] },
    },
    Buffer.concat([data.subarray(0, start), text]),
  );
}

describe('the layout of a model file', () => {
  const BYTES: Readonly<Record<string, number>> = { U8: 1, U32: 4, F32: 4 };

  it.each([
    ['five films', FILMS],
    ['one film', FILMS.slice(0, 1)],
    ['four films', FILMS.slice(1)],
    ['no film', []],
  ])('is what any safetensors library reads (%s)', async (_, films) => {
    const { bytes, headerBytes, text, header, data } = await takeApart(fit(films, PRESETS.hybrid));
    expect(text.startsWith('{')).toBe(true);
    expect(headerBytes % 8).toBe(0);
    const { __metadata__: metadata, ...entries } = header;
    for (const value of Object.values(metadata)) expect(typeof value).toBe('string');

    let end = 0;
    const ordered = Object.values(entries).sort(
      (a, b) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
    );
    for (const { dtype, shape, data_offsets: offsets } of ordered) {
      expect(offsets[0]).toBe(end);
      expect(offsets[1] - offsets[0]).toBe(BYTES[dtype] * shape.reduce((a, b) => a * b, 1));
      expect((8 + headerBytes + offsets[0]) % BYTES[dtype]).toBe(0);
      end = offsets[1];
    }
    expect(end).toBe(data.length);
    expect(bytes.length).toBe(8 + headerBytes + end);
  });

  it('holds the numbers of the model as little endian values at their offsets', async () => {
    const { header, data } = await takeApart(hybrid);
    const [start, end] = header['matrix.weights'].data_offsets;
    const weights: number[] = [];
    for (let at = start; at < end; at += 4) weights.push(data.readFloatLE(at));
    expect(weights).toEqual([...hybrid.matrix.weights]);

    const [from, to] = header['neighbours.films'].data_offsets;
    const neighbours: number[] = [];
    for (let at = from; at < to; at += 4) neighbours.push(data.readUInt32LE(at));
    expect(neighbours).toEqual([...hybrid.neighbours.films]);
  });

  it('states the sha256 of all that follows the header', async () => {
    const { header, data } = await takeApart(hybrid);
    expect(header.__metadata__.dataSha256).toBe(sha256(data));
  });

  it('holds the films as JSON Lines', async () => {
    const { header, data } = await takeApart(hybrid);
    const lines = data
      .subarray(...header.films.data_offsets)
      .toString('utf8')
      .split('\n');
    expect(lines.map((line) => JSON.parse(line) as Film)).toEqual(hybrid.films);
  });

  it('is read when another tool wrote it: other key order, other spacing, more metadata', async () => {
    const { header, data } = await takeApart(hybrid);
    const { __metadata__: metadata, ...entries } = header;
    const reordered = Object.fromEntries(Object.entries(entries).reverse());
    const text = JSON.stringify(
      { ...reordered, __metadata__: { ...metadata, note: 'x' } },
      null,
      1,
    );
    const path = join(folder, 'reordered.safetensors');
    await writeFile(path, putTogether(text, data));
    expect(partsOf((await loadModel(path)).model)).toStrictEqual(partsOf(hybrid));
  });
});

describe('a file that is no model', () => {
  it('is refused when it is missing', async () => {
    const path = join(folder, 'nowhere.safetensors');
    const { message, cause } = await failureOf(loadModel(path));
    expect(message).toContain(path);
    expect(cause).toMatchObject({ code: 'ENOENT' });
  });

  it('is refused when it is a folder', async () => {
    const { message } = await failureOf(loadModel(folder));
    expect(message).toContain(folder);
  });

  it.each<[string, Uint8Array]>([
    ['empty', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('model')],
    ['zeros', Buffer.alloc(64)],
    ['text', Buffer.from('{"format":"movie-recommender","formatVersion":"1"}')],
  ])('is refused when it holds nothing but %s', (_, bytes) => expectRefused(bytes));

  it('is refused wherever it was cut off, if only by the last byte', async () => {
    const { bytes } = await takeApart(hybrid);
    const accepted: number[] = [];
    const path = join(folder, 'cut.safetensors');
    for (let length = 0; length < bytes.length; length++) {
      await writeFile(path, bytes.subarray(0, length));
      const error: unknown = await loadModel(path).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!(error instanceof ModelFileError && error.message.includes(path))) accepted.push(length);
    }
    expect(accepted).toEqual([]);
  }, 60_000);

  it.each([0n, 1n, 1n << 20n, 100n * (1n << 20n) + 1n, 1n << 40n, 1n << 53n, (1n << 64n) - 1n])(
    'is refused when it claims a header of %d bytes',
    async (length) => {
      const { bytes } = await takeApart(hybrid);
      bytes.writeBigUInt64LE(length, 0);
      await expectRefused(bytes);
    },
  );

  it.each(['not JSON', '', '{"films":', 'null', '[]', '7', '"header"', '{}'])(
    'is refused when its header is %j',
    async (text) => {
      const { data } = await takeApart(hybrid);
      await expectRefused(putTogether(text, data));
    },
  );

  it('is refused when its header is not UTF-8', async () => {
    const { bytes } = await takeApart(hybrid);
    bytes[20] = 0xff;
    await expectRefused(bytes);
  });

  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['another format', { format: 'other-model' }, /other-model.*movie-recommender/u],
    ['a later version', { formatVersion: '2' }, /"2".*"1"/u],
    ['no version', { formatVersion: undefined }, /version/u],
    ['no format', { format: undefined }, /format/u],
    ['no configuration', { config: undefined }, /./u],
    ['a configuration that is not JSON', { config: '{' }, /./u],
    ['no digest of the data', { dataSha256: undefined }, /no "dataSha256"/u],
  ])('is refused when its metadata name %s', async (_, change, reason) => {
    const { header, data } = await takeApart(hybrid);
    const metadata = { ...header.__metadata__, ...change };
    await expectRefused(putTogether({ ...header, __metadata__: metadata }, data), reason);
  });

  const { hybrid: preset } = PRESETS;
  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['no blocks', { ...preset, blocks: undefined }],
    ['a block missing', { ...preset, blocks: { ...preset.blocks, text: undefined } }],
    [
      'a weight that is text',
      { ...preset, blocks: { ...preset.blocks, era: { ...preset.blocks.era, weight: '0.07' } } },
    ],
    ['an unknown analysis', { ...preset, analysis: 'magic' }],
    ['no text language', { ...preset, textLanguage: undefined }],
  ])('is refused when its configuration is, or has, %s', async (_, config) => {
    const { header, data } = await takeApart(hybrid);
    const metadata = { ...header.__metadata__, config: JSON.stringify(config) };
    await expectRefused(putTogether({ ...header, __metadata__: metadata }, data));
  });

  it('is refused when it has no metadata, as a safetensors file of something else', async () => {
    const { header, data } = await takeApart(hybrid);
    await expectRefused(putTogether({ ...header, __metadata__: undefined }, data), /format/u);
  });

  const TENSORS = [
    'films',
    'matrix.starts',
    'matrix.terms',
    'matrix.weights',
    'neighbours.films',
    'neighbours.starts',
    'vocabulary.documentFrequencies',
    'vocabulary.starts',
    'vocabulary.surfaces',
    'vocabulary.terms',
  ];

  it('would be told here if a tensor were added that the cases below forget', async () => {
    const { header } = await takeApart(hybrid);
    const names = Object.keys(header).filter((name) => !/^__|\.padding$/u.test(name));
    expect(names.sort()).toEqual(TENSORS);
  });

  describe.each(TENSORS)('is refused because of its tensor %s', (name) => {
    const named = new RegExp(name.replace('.', '\\.'), 'u');

    async function expectEntryRefused(
      change: (entry: Entry, dataBytes: number) => unknown,
      reason?: RegExp,
    ): Promise<void> {
      const { header, data } = await takeApart(hybrid);
      const entry = change(header[name], data.length);
      await expectRefused(putTogether({ ...header, [name]: entry }, data), reason);
    }

    it('when it has another name, naming it', async () => {
      const { text, data } = await takeApart(hybrid);
      await expectRefused(putTogether(text.replace(`"${name}":{`, '"other":{'), data), named);
    });

    it('when it is missing', () => expectEntryRefused(() => undefined));

    it.each(['U8', 'U32', 'F32'])(
      'when its type is %s and should be another, naming it',
      async (dtype) => {
        const { header } = await takeApart(hybrid);
        if (header[name].dtype !== dtype)
          await expectEntryRefused(
            (entry) => ({
              ...entry,
              dtype,
              // As many elements as the bytes hold, so that nothing but the type is wrong.
              shape: [(entry.data_offsets[1] - entry.data_offsets[0]) / (dtype === 'U8' ? 1 : 4)],
            }),
            named,
          );
      },
    );

    it.each(['F64', 'I32', 'u8', ''])('when its type is the unknown %j, naming it', (dtype) =>
      expectEntryRefused((entry) => ({ ...entry, dtype }), named),
    );

    it('when it ends behind the file', () =>
      expectEntryRefused((entry, dataBytes) => ({
        ...entry,
        data_offsets: [entry.data_offsets[0], dataBytes + 8],
      })));

    it('when it begins behind the file', () =>
      expectEntryRefused((entry, dataBytes) => ({
        ...entry,
        data_offsets: [dataBytes + 8, dataBytes + 16],
      })));

    it('when it begins before the data', () =>
      expectEntryRefused((entry) => ({ ...entry, data_offsets: [-8, entry.data_offsets[1]] })));

    it('when it ends before it begins', () =>
      expectEntryRefused((entry) => ({
        ...entry,
        data_offsets: [entry.data_offsets[1] + 8, entry.data_offsets[1]],
      })));

    it('when its shape does not fit its bytes', () =>
      expectEntryRefused((entry) => ({ ...entry, shape: [entry.shape[0] + 1] })));
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['text', 'films'],
    ['without offsets', { dtype: 'U8', shape: [8] }],
    ['without end', { dtype: 'U8', shape: [8], data_offsets: [0] }],
    ['with offsets that are text', { dtype: 'U8', shape: [8], data_offsets: ['0', '8'] }],
    ['with broken offsets', { dtype: 'U8', shape: [8], data_offsets: [0.5, 8.5] }],
  ])('is refused when a tensor of it is %s', async (_, entry) => {
    const { header, data } = await takeApart(hybrid);
    await expectRefused(putTogether({ ...header, films: entry }, data));
  });

  it('is refused when there are bytes behind its last tensor: the format allows no holes', async () => {
    const { bytes } = await takeApart(hybrid);
    await expectRefused(Buffer.concat([bytes, Buffer.alloc(8)]));
  });

  it.each([
    ['vocabulary.starts', 'no block begins where the one before it ends'],
    ['matrix.starts', 'a row is missing'],
    ['matrix.terms', 'an entry has no term'],
    ['matrix.weights', 'an entry has no weight'],
    ['neighbours.starts', 'a row is missing'],
    ['vocabulary.documentFrequencies', 'a term has no count'],
  ])('is refused when %s is too short by one: %s', async (name) => {
    const { header, data } = await takeApart(hybrid);
    const { dtype, shape, data_offsets: offsets } = header[name];
    // The cut element becomes a tensor of its own: the container is whole, the model is not.
    const [start, end] = offsets;
    const shortened = {
      ...header,
      [name]: { dtype, shape: [shape[0] - 1], data_offsets: [start, end - 4] },
      [`${name}.padding.before`]: { dtype, shape: [1], data_offsets: [end - 4, end] },
    };
    await expectRefused(putTogether(shortened, data));
  });

  it.each([
    ['matrix.starts', 'ends behind the entries'],
    ['matrix.terms', 'names a term that is not in the vocabulary'],
    ['neighbours.starts', 'ends behind the entries'],
    ['neighbours.films', 'names a film that is not in the catalogue'],
    ['vocabulary.starts', 'ends behind the terms'],
  ])('is refused when %s %s', async (name) => {
    const { header, data } = await takeApart(hybrid);
    const damaged = Buffer.from(data);
    // Large enough to be wrong, small enough that a loop up to it ends.
    damaged.writeUInt32LE(100_000, header[name].data_offsets[1] - 4);
    await expectRefused(putTogether(header, damaged));
  });

  it('is refused when there is a hole between its tensors', async () => {
    const { header, data } = await takeApart(hybrid);
    const entries = Object.entries(header).filter(([name]) => !name.endsWith('.padding'));
    expect(entries.length).toBeLessThan(Object.keys(header).length);
    await expectRefused(putTogether(Object.fromEntries(entries), data), /begins at byte|behind/u);
  });

  it('is refused when two of its tensors overlap', async () => {
    const { header, data } = await takeApart(hybrid);
    const overlapping = { ...header['matrix.terms'], ...{ dtype: 'F32' } };
    const changed = { ...header, 'matrix.weights': overlapping };
    await expectRefused(putTogether(changed, data), /matrix\.\w+" begins at byte/u);
  });

  it('is refused when a filler tensor of it ends behind the file', async () => {
    const { header, data } = await takeApart(hybrid);
    const filler = { dtype: 'U8', shape: [8], data_offsets: [data.length, data.length + 8] };
    await expectRefused(putTogether({ ...header, 'x.padding': filler }, data), /x\.padding/u);
  });

  it('is refused when a tensor of numbers does not begin where numbers can', async () => {
    const { header, data } = await takeApart(hybrid);
    const { __metadata__: metadata, ...entries } = header;
    const shifted = Object.entries(entries).map(([name, entry]) => {
      const [start, end] = entry.data_offsets;
      return [name, { ...entry, data_offsets: [start + 1, end + 1] }] as const;
    });
    const first = { dtype: 'U8', shape: [1], data_offsets: [0, 1] };
    const changed = { __metadata__: metadata, first, ...Object.fromEntries(shifted) };
    const moved = Buffer.concat([Buffer.alloc(1), data]);
    await expectRefused(putTogether(changed, moved), /"matrix\.starts" is not aligned/u);
  });

  it.each<[string, string | undefined, RegExp]>([
    ['films', '6', /5 films, 6 are stated/u],
    ['films', undefined, /films/u],
    ['neighbours', 'many', /many neighbours are stated, the configuration asks for 50/u],
    ['neighbours', '49', /49 neighbours are stated, the configuration asks for 50/u],
    ['neighbours', '50.0', /neighbours/u],
    ['neighbours', undefined, /neighbours/u],
  ])('is refused when its metadata state for %s %j', async (name, text, reason) => {
    const { header, data } = await takeApart(hybrid);
    const metadata = { ...header.__metadata__, [name]: text };
    await expectRefused(putTogether({ ...header, __metadata__: metadata }, data), reason);
  });

  it('is refused when a film has more neighbours than stated', async () => {
    const { header, data } = await takeApart(hybrid);
    const config = JSON.stringify({ ...hybrid.config, neighbours: 1 });
    const metadata = { ...header.__metadata__, config, neighbours: '1' };
    const bytes = putTogether({ ...header, __metadata__: metadata }, data);
    await expectRefused(bytes, /neighbours\.starts: row \d is longer than 1/u);
  });

  it.each<[string, number, number, string]>([
    ['matrix.starts', 0, 1, 'does not begin at 0'],
    ['matrix.starts', 1, 0xffffffff, 'falls'],
    ['neighbours.starts', 1, 0xffffffff, 'falls'],
    ['vocabulary.starts', 1, 0xffffffff, 'falls'],
    ['matrix.terms', 1, 0, 'has a row that does not ascend'],
    ['matrix.weights', 0, 0x7fc00000, 'has something that is not a number'],
    ['matrix.weights', 0, 0x7f800000, 'has an infinite number'],
    ['matrix.weights', 0, 0xbf800000, 'has a negative number'],
    ['vocabulary.documentFrequencies', 0, 6, 'counts more films than there are'],
  ])('is refused when %s[%d] is %d: it %s', async (name, place, value) => {
    const { header, data } = await takeApart(hybrid);
    const damaged = Buffer.from(data);
    damaged.writeUInt32LE(value, header[name].data_offsets[0] + 4 * place);
    await expectRefused(putTogether(header, damaged), new RegExp(name.replace('.', '\\.'), 'u'));
  });

  it.each(['7', 'null', '"x"', '{"id":1}', '{"id":1.5,"title":"x"}'])(
    'is refused when a film of it is %s',
    async (film) => {
      const { header, data } = await takeApart(hybrid);
      const [start] = header.films.data_offsets;
      const damaged = Buffer.from(data);
      const first = damaged.subarray(start, damaged.indexOf('\n', start));
      first.fill(' ').write(film);
      await expectRefused(putTogether(header, damaged), /films: line 1/u);
    },
  );

  it.each<[string, Record<string, unknown>]>([
    ['id', { id: '' }],
    ['title', { title: ' ' }],
    ['year', { year: '1995' }],
    ['description', { description: null }],
    ['textLanguage', { textLanguage: 'French' }],
    ['genres', { genres: 'Crime' }],
    ['keywords.0', { keywords: [7] }],
    ['cast', { cast: {} }],
    ['runtimeMinutes', { runtimeMinutes: -1 }],
    ['popularity', { popularity: '3' }],
    ['"rating"', { rating: 8 }],
  ])('is refused when the %s of a film of it is wrong', async (field, change) => {
    const bytes = await withFilm(3, (film) => ({ ...film, ...change }));
    await expectRefused(bytes, new RegExp(`films: line 4 is no film: .*${field}`, 'u'));
  });

  it('keeps the films as they stand there, without the defaults of the schema', async () => {
    const path = freshPath();
    await mkdir(dirname(path));
    await writeFile(path, await withFilm(4, (film) => ({ ...film, title: ' Bank ' })));
    const { films } = (await loadModel(path)).model;
    expect(films).toStrictEqual(hybrid.films.with(4, { ...hybrid.films[4], title: ' Bank ' }));
  });

  it.each([0, 1, 2, 3])(
    'is refused when the films of lines %d and the next are swapped',
    async (i) => {
      const { header, data } = await takeApart(hybrid);
      const lines = hybrid.films.map((film) => JSON.stringify(film));
      [lines[i], lines[i + 1]] = [lines[i + 1], lines[i]];
      await expectRefused(withFilms(header, data, lines), /films: line \d does not come behind/u);
    },
  );

  it.each([undefined, 0.5])(
    'is refused when a film has the id of an earlier one and the popularity %d',
    async (popularity) => {
      const { id } = hybrid.films[0];
      const bytes = await withFilm(1, (film) => ({ ...film, id, popularity }));
      await expectRefused(bytes, /films: line 2 has the id of an earlier one/u);
    },
  );

  it.each(['films', 'vocabulary.terms', 'vocabulary.surfaces'])(
    'is refused when %s are not JSON',
    async (name) => {
      const { header, data } = await takeApart(hybrid);
      const damaged = Buffer.from(data);
      damaged[header[name].data_offsets[0]] = 0x7b;
      damaged[header[name].data_offsets[0] + 1] = 0x7b;
      await expectRefused(putTogether(header, damaged));
    },
  );
});

describe('a file damaged at random', () => {
  /** Loads the bytes: either a model that answers every question, or a ModelFileError. */
  async function expectUsableOrRefused(bytes: Uint8Array): Promise<void> {
    const path = join(folder, 'random.safetensors');
    await writeFile(path, bytes);
    const loaded = await loadModel(path).catch((reason: unknown) => {
      expect(reason).toBeInstanceOf(ModelFileError);
      expect((reason as ModelFileError).message).toContain(path);
      return undefined;
    });
    if (loaded === undefined) return;
    const { films } = loaded.model;
    for (const answer of answersOf(loaded.model))
      for (const film of answer.films) expect(films[film]).toBeDefined();
  }

  it('is refused or usable after any bit of its header was turned', async () => {
    const { bytes, headerBytes } = await takeApart(hybrid);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 8 + headerBytes - 1 }),
        fc.nat({ max: 7 }),
        async (at, bit) => {
          const damaged = Uint8Array.from(bytes);
          damaged[at] ^= 1 << bit;
          await expectUsableOrRefused(damaged);
        },
      ),
      { seed: 256, numRuns: 2_000 },
    );
  }, 60_000);

  it('is refused or usable after any few bytes of its header were overwritten', async () => {
    const { bytes, headerBytes } = await takeApart(hybrid);
    // What stands in a header: overwriting with the like of it damages what it says, not only how.
    const byte = fc.oneof(
      fc.constantFrom(...Buffer.from('0123456789,:"{}[] .-eU')),
      fc.integer({ min: 0, max: 255 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 8 + headerBytes - 1 }), byte), {
          minLength: 1,
          maxLength: 3,
        }),
        async (writes) => {
          const damaged = Uint8Array.from(bytes);
          for (const [at, value] of writes) damaged[at] = value;
          await expectUsableOrRefused(damaged);
        },
      ),
      { seed: 257, numRuns: 2_000 },
    );
  }, 60_000);

  it('is refused after any bit of its data was turned', async () => {
    const { bytes, headerBytes } = await takeApart(hybrid);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 8 + headerBytes, max: bytes.length - 1 }),
        fc.nat({ max: 7 }),
        async (at, bit) => {
          const damaged = Uint8Array.from(bytes);
          damaged[at] ^= 1 << bit;
          await expectRefused(damaged, /data are damaged/u);
        },
      ),
      { seed: 260, numRuns: 500 },
    );
  }, 60_000);

  it('is refused or usable after any few of its numbers were overwritten, the digest too', async () => {
    const { data, header } = await takeApart(hybrid);
    const places = Object.keys(header)
      .filter((name) => ['U32', 'F32'].includes(header[name].dtype))
      .flatMap((name) => {
        const { shape, data_offsets: offsets } = header[name];
        return Array.from({ length: shape[0] }, (_, i) => offsets[0] + 4 * i);
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom(...places),
            fc.oneof(fc.nat({ max: 12 }), fc.integer({ min: 0, max: 0xffffffff })),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        async (writes) => {
          const damaged = Buffer.from(data);
          for (const [at, value] of writes) damaged.writeUInt32LE(value, at);
          await expectUsableOrRefused(putTogether(header, damaged));
        },
      ),
      { seed: 259, numRuns: 1_000 },
    );
  }, 60_000);

  it('is refused after it was cut and overwritten', async () => {
    const { bytes, headerBytes } = await takeApart(hybrid);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.nat({ max: 8 + headerBytes - 1 }),
        fc.integer({ min: 0, max: 255 }),
        async (length, at, value) => {
          const damaged = Uint8Array.from(bytes.subarray(0, length));
          if (at < length) damaged[at] = value;
          await expectUsableOrRefused(damaged);
        },
      ),
      { seed: 258, numRuns: 500 },
    );
  }, 60_000);
});
