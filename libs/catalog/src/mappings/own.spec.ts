import { filmSchema } from '#contracts';
import { ownMapping } from './own.js';

describe("the mapping of the project's own format", () => {
  it('states a film exactly as the row has it, unknown fields too, for validation to name', () => {
    const fields = { id: 1, title: 'Heat', year: '1995', rating: 8.3 };
    expect(ownMapping.toFilm(fields)).toStrictEqual(fields);
  });

  it('hands out a copy, so that a repair does not change the row', () => {
    const fields = { id: 1, title: 'Heat' };
    ownMapping.toFilm(fields).title = 'Ran';
    expect(fields.title).toBe('Heat');
  });

  it('uses every field that the schema of a film has, and asks only for id and title', () => {
    expect([...ownMapping.columns].sort()).toEqual(Object.keys(filmSchema.shape).sort());
    expect([...ownMapping.required].sort()).toEqual(['id', 'title']);
  });
});
