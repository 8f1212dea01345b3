import { mendFilm } from './mend-film.js';

const mended = (field: string, value: unknown) => {
  const { film, findings } = mendFilm({ id: 1, title: 'Heat', [field]: value });
  return [film[field], findings.map(({ kind, action }) => `${kind} ${action}`)];
};

describe('mendFilm', () => {
  it('leaves a film of which nothing is wrong as it is', () => {
    const film = {
      id: 'tt0113277',
      title: 'Unknown',
      originalTitle: '',
      year: 1995,
      description: 'A thief — and a policeman.\n\nBoth alone.',
      genres: ['Crime'],
      cast: ['Al Pacino'],
      language: 'en',
      runtimeMinutes: 170,
      externalIds: { tmdb: 949 },
      rating: '8 &amp; more',
    };
    expect(mendFilm(film)).toEqual({ film, findings: [] });
  });

  it.each([
    ['title', 'AmÃ©lie', 'Amélie', ['mojibake repaired']],
    ['description', 'Tom &amp; Jerry', 'Tom & Jerry', ['html repaired']],
    ['genres', ['Crime', 'Sci&amp;Fi'], ['Crime', 'Sci&Fi'], ['html repaired']],
    ['genres', 'Crime|Drama', ['Crime', 'Drama'], ['wrong-type repaired']],
    ['cast', 'Al Pacino', ['Al Pacino'], ['wrong-type repaired']],
    ['year', '1995', 1995, ['wrong-type repaired']],
    ['year', '1995-12-15', 1995, ['wrong-type repaired']],
    ['runtimeMinutes', '170 min', 170, ['wrong-type repaired']],
    ['runtimeMinutes', '2h 50m', 170, ['wrong-type repaired']],
    ['popularity', '3.5', 3.5, ['wrong-type repaired']],
    ['language', 'EN', 'en', ['unknown-language repaired']],
    ['language', 'eng', 'en', ['unknown-language repaired']],
    ['language', 'en-US', 'en', ['unknown-language repaired']],
    ['language', 'German', 'de', ['unknown-language repaired']],
    ['language', 'cn', 'zh', ['unknown-language repaired']],
    ['language', 'iw', 'he', ['unknown-language repaired']],
    ['language', 'tl', 'tl', []],
    ['textLanguage', 'por', 'pt', ['unknown-language repaired']],
  ])('puts right %s %j', (field, value, expected, findings) => {
    expect(mended(field, value)).toEqual([expected, findings]);
  });

  it.each([
    ['id', 'null', ['placeholder dropped']],
    ['title', 'N/A', ['placeholder dropped']],
    ['title', 'null', ['placeholder dropped']],
    ['year', 'unknown', ['placeholder dropped']],
    ['runtimeMinutes', '-', ['placeholder dropped']],
    ['description', 'No overview found.', ['placeholder dropped']],
    ['description', 'N/A', ['placeholder dropped']],
    ['description', 'TBD', ['placeholder dropped']],
    ['maturity', 'Unknown', ['placeholder dropped']],
    ['language', 'xx', ['unknown-language dropped']],
    ['language', 'qq', ['unknown-language dropped']],
    ['language', 'Klingonese', ['unknown-language dropped']],
    ['language', 'N/A', ['placeholder dropped']],
  ])('drops %s %j', (field, value, findings) => {
    expect(mended(field, value)).toEqual([undefined, findings]);
  });

  it.each([
    'No overview found.',
    'No overview found',
    'No description available.',
    'No plot is available yet.',
    'There is no synopsis available.',
    "We don't have an overview translated in English. Help us expand our database by adding one.",
    'Plot unknown.',
    'Overview not available',
    'Coming soon...',
    'Lorem ipsum dolor sit amet',
    'none',
    '???',
    'Sin descripción.',
    'Sinopsis no disponible',
    'Sem descrição',
    'Aucun résumé disponible',
    'Keine Beschreibung vorhanden.',
    'Kein Überblick',
    'Nessuna trama disponibile',
    'Нет описания',
    'Belum ada deskripsi',
    'Deskripsi tidak tersedia',
    '暂无简介',
    'あらすじなし',
    '줄거리 없음',
  ])('takes "%s" for no description', (description) => {
    expect(mended('description', description)).toEqual([undefined, ['placeholder dropped']]);
  });

  it.each([
    'No country for old men.',
    'Unknown soldiers return.',
    'None of them came back.',
    'No plot was ever found against the king, but he burned the town.',
    'Coming soon after the war, a family moves.',
    'Sin city.',
  ])('takes "%s" for a description', (description) => {
    expect(mended('description', description)).toEqual([description, []]);
  });

  it.each(['Unknown', 'None', 'TBA', '?', '...', 'Missing', 'Null Island'])(
    'takes "%s" for a title: films are called so',
    (title) => {
      expect(mended('title', title)).toEqual([title, []]);
    },
  );

  it('drops the placeholders of a list under their place and keeps the others', () => {
    const { film, findings } = mendFilm({ genres: ['Crime', 'N/A', 'Drama', 7] });
    expect(film).toEqual({ genres: ['Crime', 'Drama', 7] });
    expect(findings).toEqual([
      {
        kind: 'placeholder',
        field: 'genres.1',
        value: '"N/A"',
        reason: 'stands for nothing that is known',
        action: 'dropped',
      },
    ]);
  });

  it('keeps keywords that say what a film is about, and drops those that say nothing', () => {
    const keywords = ['missing', 'unknown', 'null', 'N/A'];
    expect(mended('keywords', keywords)).toEqual([
      ['missing', 'unknown'],
      ['placeholder dropped', 'placeholder dropped'],
    ]);
  });

  it('notes a character that was lost before the text came here', () => {
    expect(mended('title', 'Am\ufffdlie')).toEqual(['Am\ufffdlie', ['encoding noted']]);
  });

  it.each([
    ['year', 1995.5],
    ['year', 'MCMXCV'],
    ['genres', { name: 'Crime' }],
    ['description', 7],
    ['language', 7],
    ['title', null],
  ])('leaves a wrong %s (%j) to validation', (field, value) => {
    expect(mended(field, value)).toEqual([value, []]);
  });

  it('is not led astray by a field called __proto__', () => {
    const candidate = JSON.parse('{"id":1,"__proto__":{"title":"Heat"}}') as Record<
      string,
      unknown
    >;
    expect(mendFilm(candidate).film.title).toBeUndefined();
  });
});
