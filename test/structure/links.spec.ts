import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Markdown files of the repository, also those not yet committed. */
const pages = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n');

function brokenLinks(page: string, text: string): string[] {
  return Array.from(text.matchAll(/\]\(([^)#\s]+)[^)]*\)/gu), ([, target]) => target)
    .filter((target) => !/^[a-z]+:/u.test(target))
    .filter((target) => !existsSync(join(dirname(page), target)))
    .map((target) => `${page} links to ${target}, which is not there`);
}

describe('the documentation', () => {
  it('has pages', () => {
    expect(pages).toContain('README.md');
    expect(pages.length).toBeGreaterThan(10);
  });

  it.each(pages)('%s links only to what is there', (page) => {
    expect(brokenLinks(page, readFileSync(page, 'utf8'))).toEqual([]);
  });

  it('would be caught linking to nothing', () => {
    expect(
      brokenLinks('README.md', 'see [x](docs/none.md#y) and [z](https://example.org)'),
    ).toEqual(['README.md links to docs/none.md, which is not there']);
  });
});
