import { filmSchema } from '#contracts';
import { ownMapping } from './own.js';

describe("the mapping of the project's own format", () => {
  it('states the facts of a film exactly as the row has them, wrong ones for validation to name', () => {
    const fields = { id: 1, title: 'Heat', year: '1995', genres: null };
    expect(ownMapping.toFilm(fields)).toStrictEqual({ film: fields });
  });

  it('leaves out what is no fact of a film, whatever it is called', () => {
    const fields = JSON.parse(
      '{"id":1,"rating":8,"__proto__":{"year":1995},"toString":1}',
    ) as object;
    expect(ownMapping.toFilm({ ...fields }).film).toStrictEqual({ id: 1 });
  });

  it('hands out a copy, so that a repair does not change the row', () => {
    const fields = { id: 1, title: 'Heat' };
    ownMapping.toFilm(fields).film.title = 'Ran';
    expect(fields.title).toBe('Heat');
  });

  it('uses every field that the schema of a film has, and asks only for id and title', () => {
    expect([...ownMapping.columns].sort()).toEqual(Object.keys(filmSchema.shape).sort());
    expect([...ownMapping.required].sort()).toEqual(['id', 'title']);
  });
});
