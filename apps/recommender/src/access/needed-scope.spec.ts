import { neededOnMetrics, neededOnPublic } from './needed-scope.js';

describe('what a key needs', () => {
  it.each([
    ['/livez', 'nothing'],
    ['/readyz', 'nothing'],
    ['/healthz', 'nothing'],
    ['/v2/health/live', 'nothing'],
    ['/v2/health/ready', 'nothing'],
    ['/openapi.json', 'nothing'],
    ['/docs', 'nothing'],
    ['/docs/:file', 'nothing'],
    ['/recommend', 'recommend'],
    ['/v1/recommendations', 'recommend'],
    ['/v1/movies/:id', 'recommend'],
    ['/v1/feedback', 'feedback'],
    ['/a/route/to/come', 'recommend'],
    ['/livez/', 'recommend'],
    ['/metrics', 'recommend'],
    [undefined, 'any key'],
  ])('on the public listener for %s: %s', (route, need) => {
    expect(neededOnPublic(route)).toBe(need);
  });

  it.each([
    ['/metrics', 'nothing'],
    ['/livez', 'admin'],
    ['/reload', 'admin'],
    [undefined, 'admin'],
  ])('on the metrics listener for %s: %s', (route, need) => {
    expect(neededOnMetrics(route)).toBe(need);
  });
});
