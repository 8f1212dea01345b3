import fc from 'fast-check';
import { type CatalogueFilm, filmSchema } from '#contracts';

const unit = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('|', '[', ']', '"', "'", ',', '\n', '\r', ' ', '7', '\t'),
  },
);
const text = fc.string({ unit });
const label = fc.string({ unit, minLength: 1, maxLength: 20 }).filter((it) => it.trim() !== '');
const labels = fc.array(label, { maxLength: 4 });
const language = fc.stringMatching(/^[a-z]{2}$/u);

/** What a blank text becomes where it cannot be told from an absent one. */
const textOrAbsent = text.map((it) => (it.trim() === '' ? undefined : it));

/**
 * Any valid film, as validation hands it over. Ids are often texts that look like integers, labels
 * often hold what separates them. Texts are never blank: those a table cannot tell.
 */
export const arbitraryFilm: fc.Arbitrary<CatalogueFilm> = fc
  .record(
    {
      id: fc.oneof(
        fc.integer(),
        fc.maxSafeInteger(),
        fc.integer().map(String),
        fc.string({ unit, minLength: 1 }),
        fc.constantFrom(' ', '""', '"7"', '007', '-0', '"'),
      ),
      title: label,
      originalTitle: label,
      year: fc.integer({ min: 1888, max: 2100 }),
      description: textOrAbsent,
      tagline: textOrAbsent,
      textLanguage: language,
      genres: labels,
      keywords: labels,
      directors: labels,
      cast: labels,
      runtimeMinutes: fc.double({ min: 0, max: 6_000, minExcluded: true, noNaN: true }),
      language,
      maturity: label,
      collection: label,
      popularity: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
      externalIds: fc.oneof(
        fc.record({ tmdb: fc.integer({ min: 1 }) }),
        fc.record({ imdb: fc.stringMatching(/^tt\d{7,9}$/u) }),
        fc.record({ tmdb: fc.integer({ min: 1 }), imdb: fc.constant('tt0113277') }),
      ),
    },
    { requiredKeys: ['id', 'title'] },
  )
  .map((film) => filmSchema.parse(film));
