import { BLOCKS, compareFilms, type Film, fit, PRESETS } from '#engine';
import { ModelFileError } from '../errors.js';
import { type Entry, putTogether, sha256, takeApart, withChanges } from '../testing/bytes.js';
import { FILMS, hybrid, partsOf } from '../testing/films.js';
import { decodeArtifact } from './artifact.js';
import type { Tensor, Tensors } from './safetensors.js';
import { ELEMENT_BYTES } from './tensor-entry.js';
import { encodeTexts } from './texts.js';

const decode = (bytes: Uint8Array) => decodeArtifact({ buffer: bytes, digest: sha256(bytes) });

function expectRefused(bytes: Uint8Array, reason = /./u): void {
  expect(() => decode(bytes)).toThrow(ModelFileError);
  expect(() => decode(bytes)).toThrow(reason);
}

/** A reference that is right, but for what it says is asked for. */
const expecting = (change: object): Record<string, string> => ({
  reference: JSON.stringify({
    films: 1,
    scores: { depth: 10, edges: [0, 1], counts: [0] },
    genres: [],
    decades: [],
    words: { counted: 0, unknown: 0 },
    requests: {
      powers: [0],
      scores: { edges: [0, 1], shares: [[1]] },
      genres: [],
      decades: [],
      ...change,
    },
  }),
});

const named = (name: string): RegExp => new RegExp(name.replaceAll('.', '\\.'), 'u');

describe('bytes that are no model', () => {
  it.each<[string, Uint8Array]>([
    ['nothing', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('model')],
    ['zeros', Buffer.alloc(64)],
    ['text', Buffer.from('{"format":"movie-recommender","formatVersion":"1"}')],
  ])('are refused when they are %s', (_, bytes) => expectRefused(bytes));

  it('are refused wherever a model was cut off, if only by the last byte', () => {
    const { bytes } = takeApart(hybrid);
    const accepted: number[] = [];
    for (let length = 0; length < bytes.length; length++) {
      try {
        decode(bytes.subarray(0, length));
        accepted.push(length);
      } catch (error) {
        expect(error).toBeInstanceOf(ModelFileError);
      }
    }
    expect(accepted).toEqual([]);
  });

  it.each([0n, 1n, 1n << 20n, (1n << 22n) + 1n, 1n << 40n, 1n << 53n, (1n << 64n) - 1n])(
    'are refused when they claim a header of %d bytes',
    (length) => {
      const { bytes } = takeApart(hybrid);
      bytes.writeBigUInt64LE(length, 0);
      expectRefused(bytes);
    },
  );

  it.each(['not JSON', '', '{"films":', 'null', '[]', '7', '"header"', '{}'])(
    'are refused when the header is %j',
    (text) => expectRefused(putTogether(text, takeApart(hybrid).data)),
  );

  it('are refused when the header is not UTF-8', () => {
    const { bytes } = takeApart(hybrid);
    bytes[20] = 0xff;
    expectRefused(bytes);
  });
});

