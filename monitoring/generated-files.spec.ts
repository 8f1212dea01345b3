import { globSync, readFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';
import { GENERATE } from './rules/to-yaml.ts';
import { COMMITTED } from './settings.ts';

const files = generatedFiles(COMMITTED);

it.each(files)(`$path is what \`${GENERATE}\` writes`, ({ path, text }) => {
  const isCurrent = readFileSync(path, 'utf8') === text;
  expect(isCurrent ? 'current' : `stale: run \`${GENERATE}\` and commit ${path}`).toBe('current');
});

it('nothing else lies where the charts take rules and dashboards from', () => {
  const found = globSync('charts/*/files/{rules,dashboards}/*').sort();
  const made = files.map(({ path }) => path).filter((path) => path.startsWith('charts/'));
  expect(found).toEqual(made.sort());
});

describe('settings', () => {
  it('runbooks may lie elsewhere', () => {
    const elsewhere = generatedFiles({ runbooks: 'https://books.example' });
    const texts = elsewhere.map(({ text }) => text).join('');
    expect(texts).toContain('runbook_url: https://books.example/RecommenderDown.md');
    expect(texts).not.toContain('docs/runbooks');
  });

  it('waits may be shortened, to try the rules out', () => {
    const texts = generatedFiles({ ...COMMITTED, longestWait: '2s' }).map(({ text }) => text);
    const waits = new Set(texts.join('').match(/(?<=^ +for: ).+$/gmu));
    expect([...waits]).toEqual(['2s']);
  });
});
