import { type EngineConfig, PRESETS } from '../config.js';
import type { Film } from '../film.js';
import { fit } from '../fit.js';
import { Recommender } from '../recommender.js';
import { aConfig, aFilm } from '../testing/film-builder.js';
import { STORIES } from './testing/stories.js';

/** Each story told by two films; by default each film says what language its texts are in. */
function filmsOf(languageOf: (language: string) => string | undefined = (language) => language) {
  return STORIES.flatMap(({ language, name, tellings }) =>
    tellings.map((description, i) =>
      aFilm(`${language} ${name} ${i}`, { description, textLanguage: languageOf(language) }),
    ),
  );
}

const recommenderOf = (films: readonly Film[], config: EngineConfig = PRESETS.hybrid) =>
  new Recommender(fit(films, config));

/** The films nearest to a film, by id, and what the first has in common with it. */
function nearestTo(recommender: Recommender, id: Film['id']) {
  const film = recommender.indexOf(id) ?? NaN;
  const { films, scores, query } = recommender.recommend({ seeds: [{ film }], limit: 40 });
  const { reasons } = recommender.explain(query, films[0], 30);
  return {
    ids: Array.from(films, (one) => recommender.model.films[one].id),
    scores: [...scores],
    words: reasons.map(({ term }) => term),
  };
}

/** How much nearer the other telling of the war is than a robbery told in the same language, 0–1. */
function contrast(recommender: Recommender, language: string): number {
  const { ids, scores } = nearestTo(recommender, `${language} war 0`);
  const scoreOf = (id: string): number => scores[ids.indexOf(id)] ?? 0;
  const other = Math.max(scoreOf(`${language} robbery 0`), scoreOf(`${language} robbery 1`));
  return 1 - other / scoreOf(`${language} war 1`);
}

const idsFor = (recommender: Recommender, text: string, limit: number) =>
  Array.from(
    recommender.recommend({ text, limit }).films,
    (film) => recommender.model.films[film].id,
  );

describe('a catalogue in ten languages', () => {
  const mixed = recommenderOf(filmsOf());
  const stories = STORIES.map(({ language, name }) => [language, name] as const);

  it.each(stories)('%s: the two films of the %s are nearest to each other', (language, name) => {
    expect(nearestTo(mixed, `${language} ${name} 0`).ids[0]).toBe(`${language} ${name} 1`);
    expect(nearestTo(mixed, `${language} ${name} 1`).ids[0]).toBe(`${language} ${name} 0`);
  });

  it.each([
    ['en', 'brother girl horse mountain refugee winter'],
    ['es', 'caballo hermano montaña muchacho niña soldado'],
    ['fr', 'cheval frère garçon hiver montagne réfugié'],
    ['de', 'bruder dorf flüchtling mädchen pferd winter'],
    ['pt', 'cavalo exército inverno irmão menina montanha'],
    ['ru', 'армия беженец война девочка зима лошади'],
    ['id', 'anak desa gadis gunung kuda pengungsi'],
    ['ko', '겨울 군대 소녀 소년 오빠 전쟁'],
    ['ja', '兄 兵士 冬 少女 少年 戦争'],
    ['zh', '军队 冬天 哥哥 士兵 失踪 男孩'],
  ])('%s: says why in words that people read, accents and all: %s', (language, words) => {
    const shown = nearestTo(mixed, `${language} war 0`).words;
    expect(shown).toEqual(expect.arrayContaining(words.split(' ')));
  });

  it.each(['es', 'fr', 'de', 'pt', 'ru', 'id', 'ko', 'ja', 'zh'])(
    '%s: reads each film by its own language, not by that of the catalogue',
    (language) => {
      const foreign = recommenderOf(filmsOf(() => undefined));
      expect(contrast(mixed, language)).toBeGreaterThan(contrast(foreign, language));
    },
  );

  it.each(['es', 'ru', 'ja'])(
    'reads a film that names no language in that of the catalogue: %s',
    (language) => {
      const config = { ...PRESETS.hybrid, textLanguage: language };
      const implied = fit(
        filmsOf((own) => (own === language ? undefined : own)),
        config,
      );
      const named = fit(filmsOf(), config);
      expect(implied.matrix).toEqual(named.matrix);
      expect(implied.vocabulary).toEqual(named.vocabulary);
      const other = fit(
        filmsOf((own) => (own === language ? undefined : own)),
        PRESETS.hybrid,
      );
      expect(other.vocabulary).not.toEqual(named.vocabulary);
    },
  );

  it.each([
    ['ko', '전쟁에서 사라진 소녀들의 오빠'],
    ['ja', '戦争で消えた少年を探している少女'],
    ['zh', '战争里失踪的男孩和女孩们'],
  ])('%s: finds the films of a wish whose script says its language: %s', (language, wish) => {
    // The catalogue's own language is English.
    const found = idsFor(mixed, wish, 2);
    expect(found.sort()).toEqual([`${language} war 0`, `${language} war 1`]);
  });

  it('finds the films of a wish in the language of the catalogue, in any form of its words', () => {
    const spanish = recommenderOf(filmsOf(), { ...PRESETS.hybrid, textLanguage: 'es' });
    expect(idsFor(spanish, 'las niñas y los soldados en el invierno', 2).sort()).toEqual([
      'es war 0',
      'es war 1',
    ]);
  });
});

it('takes a word that two languages spell alike, and stem alike, for one', () => {
  const films = [
    aFilm(1, { title: 'Paris', textLanguage: 'es' }),
    aFilm(2, { title: 'Paris', textLanguage: 'id' }),
    aFilm(3, { title: 'Tokyo', textLanguage: 'en' }),
  ];
  const recommender = recommenderOf(films, aConfig({ text: 1 }));
  expect(nearestTo(recommender, 1).ids).toEqual([2]);
});
