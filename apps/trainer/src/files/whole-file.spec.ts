import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from '../testing/scratch.js';
import { OutputFileError } from './output-file-error.js';
import { writeWhole } from './whole-file.js';

const path = join(scratch, 'films.jsonl');
beforeEach(() => writeFileSync(path, 'old'));

/** Writes "new" and looks at the path while that is not yet over. */
async function writeNew(temporary: string): Promise<string> {
  writeFileSync(temporary, 'new');
  await Promise.resolve();
  return readFileSync(path, 'utf8');
}

describe('a file that is written whole', () => {
  it('is the old one until the new one is complete', async () => {
    expect(await writeWhole(path, writeNew)).toBe('old');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(scratch)).toEqual(['films.jsonl']);
  });

  it('stays the old one when the writing fails, and nothing lies beside it', async () => {
    const failing = async (temporary: string): Promise<never> => {
      await writeNew(temporary);
      throw new Error('no more rows');
    };
    await expect(writeWhole(path, failing)).rejects.toThrow('no more rows');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(scratch)).toEqual(['films.jsonl']);
  });

  it('is named when a folder is in its way', async () => {
    const folder = join(scratch, 'folder');
    mkdirSync(folder);
    const written = writeWhole(folder, writeNew);
    await expect(written).rejects.toThrow(OutputFileError);
    await expect(written).rejects.toThrow(`${folder} cannot be written: `);
    expect(readdirSync(scratch).toSorted()).toEqual(['films.jsonl', 'folder']);
  });
});
