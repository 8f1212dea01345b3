import { closestOf, meanTheSame } from './closest.js';

describe('the name that is meant', () => {
  it.each([
    ['title', ['Title', 'id'], 'Title'],
    ['runtimeMinutes', ['runtime_minutes'], 'runtime_minutes'],
    ['original_title', ['title', 'Original Title'], 'Original Title'],
    ['title', ['name', 'id'], 'name'],
    ['overview', ['id', 'Plot'], 'Plot'],
    ['description', ['synopsis'], 'synopsis'],
    ['title', ['titel', 'id'], 'titel'],
    ['keywords', ['kewords'], 'kewords'],
    ['title', ['titles', 'name'], 'name'],
    ['title', ['name', 'TITLE'], 'TITLE'],
    ['movieId', ['movie id'], 'movie id'],
  ])('for %s among %j is %s', (wanted, names, closest) => {
    expect(closestOf(wanted, names)).toBe(closest);
  });

  it.each([
    ['id', ['is', 'at', 'budget']],
    ['title', ['genre', 'homepage']],
    ['title', []],
    ['x'.repeat(50), [`${'x'.repeat(50)}y`]],
  ])('for %s is none among %j', (wanted, names) => {
    expect(closestOf(wanted, names)).toBeUndefined();
  });

  it('is found among thousands of long names without comparing them letter by letter', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `${'x'.repeat(1_000)}${i}`);
    expect(closestOf('title', [...names, 'name'])).toBe('name');
  });
});

it.each([
  ['title', 'Movie Title', true],
  ['title', 'tilte', false],
  ['overview', 'plot', true],
  ['Budget', 'budget', true],
])('%s and %s mean the same: %s', (a, b, isSame) => {
  expect(meanTheSame(a, b)).toBe(isSame);
});
