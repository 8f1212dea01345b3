import { readFileSync } from 'node:fs';
import { CatalogueError } from '../../errors.js';
import { SideFacts } from '../side-facts.js';
import { parseMappingFile } from './mapping-file.js';

const ID_AND_TITLE = 'id: id, title: title';
/** A mapping with one more rule, written in YAML. */
const mappingWith = (fact: string, rule: string) =>
  parseMappingFile(`films: { ${ID_AND_TITLE}, ${fact}: ${rule} }`, 'mine.yaml');
const readWith = (fact: string, rule: string, row: Readonly<Record<string, unknown>>) =>
  mappingWith(fact, rule).toFilm(row);

describe('a rule of a mapping file', () => {
  const crew = [
    { name: 'Ann', job: 'Director', of: { name: 'A1' } },
    { name: 'Bob', job: 'Writer' },
  ];

  it.each<[string, string, Readonly<Record<string, unknown>>, unknown]>([
    // Where the value comes from.
    ['tagline', 'slogan', { slogan: 'Row.' }, 'Row.'],
    ['tagline', '{ column: slogan }', { slogan: 'Row.' }, 'Row.'],
    ['tagline', 'info.slogan.0', { info: { slogan: ['Row.'] } }, 'Row.'],
    ['tagline', 'info.slogan', { 'info.slogan': 'Row.' }, 'Row.'],
    ['tagline', 'info.slogan', { info: 'Row.' }, undefined],
    ['tagline', 'info.length', { info: 'Row.' }, undefined],
    ['tagline', 'constructor', {}, undefined],
    ['tagline', 'info.toString', { info: {} }, undefined],
    ['tagline', '{ first: [a, b, c] }', { a: ' ', b: null, c: 'Row.', d: 'x' }, 'Row.'],
    ['tagline', '{ first: [a, b] }', { b: '', c: 'x' }, undefined],
    ['cast', '{ all: [a, b, c] }', { a: 'Al', b: '', c: 'Bo' }, ['Al', 'Bo']],
    ['cast', '{ all: [a, b] }', { a: '', b: null }, undefined],
    ['language', '{ constant: en }', {}, 'en'],
    ['genres', '{ constant: [Anime] }', {}, ['Anime']],
    // What is done with it.
    ['cast', '{ column: a, split: "|" }', { a: ' Al | Bo||' }, ['Al', 'Bo']],
    ['cast', '{ all: [a, b], split: "," }', { a: 'Al,Bo', b: 'Cy' }, ['Al', 'Bo', 'Cy']],
    ['genres', '{ column: g, json: true }', { g: '["A", "B"]' }, ['A', 'B']],
    ['genres', '{ column: g, json: true }', { g: `['A', "B's"]` }, ['A', "B's"]],
    ['genres', '{ column: g, json: true }', { g: ['A'] }, ['A']],
    ['cast', '{ column: c, each: name }', { c: crew }, ['Ann', 'Bob']],
    ['cast', '{ column: c, each: of.name }', { c: crew }, ['A1', crew[1]]],
    ['cast', '{ column: c, json: true, each: name }', { c: JSON.stringify(crew) }, ['Ann', 'Bob']],
    ['collection', '{ column: c, json: true, each: name }', { c: '{"name": "A"}' }, 'A'],
    ['directors', '{ column: c, where: { job: Director }, each: name }', { c: crew }, ['Ann']],
    ['directors', '{ column: c, where: { of.name: A1 }, each: name }', { c: crew }, ['Ann']],
    ['directors', '{ column: c, where: { job: Dancer }, each: name }', { c: crew }, []],
    ['cast', '{ column: c, where: { n: 1 }, each: name }', { c: [{ n: '1', name: 'A' }] }, ['A']],
    ['year', `{ column: y, pattern: '^(\\d{4})' }`, { y: '1999-03-30' }, 1999],
    ['year', `{ column: y, pattern: '^(\\d{4})' }`, { y: 19990330 }, 1999],
    ['year', `{ column: y, pattern: '^(\\d{4})' }`, { y: 'soon' }, 'soon'],
    ['cast', `{ column: c, pattern: '^[^(]+' }`, { c: ['Al (x)', 'Bo'] }, ['Al ', 'Bo']],
    ['language', '{ column: l, lowercase: true }', { l: 'EN' }, 'en'],
    [
      'genres',
      '{ column: g, split: "|", map: { SF: Science Fiction, IMAX: null } }',
      { g: 'SF|IMAX|War' },
      ['Science Fiction', 'War'],
    ],
    ['language', '{ column: l, lowercase: true, map: { us: en } }', { l: 'US' }, 'en'],
    ['maturity', '{ column: m, map: { 18: R } }', { m: 18 }, 'R'],
    ['maturity', '{ column: m, map: { 18: null } }', { m: '18' }, undefined],
    ['tagline', '{ column: t, map: { constructor: x } }', { t: 'toString' }, 'toString'],
    ['tagline', '{ column: t, as: text }', { t: 300 }, '300'],
    ['tagline', 't', { t: 300 }, 300],
    ['popularity', '{ column: p, as: integer }', { p: '7.0' }, 7],
    ['popularity', '{ column: p, as: integer }', { p: '7.5' }, '7.5'],
    ['popularity', 'p', { p: '0.5' }, 0.5],
    ['runtimeMinutes', 'r', { r: '91' }, 91],
    ['runtimeMinutes', 'r', { r: '91 min' }, '91 min'],
    ['genres', 'g', { g: 'A|B' }, 'A|B'],
    ['tagline', 't', { t: '1999' }, '1999'],
    ['tagline', 't', { t: ' ' }, undefined],
  ])('for %s: %s reads %j as %j', (fact, rule, row, value) => {
    const { film, faults } = readWith(fact, rule, row);
    expect(film[fact]).toEqual(value);
    expect(faults).toEqual([]);
  });

  it.each([
    ['id', '7', 7],
    ['id', '007', '007'],
    ['id', 7, 7],
    ['{ column: id, as: text }', '7', '7'],
    ['{ column: id, as: integer }', '007', 7],
  ])('for the id: %s reads %j as %j', (rule, id, value) => {
    const mapping = parseMappingFile(`films: { id: ${rule}, title: title }`, 'mine.yaml');
    expect(mapping.toFilm({ id }).film.id).toBe(value);
    expect(mapping.key({ id })).toBe(String(Number(id)));
  });

  it('for external ids puts them together', () => {
    const mapping = mappingWith('externalIds.tmdb', 't, externalIds.imdb: i');
    expect(mapping.toFilm({ t: '862', i: 'tt0114709' }).film).toEqual({
      externalIds: { tmdb: 862, imdb: 'tt0114709' },
    });
  });

  it('drops what should be JSON and is not, because it would pass for a label', () => {
    const { film, faults } = readWith('genres', '{ column: g, json: true }', { g: '["A", "B' });
    expect(film).toEqual({});
    expect(faults).toEqual([
      expect.objectContaining({ field: 'genres', reason: 'not JSON', action: 'dropped' }),
    ]);
  });
});