describe('a model is refused because of its metadata', () => {
  it.each<[string, Record<string, string | undefined>, RegExp]>([
    ['another format', { format: 'other-model' }, /other-model.*movie-recommender/u],
    ['a later version', { formatVersion: '2' }, /"2".*"1"/u],
    ['no version', { formatVersion: undefined }, /version/u],
    ['no format', { format: undefined }, /format/u],
    ['no configuration', { config: undefined }, /config/u],
    ['a configuration that is not JSON', { config: '{' }, /config/u],
    ['no digest of the data', { dataSha256: undefined }, /no "dataSha256"/u],
    ['too many films', { films: '6' }, /films\.masks": 5 entries, expected 6/u],
    ['no films', { films: undefined }, /films: "undefined" is stated/u],
    ['films below none', { films: '-1' }, /films: "-1" is stated/u],
    ['too many terms', { terms: '4294967294' }, /expected 4294967295/u],
    ['terms that are no count', { terms: '1e3' }, /terms: "1e3" is stated/u],
    ['neighbours that are no count', { neighbours: 'many' }, /neighbours: "many" is stated/u],
    ['other neighbours', { neighbours: '49' }, /49 neighbours.*asks for 50/u],
    ['neighbours in another form', { neighbours: '50.0' }, /neighbours/u],
    ['no blocks', { blocks: undefined }, /blocks/u],
    ['blocks that are no list', { blocks: '{}' }, /blocks: \{\} is stated/u],
    ['no facts', { facts: undefined }, /facts/u],
    ['facts that are no names', { facts: '[1]' }, /facts: \[1\] is stated/u],
    ['a fact twice', { facts: '["id","title","id"]' }, /id,title,id/u],
    ['33 facts', { facts: JSON.stringify(Array.from({ length: 33 }, String)) }, /up to 32/u],
    ['an evaluation that is not JSON', { evaluation: '{' }, /evaluation/u],
    ['figures without values', { evaluation: '{"a":{"low":1}}' }, /evaluation\.a\.value/u],
    ['a reference that is none', { reference: '{"films":1}' }, /reference\.scores/u],
    ['fewer shares than powers', expecting({ powers: [0, 1] }), /reference\.requests\.powers/u],
    [
      'a genre with more shares than powers',
      expecting({ genres: [{ label: 'Crime', shares: [0.5, 0.5] }] }),
      /reference\.requests\.powers/u,
    ],
    [
      'more shares than bins of scores',
      expecting({ scores: { edges: [0, 1], shares: [[0.5, 0.5]] } }),
      /reference\.requests\.scores\.shares/u,
    ],
    [
      'a share above 1',
      expecting({ decades: [{ label: 1990, shares: [1.5] }] }),
      /reference\.requests\.decades\.0\.shares/u,
    ],
    ['no title among the facts', { facts: '["id"]' }, /has no title/u],
  ])('%s', (_, change, reason) => {
    const { header, data } = takeApart(hybrid);
    const metadata = { ...header.__metadata__, ...change };
    expectRefused(putTogether({ ...header, __metadata__: metadata }, data), reason);
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
  ])('whose configuration is, or has, %s', (_, config) => {
    const change = () => ({ config: JSON.stringify(config) });
    expectRefused(
      withChanges(hybrid, () => ({}), change),
      /config/u,
    );
  });

  it('which are none, as in a safetensors file of something else', () => {
    const { header, data } = takeApart(hybrid);
    expectRefused(putTogether({ ...header, __metadata__: undefined }, data), /format/u);
  });

  it.each([
    [['text', 'genres', 'people'], /made with text, genres, people, this program knows text/u],
    [[...BLOCKS, 'smell'], /made with .*smell/u],
  ])('that name the blocks %j', (blocks, reason) => {
    const change = () => ({ blocks: JSON.stringify(blocks) });
    expectRefused(
      withChanges(hybrid, () => ({}), change),
      reason,
    );
  });
});

describe('a file of a program that knew fewer blocks', () => {
  it('is read as a model in which the added ones are off', () => {
    const last = BLOCKS[BLOCKS.length - 1];
    const share = 1 / (1 - PRESETS.hybrid.blocks[last].weight);
    const blocks = Object.fromEntries(
      Object.entries(PRESETS.hybrid.blocks)
        .filter(([name]) => name !== last)
        .map(([name, block]) => [name, { ...block, weight: block.weight * share }]),
    );
    const off = { ...PRESETS.hybrid.blocks[last], weight: 0, pivot: 0 };
    const today = fit(FILMS, {
      ...PRESETS.hybrid,
      blocks: { ...blocks, [last]: off } as typeof PRESETS.hybrid.blocks,
    });
    const bytes = withChanges(
      today,
      ({ 'vocabulary.starts': starts }) => ({ 'vocabulary.starts': starts.slice(0, -1) }),
      ({ config }) => ({
        blocks: JSON.stringify(BLOCKS.slice(0, -1)),
        config: JSON.stringify({ ...(JSON.parse(config) as object), blocks }),
      }),
    );
    expect(partsOf(decode(bytes).model)).toStrictEqual(partsOf(today));
  });
});

const TENSORS = Object.keys(takeApart(hybrid).header).filter((name) => name !== '__metadata__');

describe.each(TENSORS)('a model is refused because of its tensor %s', (name) => {
  function expectEntryRefused(
    change: (entry: Entry, dataBytes: number) => unknown,
    reason?: RegExp,
  ): void {
    const { header, data } = takeApart(hybrid);
    const entry = change(header[name], data.length);
    expectRefused(putTogether({ ...header, [name]: entry }, data), reason);
  }

  it('when it has another name, naming it', () => {
    const { text, data } = takeApart(hybrid);
    expectRefused(putTogether(text.replace(`"${name}":{`, '"other":{'), data), named(name));
  });

  it.each(Object.entries(ELEMENT_BYTES))(
    'when its type is %s and should be another, naming it',
    (dtype, bytes) => {
      const { header } = takeApart(hybrid);
      const [start, end] = header[name].data_offsets;
      const shape = [(end - start) / bytes];
      // As many elements as the bytes hold, so that nothing but the type is wrong.
      if (header[name].dtype !== dtype)
        expectEntryRefused((entry) => ({ ...entry, dtype, shape }), named(name));
    },
  );

  it.each(['F16', 'I32', 'u8', ''])('when its type is the unknown %j, naming it', (dtype) =>
    expectEntryRefused((entry) => ({ ...entry, dtype }), named(name)),
  );

  it('when it ends behind the file', () =>
    expectEntryRefused((entry, dataBytes) => ({
      ...entry,
      data_offsets: [entry.data_offsets[0], dataBytes + 8],
    })));

  it('when it begins behind the file', () =>
    expectEntryRefused((entry, dataBytes) => ({
      ...entry,
      shape: [8],
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

  it('when it has one entry more or less than the others allow', () => {
    for (const resize of [shorter, longer]) {
      const change = (tensors: Tensors) => ({ [name]: resize(tensors[name]) });
      const { header } = takeApart(hybrid);
      if (header[name].shape[0] > 0) expectRefused(withChanges(hybrid, change));
    }
  });
});

const shorter = (tensor: Tensor): Tensor => tensor.slice(0, -1);

function longer(tensor: Tensor): Tensor {
  const copy = new (tensor.constructor as new (length: number) => Tensor)(tensor.length + 1);
  copy.set(tensor);
  return copy;
}

describe('a model is refused because its container', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['text', 'films'],
    ['an entry without offsets', { dtype: 'U8', shape: [8] }],
    ['an entry without end', { dtype: 'U8', shape: [8], data_offsets: [0] }],
    ['an entry with offsets that are text', { dtype: 'U8', shape: [8], data_offsets: ['0', '8'] }],
    ['an entry with broken offsets', { dtype: 'U8', shape: [8], data_offsets: [0.5, 8.5] }],
  ])('has for a tensor %s', (_, entry) => {
    const { header, data } = takeApart(hybrid);
    expectRefused(putTogether({ ...header, 'films.masks': entry }, data), /films\.masks/u);
  });

  it('has bytes behind its last tensor: the format allows no holes', () => {
    const { header, data } = takeApart(hybrid);
    expectRefused(putTogether(header, Buffer.concat([data, Buffer.alloc(8)])), /8 bytes behind/u);
  });

  it('has a hole between its tensors', () => {
    const { header, data } = takeApart(hybrid);
    const others = Object.entries(header).filter(([name]) => name !== 'matrix.terms');
    expectRefused(putTogether(Object.fromEntries(others), data), /begins at byte/u);
  });

  it('has two tensors that overlap', () => {
    const { header, data } = takeApart(hybrid);
    const overlapping = { ...header['matrix.terms'], ...{ dtype: 'F32' } };
    const changed = { ...header, 'matrix.weights': overlapping };
    expectRefused(putTogether(changed, data), /matrix\.\w+" begins at byte/u);
  });

  it('has a tensor of numbers that does not begin where numbers can', () => {
    const { header, data } = takeApart(hybrid);
    const { __metadata__: metadata, ...entries } = header;
    const shifted = Object.entries(entries).map(([name, entry]) => {
      const [start, end] = entry.data_offsets;
      return [name, { ...entry, data_offsets: [start + 1, end + 1] }] as const;
    });
    const first = { dtype: 'U8', shape: [1], data_offsets: [0, 1] };
    const changed = { __metadata__: metadata, first, ...Object.fromEntries(shifted) };
    const moved = Buffer.concat([Buffer.alloc(1), data]);
    expectRefused(putTogether(changed, moved), /is not aligned/u);
  });
});

/** One number of a tensor is another one, and everything else fits. */
function withNumber(name: string, place: number, value: number): Uint8Array {
  return withChanges(hybrid, ({ [name]: tensor }) => {
    const changed = tensor.slice();
    changed[place < 0 ? changed.length + place : place] = value;
    return { [name]: changed };
  });
}

describe('a model is refused because of one number', () => {
  it.each<[string, number, number, string]>([
    ['matrix.starts', 0, 1, 'does not begin at 0'],
    ['matrix.starts', 1, 0xffffffff, 'falls'],
    ['matrix.starts', -1, 100_000, 'ends behind the entries'],
    ['matrix.terms', -1, 100_000, 'names a term that is not in the vocabulary'],
    ['matrix.terms', 1, 0, 'has a row that does not ascend'],
    ['matrix.weights', 0, NaN, 'has something that is not a number'],
    ['matrix.weights', 0, Infinity, 'has an infinite number'],
    ['matrix.weights', 0, -1, 'has a negative number'],
    ['neighbours.starts', 1, 0xffffffff, 'falls'],
    ['neighbours.starts', -1, 100_000, 'ends behind the entries'],
    ['neighbours.films', -1, 100_000, 'names a film that is not in the catalogue'],
    ['vocabulary.starts', 1, 0xffffffff, 'falls'],
    ['vocabulary.starts', -1, 100_000, 'ends behind the terms'],
    ['vocabulary.documentFrequencies', 0, 6, 'counts more films than there are'],
    ['vocabulary.terms.offsets', 1, 0xffffffff, 'falls'],
    ['films.title.bytes', 0, 0xff, 'is not UTF-8'],
    ['films.title.offsets', 0, 1, 'does not begin at 0'],
    ['films.title.offsets', 1, 1, 'cuts a character in two'],
    ['films.title.offsets', 1, 0, 'leaves no title'],
    ['films.genres.starts', 1, 0xffffffff, 'falls'],
    ['films.genres.ids', 0, 100_000, 'names no label'],
    ['films.language.ids', 1, 100_000, 'names no label'],
    ['films.year.values', 0, 1995.5, 'is not whole'],
    ['films.year.values', 0, 3000, 'lies too far ahead'],
    ['films.year.values', 0, NaN, 'is no number'],
    ['films.runtimeMinutes.values', 1, -1, 'is negative'],
    ['films.popularity.values', 0, -1, 'is negative'],
    ['films.popularity.values', 0, Infinity, 'is infinite'],
    ['films.id.numbers', 0, 1.5, 'is not whole'],
    ['films.id.numbers', 0, 2 ** 60, 'is not exact'],
    ['films.masks', 0, 0, 'has no id'],
    ['films.masks', 0, 1, 'has no title'],
  ])('%s[%d] = %d: it %s', (name, place, value) =>
    expectRefused(withNumber(name, place, value), named(name)),
  );

  it('because a film has more neighbours than stated', () => {
    const config = JSON.stringify({ ...hybrid.config, neighbours: 1 });
    const bytes = withChanges(
      hybrid,
      () => ({}),
      () => ({ config, neighbours: '1' }),
    );
    expectRefused(bytes, /neighbours\.starts": row \d is longer than 1/u);
  });
});

/** The bytes of a model whose films are others than it was fitted on, or in another order. */
const withFilms = (films: readonly Film[]): Uint8Array =>
  withChanges({ ...hybrid, films }, () => ({}));

describe('a model is refused because of its films', () => {
  it.each([0, 1, 2, 3])('those at %d and the next are swapped', (i) => {
    const swapped = [...hybrid.films];
    [swapped[i], swapped[i + 1]] = [swapped[i + 1], swapped[i]];
    expectRefused(withFilms(swapped), /films: \d does not come behind/u);
  });

  it.each([undefined, 0.5])(
    'one has the id of an earlier one, with popularity %d',
    (popularity) => {
      const [{ id }, second] = hybrid.films;
      const films = hybrid.films.with(1, { ...second, id, popularity });
      expectRefused(withFilms(films.toSorted(compareFilms)), /has the id of an earlier one/u);
    },
  );

  it.each(['7', 'null', '[]', '"x"', '{', ''])('a fact with parts is %j', (json) => {
    const texts = encodeTexts(hybrid.films.map(({ id }) => (id === 1 ? json : '')));
    const change = () => ({
      'films.externalIds.bytes': texts.bytes,
      'films.externalIds.offsets': texts.offsets,
    });
    expectRefused(withChanges(hybrid, change), /films\.externalIds\.bytes": no object at 1/u);
  });

  it('one has an empty label', () => {
    const change = () => ({
      'films.maturity.labels.bytes': new Uint8Array(0),
      'films.maturity.labels.offsets': Uint32Array.of(0, 0),
    });
    expectRefused(withChanges(hybrid, change), /films\.maturity\.labels\.offsets": no text at 0/u);
  });
});

describe('a model is not written when', () => {
  it.each<[string, Film, RegExp]>([
    ['an id is half a character', { id: '\ud800', title: 'x' }, /"\\ud800" has half a character/u],
    [
      'a film has a fact that there is no column for',
      { id: 1, title: 'x', rating: 8 } as Film,
      /the film 1 has the unknown fact "rating"/u,
    ],
  ])('%s', (_, film, reason) => {
    expect(() => takeApart({ ...hybrid, films: [film] })).toThrow(reason);
  });
});
