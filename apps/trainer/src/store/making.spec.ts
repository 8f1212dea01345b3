import { readFileSync } from 'node:fs';
import { StageTimer } from './stage-timer.js';
import { toolVersions } from './tool-versions.js';

describe('StageTimer', () => {
  it('tells how long each stage took, the pauses between them too', () => {
    let now = 100;
    const timer = new StageTimer(() => now);
    now = 130;
    timer.done('read');
    timer.update('index', 1, 2);
    now = 150;
    timer.update('index', 2, 2);
    now = 151.4;
    timer.update('neighbours', 0, 0);
    expect(timer.timings).toEqual({ read: 30, index: 20, neighbours: 1 });
  });
});

describe('toolVersions', () => {
  it('tells the versions of Node and of this package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(toolVersions()).toEqual({ node: process.version, 'movie-recommender': version });
  });

  it('tells that of Node alone where this package is not around', () => {
    expect(toolVersions('/')).toEqual({ node: process.version });
  });
});