describe('a mapping file', () => {
  it('is YAML or JSON', () => {
    const yaml = 'name: films of ours\nfilms:\n  id: film_id\n  title: name\n';
    const json = '{"name": "films of ours", "films": {"id": "film_id", "title": "name"}}';
    for (const text of [yaml, json])
      expect(parseMappingFile(text, 'x').toFilm({ film_id: '1', name: 'Heat' })).toEqual({
        film: { id: 1, title: 'Heat' },
        faults: [],
      });
  });

  it('names its mapping, or its own name does', () => {
    expect(mappingWith('year', 'y').name).toBe('mine');
    expect(parseMappingFile('{name: a, films: {id: i, title: t}}', 'dir/b.json').name).toBe('a');
  });

  it('uses the columns that its rules read, and needs those of id and title', () => {
    const mapping = mappingWith('year', '{ first: [y, info.year] }');
    expect([...mapping.columns].sort()).toEqual(['id', 'info', 'info.year', 'title', 'y']);
    expect(mapping.required).toEqual(['id', 'title']);
    const either = parseMappingFile('films: { id: i, title: { first: [a, b] } }', 'x.yaml');
    expect(either.required).toEqual(['i']);
  });

  it.each([
    ['films: { id: id, titel: t }', 'films.titel: not a fact of a film; did you mean title?'],
    ['films: { id: id, titel: t }', 'films.title: expected the name of a column, or a rule'],
    [
      `films: { ${ID_AND_TITLE}, plot: p }`,
      'films.plot: not a fact of a film; did you mean description?',
    ],
    [
      `films: { ${ID_AND_TITLE}, zzzz: p }`,
      'films.zzzz: not a fact of a film; expected id, title,',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: 7 }`,
      'films.year: expected the name of a column, or a rule such as { column: genres, split: "|" }, not 7',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: { colum: y } }`,
      'films.year.colum: not a part of a rule; did you mean column?',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: {} }`,
      'films.year: expected exactly one of column, first, all, constant',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: { column: a, first: [b] } }`,
      'films.year: expected exactly one of',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: { column: a, as: date } }`,
      'films.year.as: expected text, number or integer, not "date"',
    ],
    [`films: { ${ID_AND_TITLE}, year: { column: a, json: no } }`, 'films.year.json: expected true'],
    [
      `films: { ${ID_AND_TITLE}, year: { first: [] } }`,
      'films.year.first: expected at least one column',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: { first: a } }`,
      'films.year.first: expected a list of columns, not "a"',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: { column: a, pattern: "(a+)+" } }`,
      'films.year.pattern: a repetition',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: { column: a, pattern: "(" } }`,
      'films.year.pattern: Invalid regular expression',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: { column: a, map: [b] } }`,
      'films.year.map: expected values by what they replace',
    ],
    [
      `films: { ${ID_AND_TITLE}, year: { column: a, map: { b: [c] } } }`,
      'films.year.map.b: expected a text',
    ],
    [
      `films: { ${ID_AND_TITLE} }\nwiht: {}`,
      'wiht: not a part of a mapping file; did you mean with?',
    ],
    [
      `films: { ${ID_AND_TITLE} }\nwith: { c.csv: { facts: {} } }`,
      'with.c.csv.key: expected the name of a column, but there is nothing',
    ],
    [
      `films: { ${ID_AND_TITLE} }\nwith: { c.csv: { key: a, fact: {} } }`,
      'with.c.csv.fact: not a part of a side table; did you mean facts?',
    ],
    [
      `films: { ${ID_AND_TITLE} }\nwith: { c.csv: { key: a, facts: { casts: b } } }`,
      'with.c.csv.facts.casts: not a fact of a film; did you mean cast?',
    ],
    [
      `films: { ${ID_AND_TITLE} }\nwith: { c.csv: { key: a, facts: { id: b } } }`,
      'with.c.csv.facts.id: not a fact',
    ],
    [
      `films: { ${ID_AND_TITLE} }\nwith: { c.csv: { key: a, facts: { cast: { colum: b } } } }`,
      'with.c.csv.facts.cast.colum: not a part of a rule; did you mean column?',
    ],
    [
      `films: { ${ID_AND_TITLE} }\nwith: { ../c.csv: { key: a, facts: {} } }`,
      'with.../c.csv: expected the name of a file beside the films',
    ],
    ['', 'expected "films:" with rules by the facts that they are for, not null'],
    ['- a', 'expected "films:"'],
    ['films: [a]', 'films: expected rules by facts, not ["a"]'],
    ['films: { id: x', 'neither YAML nor JSON'],
    ['{"films": ', 'neither YAML nor JSON'],
    ['a: 1\na: 2', 'Map keys must be unique'],
    ['films: *x', 'neither YAML nor JSON'],
  ])('that says %j is refused: %s', (text, reason) => {
    const parse = () => parseMappingFile(text, 'mine.yaml');
    expect(parse).toThrow(CatalogueError);
    expect(parse).toThrow(reason);
    expect(parse).toThrow(/^mine\.yaml is n/u);
  });

  it('that nests without end is refused, too', () => {
    const parse = () => parseMappingFile('['.repeat(20_000), 'mine.yaml');
    expect(parse).toThrow(CatalogueError);
  });

  it('is told all that is wrong with it at once', () => {
    const text = 'films: { id: 7, titel: t, year: { column: y, as: x } }';
    expect(() => parseMappingFile(text, 'mine.yaml')).toThrow(
      /films\.id.*\n.*films\.title.*\n.*films\.year\.as.*\n.*films\.titel/u,
    );
  });
});

it('is what the documentation shows', () => {
  const page = readFileSync('docs/mappings.md', 'utf8');
  const [, example] = /```yaml\n(.*?)```/su.exec(page) ?? [];
  const mapping = parseMappingFile(example, 'warehouse.yaml');
  const [labels] = mapping.sideTables;
  const label = { film_id: '7', kind: 'keyword', label: 'heist' };
  const beside = labels.facts(labels.gather(label, undefined).held);
  const row = {
    film_id: '7',
    title_en: '',
    title: 'Heat',
    released: '1995-12-15',
    texts: { plot: 'A thief.' },
    categories: 'SF|IMAX|Crime',
    people: '[{"name": "Ann", "job": "Director"}, {"name": "Bob", "job": "Writer"}]',
    actor_1: 'Al',
    actor_2: 'Bo',
    actor_3: '',
    lang: 'EN',
    imdb_id: 'tt0113277',
  };
  expect(mapping.toFilm(row, beside)).toEqual({
    film: {
      id: 7,
      title: 'Heat',
      originalTitle: 'Heat',
      year: 1995,
      description: 'A thief.',
      genres: ['Science Fiction', 'Crime'],
      directors: ['Ann'],
      cast: ['Al', 'Bo'],
      language: 'en',
      textLanguage: 'en',
      keywords: ['heist'],
      externalIds: { imdb: 'tt0113277' },
    },
    faults: [],
  });
});

describe('a side table of a mapping file', () => {
  const mapping = parseMappingFile(
    `
