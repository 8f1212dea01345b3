import { inspect } from 'node:util';
import fc from 'fast-check';
import { compareFilms, type Film } from '#engine';
import { TensorReader } from '../artifact/tensor-reader.js';
import { catalogues, FILMS } from '../testing/films.js';
import { decodeFilms, encodeFilms } from './film-tensors.js';

/** Films as they are after they were written and read. */
function throughTensors(films: readonly Film[]): readonly Film[] {
  const { facts, tensors } = encodeFilms(films);
  return decodeFilms(new TensorReader(tensors), facts, films.length);
}

const ordered = FILMS.toSorted(compareFilms);
const viewed = throughTensors(ordered);
const [spirited, heat] = viewed;

describe('films that view a model', () => {
  it('are equal to those that were written, whatever these have', () =>
    fc.assert(
      fc.property(catalogues, (films) => {
        const inOrder = films.toSorted(compareFilms);
        expect(throughTensors(inOrder)).toStrictEqual(inOrder);
      }),
      { seed: 30, numRuns: 300 },
    ));

  it('have the same JSON', () => {
    expect(JSON.stringify(viewed)).toBe(JSON.stringify(ordered));
  });

  it('can be spread, taken apart and looked into like any object', () => {
    expect({ ...heat }).toStrictEqual(ordered[1]);
    expect(Object.keys(heat)).toEqual(Object.keys(ordered[1]));
    expect(Object.entries(spirited)).toEqual(Object.entries(ordered[0]));
    const { title, year, description } = spirited;
    expect([title, year, description]).toEqual([ordered[0].title, 2001, undefined]);
    expect('year' in spirited).toBe(true);
    expect('description' in spirited).toBe(false);
    expect(Object.hasOwn(spirited, 'cast')).toBe(false);
    expect(Object.getPrototypeOf(heat)).toBe(Object.prototype);
    expect(inspect(heat)).toBe(inspect(ordered[1]));
  });

  it('know no facts by the names of what all objects have', () => {
    expect(heat).not.toHaveProperty('masks');
    expect(Object.prototype.toString.call(heat)).toBe('[object Object]');
    expect(heat).not.toHaveProperty('toJSON');
  });

  it.each<[string, (film: Film) => unknown]>([
    ['set', (film) => Object.assign(film, { title: 'x' })],
    ['added to', (film) => Object.assign(film, { rating: 1 })],
    ['deleted from', (film) => Reflect.deleteProperty(film, 'title') || fail()],
    ['defined on', (film) => Object.defineProperty(film, 'title', { value: 'x' })],
    ['given a prototype', (film) => Object.setPrototypeOf(film, null) as unknown],
    ['frozen', (film) => Object.freeze(film)],
  ])('cannot be %s', (_, change) => {
    expect(() => change(heat)).toThrow();
    expect(heat).toStrictEqual(ordered[1]);
  });

  it('give a list of their own every time: who sorts one changes no model', () => {
    (heat.genres as string[]).reverse();
    expect(heat.genres).toEqual(['Crime', 'Drama']);
  });

  it('turn half a character into the sign for one that is missing', () => {
    const [film] = throughTensors([{ id: 1, title: 'a\ud83d', keywords: ['\ude00b'] }]);
    expect(film).toEqual({ id: 1, title: 'a\ufffd', keywords: ['\ufffdb'] });
  });
});

describe('columns of another program', () => {
  it('may have facts that this one does not know', () => {
    const { facts, tensors } = encodeFilms(ordered);
    const masks = (tensors.masks as Uint32Array).map((mask) => mask | (2 ** facts.length));
    const reader = new TensorReader({ ...tensors, masks, 'mood.values': Float64Array.of(1) });
    expect(decodeFilms(reader, [...facts, 'mood'], ordered.length)).toStrictEqual(ordered);
  });

  it('may lack facts that this one knows', () => {
    const { facts, tensors } = encodeFilms([{ id: 1, title: 'Heat' }]);
    const { 'id.numbers': numbers, 'id.texts.bytes': bytes, 'id.texts.offsets': offsets } = tensors;
    const { 'title.bytes': title, 'title.offsets': ends } = tensors;
    const reader = new TensorReader({
      masks: Uint32Array.of(3),
      'id.numbers': numbers,
      'id.texts.bytes': bytes,
      'id.texts.offsets': offsets,
      'title.bytes': title,
      'title.offsets': ends,
    });
    expect(decodeFilms(reader, facts.slice(0, 2), 1)).toStrictEqual([{ id: 1, title: 'Heat' }]);
  });
});

function fail(): never {
  throw new Error('was not changed');
}
