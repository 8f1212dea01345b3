import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogue } from '#catalog';
import { OutputFileError } from '../files/output-file-error.js';
import { TooManyRefusedError } from '../report/refusals.js';
import { runCommand } from '../testing/run-command.js';
import { scratch, writeLines } from '../testing/scratch.js';
import { createExportCommand } from './export.command.js';

const exportFilms = (...args: readonly string[]) => runCommand(createExportCommand(), ...args);
const SAMPLE = 'data/sample-catalogue.jsonl';

describe('export', () => {
  it.each(['films.jsonl', 'films.ndjson', 'films.csv'])(
    'writes %s, from which the same films are read again',
    async (name) => {
      const path = join(scratch, 'new', name);
      const { stdout } = await exportFilms(SAMPLE, '--out', path);
      expect(stdout).toContain(`Written to ${path}`);
      expect((await readCatalogue(path)).films).toEqual((await readCatalogue(SAMPLE)).films);
    },
  );

  it('writes what it has written once more as it is', async () => {
    const [once, twice] = [join(scratch, 'once.jsonl'), join(scratch, 'twice.jsonl')];
    await exportFilms(SAMPLE, '--out', once);
    await exportFilms(once, '--out', twice, '--strict');
    expect(readFileSync(twice, 'utf8')).toBe(readFileSync(once, 'utf8'));
  });

  it('writes nothing when too many rows are refused, and leaves what was there', async () => {
    const path = join(scratch, 'kept', 'films.jsonl');
    mkdirSync(join(scratch, 'kept'));
    writeFileSync(path, 'old');
    const flawed = writeLines('flawed.jsonl', [{ id: 1, title: 'Heat' }, 'no JSON']);
    const exported = exportFilms(flawed, '--out', path, '--strict');
    await expect(exported).rejects.toThrow(TooManyRefusedError);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(scratch, 'kept'))).toEqual(['films.jsonl']);
  });

  it('names the file that cannot be written', async () => {
    const path = join(writeLines('a-file', []), 'films.jsonl');
    const exported = exportFilms(SAMPLE, '--out', path);
    await expect(exported).rejects.toThrow(OutputFileError);
    await expect(exported).rejects.toThrow(`${path} cannot be written: `);
  });

  it('names the endings that there are', async () => {
    const path = join(scratch, 'films.xlsx');
    await expect(exportFilms(SAMPLE, '--out', path)).rejects.toThrow('.jsonl, .ndjson, .csv');
    expect(existsSync(path)).toBe(false);
  });

  it('needs to be told where to', async () => {
    await expect(exportFilms(SAMPLE)).rejects.toThrow('--out');
  });
});
