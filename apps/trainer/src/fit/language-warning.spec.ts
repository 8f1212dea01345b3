import { languageWarning } from './language-warning.js';

describe('a language of the texts', () => {
  it.each(['en', 'ja', 'no', 'is'])('%s needs no warning', (code) => {
    expect(languageWarning(code)).toBeUndefined();
  });

  it.each([
    ['jp', 'ja, Japanese'],
    ['gr', 'el, Greek'],
  ])('%s is a country: %s is meant', (code, meant) => {
    expect(languageWarning(code)).toContain(
      `no language has the code "${code}" (did you mean ${meant}?)`,
    );
  });

  it('xx is none: what comes of it is told', () => {
    expect(languageWarning('xx')).toBe(
      'no language has the code "xx": words are compared as they are written, without stemming and ' +
        'stop words',
    );
  });

  it('is never among those that it is mistaken for', () => {
    for (const code of ['cn', 'cz', 'dk', 'gr', 'jp', 'ua'])
      expect(languageWarning(code)).toMatch(/did you mean [a-z]{2}, [A-Z]/u);
  });
});
