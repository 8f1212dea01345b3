import { fit, type Model, PRESETS } from '#engine';
import { bytesOf, type Header, putTogether, sha256, takeApart } from '../testing/bytes.js';
import { FILMS, hybrid, partsOf } from '../testing/films.js';
import { decodeArtifact } from './artifact.js';

const BYTES: Readonly<Record<string, number>> = { U8: 1, U32: 4, F32: 4, F64: 8 };

/** Numbers read with nothing but the header and the description of the format. */
function numbersOf({ header, data }: { header: Header; data: Buffer }, name: string): number[] {
  const { dtype, data_offsets: offsets } = header[name];
  const read = { U8: 'readUInt8', U32: 'readUInt32LE', F32: 'readFloatLE', F64: 'readDoubleLE' };
  const numbers: number[] = [];
  for (let at = offsets[0]; at < offsets[1]; at += BYTES[dtype])
    numbers.push(data[read[dtype as keyof typeof read] as 'readUInt8'](at));
  return numbers;
}

function textsOf(file: { header: Header; data: Buffer }, name: string): string[] {
  const offsets = numbersOf(file, `${name}.offsets`);
  const bytes = file.data.subarray(...file.header[`${name}.bytes`].data_offsets);
  return offsets.slice(1).map((end, i) => bytes.subarray(offsets[i], end).toString('utf8'));
}

describe('the layout of a model file', () => {
  it.each([
    ['five films', FILMS],
    ['one film', FILMS.slice(0, 1)],
    ['four films', FILMS.slice(1)],
    ['no film', []],
  ])('is what any safetensors library reads (%s)', (_, films) => {
    const { bytes, headerBytes, text, header, data } = takeApart(fit(films, PRESETS.hybrid));
    expect(text.startsWith('{')).toBe(true);
    expect(headerBytes % 8).toBe(0);
    const { __metadata__: metadata, ...entries } = header;
    for (const value of Object.values(metadata)) expect(typeof value).toBe('string');

    let end = 0;
    for (const { dtype, shape, data_offsets: offsets } of Object.values(entries)) {
      expect(offsets[0]).toBe(end);
      expect(offsets[1] - offsets[0]).toBe(BYTES[dtype] * shape.reduce((a, b) => a * b, 1));
      expect((8 + headerBytes + offsets[0]) % BYTES[dtype]).toBe(0);
      end = offsets[1];
    }
    expect(end).toBe(data.length);
    expect(bytes.length).toBe(8 + headerBytes + end);
  });

  it('states counts, the order of blocks and facts, and the sha256 of all behind the header', () => {
    const { header, data } = takeApart(hybrid);
    expect(header.__metadata__).toMatchObject({
      format: 'movie-recommender',
      formatVersion: '1',
      films: '5',
      terms: String(hybrid.vocabulary.size),
      neighbours: '50',
      dataSha256: sha256(data),
    });
    expect(JSON.parse(header.__metadata__.config)).toEqual(hybrid.config);
  });

  it('holds the numbers of the model as little endian values at their offsets', () => {
    const file = takeApart(hybrid);
    expect(numbersOf(file, 'matrix.weights')).toEqual([...hybrid.matrix.weights]);
    expect(numbersOf(file, 'neighbours.films')).toEqual([...hybrid.neighbours.films]);
    expect(numbersOf(file, 'vocabulary.starts')).toEqual([...hybrid.vocabulary.starts]);
  });

  it('holds the vocabulary as texts', () => {
    const file = takeApart(hybrid);
    expect(textsOf(file, 'vocabulary.terms')).toEqual(hybrid.vocabulary.terms);
    expect(textsOf(file, 'vocabulary.surfaces')).toEqual(hybrid.vocabulary.surfaces);
  });

  it('holds the films as columns, with a mask that tells which facts each has', () => {
    const file = takeApart(hybrid);
    const { films } = hybrid;
    const facts = JSON.parse(file.header.__metadata__.facts) as string[];
    const masks = numbersOf(file, 'films.masks');
    const named = masks.map((mask) => facts.filter((_, i) => (mask & (2 ** i)) !== 0));
    expect(named).toEqual(
      films.map((film) => facts.filter((name) => Object.keys(film).includes(name))),
    );

    expect(textsOf(file, 'films.title')).toEqual(films.map(({ title }) => title));
    expect(numbersOf(file, 'films.year.values')).toEqual(films.map(({ year = 0 }) => year));
    const numbers = numbersOf(file, 'films.id.numbers');
    expect(textsOf(file, 'films.id.texts').map((id, i) => (id === '' ? numbers[i] : id))).toEqual(
      films.map(({ id }) => id),
    );
    const labels = textsOf(file, 'films.genres.labels');
    const ids = numbersOf(file, 'films.genres.ids').map((id) => labels[id]);
    const starts = numbersOf(file, 'films.genres.starts');
    expect(starts.slice(1).map((end, i) => ids.slice(starts[i], end))).toEqual(
      films.map(({ genres = [] }) => genres),
    );
    const languages = textsOf(file, 'films.language.labels');
    const spoken = numbersOf(file, 'films.language.ids').map((id) => languages[id]);
    films.forEach(({ language }, i) => language && expect(spoken[i]).toBe(language));
  });

  it('states the sha256 of the films as JSON Lines', () => {
    const lines = hybrid.films.map((film) => `${JSON.stringify(film)}\n`);
    const { catalogueSha256 } = takeApart(hybrid).header.__metadata__;
    expect(catalogueSha256).toBe(sha256(Buffer.from(lines.join(''))));
  });

  it('is read when another tool wrote it: other key order, other spacing, more metadata', () => {
    const { header, data } = takeApart(hybrid);
    const { __metadata__: metadata, ...entries } = header;
    const reordered = Object.fromEntries(Object.entries(entries).reverse());
    const text = JSON.stringify(
      { ...reordered, __metadata__: { ...metadata, note: 'x' } },
      null,
      1,
    );
    expect(partsOf(decoded(putTogether(text, data)))).toStrictEqual(partsOf(hybrid));
  });

  it('does not depend on the order in which the configuration names its settings', () => {
    const { blocks, ...settings } = hybrid.config;
    const turned = Object.fromEntries(Object.entries({ ...settings, blocks }).reverse());
    const model = { ...hybrid, config: turned as unknown as Model['config'] };
    expect(bytesOf(model)).toEqual(bytesOf(hybrid));
  });
});

const decoded = (bytes: Uint8Array): Model =>
  decodeArtifact({ buffer: bytes, digest: sha256(bytes) }).model;
