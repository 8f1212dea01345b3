import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /from '([^']+)'/gu;

describe('the runtime', () => {
  it('is a library by itself: it imports packages and its own files, and nothing else of ours', () => {
    const files = globSync('**/*.ts', { cwd: __dirname });
    expect(files.length).toBeGreaterThan(40);
    const outside = files.flatMap((file) => {
      const text = readFileSync(join(__dirname, file), 'utf8');
      return [...text.matchAll(IMPORT)]
        .map(([, name]) => name)
        .filter((name) => name.startsWith('#') || (name.startsWith('.') && isOutside(file, name)))
        .map((name) => `${file} imports ${name}`);
    });
    expect(outside).toEqual([]);
  });
});

const isOutside = (file: string, name: string): boolean =>
  join(dirname(file), name).startsWith('..');