films: { id: film_id, title: name }
with:
  crew.csv:
    key: film
    where: { job: Director }
    facts:
      directors: { all: [person] }
      tagline: note
`,
    'mine.yaml',
  );
  const [table] = mapping.sideTables;
  const gathered = (...rows: readonly Readonly<Record<string, unknown>>[]) => {
    const facts = new SideFacts(table);
    rows.forEach((fields, i) => facts.take({ line: i + 2, fields }));
    return facts;
  };

  it('has its name from its file, and the columns that it reads', () => {
    expect(table).toMatchObject({ name: 'crew', fileNames: ['crew.csv'] });
    expect(table.required).toEqual(['film', 'job', 'note']);
    expect([...table.columns].sort()).toEqual(['film', 'job', 'note', 'person']);
  });

  it('joins the lists of a film’s rows, without repetitions, and takes the first of other facts', () => {
    const facts = gathered(
      { film: '1', job: 'Director', person: 'Ann', note: '' },
      { film: '1', job: 'Writer', person: 'Bob', note: 'w' },
      { film: '2', job: 'Director', person: 'Cy', note: 'x' },
      { film: '1', job: 'Director', person: 'Dee', note: 'y' },
      { film: '1', job: 'Director', person: 'Ann', note: 'z' },
    );
    expect(facts.of('1')).toEqual({ directors: ['Ann', 'Dee'], tagline: 'y' });
    expect(mapping.toFilm({ film_id: 1, name: 'Heat' }, facts.of('1')).film).toEqual({
      id: 1,
      title: 'Heat',
      directors: ['Ann', 'Dee'],
      tagline: 'y',
    });
  });

  it('holds no more entries of a list than a film may have', () => {
    const rows = Array.from({ length: 700 }, (_, i) => ({
      film: 1,
      job: 'Director',
      person: `p${i}`,
    }));
    expect(gathered(...rows).of('1').directors).toHaveLength(500);
  });

  it('is joined by what the rules make of the id', () => {
    const text = `films: { id: { column: url, pattern: '(\\d+)$' }, title: t }`;
    expect(parseMappingFile(text, 'x.yaml').key({ url: 'film/7' })).toBe('7');
  });
});
