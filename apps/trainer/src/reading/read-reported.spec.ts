import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogueError, type CatalogueOptions } from '#catalog';
import { type StageProgress, StageThrottle } from '../progress/stage-throttle.js';
import { scratch, writeLines } from '../testing/scratch.js';
import { readReported } from './read-reported.js';

const KNOWN = { year: 1995, description: 'a robbery', genres: ['Crime'] };
const HEAT = { id: 1, title: 'Heat', ...KNOWN };
/** Of a known shape, and no films. */
const NO_FILMS = [{ id: 1, title: '' }, 'no JSON'];
let told: StageProgress[];
beforeEach(() => (told = []));

/** Reads a catalogue and gives the titles beside what is reported. */
async function read(location: string, options: CatalogueOptions & { report?: string } = {}) {
  const titles: string[] = [];
  const progress = new StageThrottle(Infinity, (progress) => void told.push(progress));
  const reading = await readReported(
    location,
    { findings: 5, ...options },
    progress,
    ({ title }) => {
      titles.push(title);
    },
  );
  return { titles, ...reading };
}

describe('a reported reading', () => {
  it('hands over each film and gives the report, the findings and both for a program', async () => {
    const { titles, report, findings, json } = await read(
      writeLines('films.jsonl', [
        HEAT,
        'no JSON',
        { ...HEAT, id: 2, title: 'Ran', description: 'x' },
      ]),
    );
    expect(titles).toEqual(['Heat', 'Ran']);
    expect(report).toMatchObject({ read: 3, accepted: 2, refused: 1 });
    expect(findings.map(({ line }) => line)).toEqual([2]);
    expect(json).toMatchObject({ read: 3, findings: [{ line: 2 }] });
  });

  it('is of the mapping that is asked for', async () => {
    const path = writeLines('films.jsonl', [HEAT]);
    await expect(read(path, { mapping: 'movielens' })).rejects.toThrow(CatalogueError);
    await expect(read(path, { mapping: 'own' })).resolves.toBeDefined();
  });

  it('is in the encoding that is asked for', async () => {
    const path = join(scratch, 'films.csv');
    writeFileSync(path, Buffer.concat([Buffer.from('id,title\n1,'), Buffer.from([0x8e, 0xb5])]));
    expect((await read(path, { encoding: 'shift_jis' })).titles).toEqual(['七']);
  });

  it('ends its progress, and so it does when it fails', async () => {
    await read(writeLines('films.jsonl', [HEAT]));
    expect(told.at(-1)).toMatchObject({ stage: 'read', done: 1, isLast: true });
    await expect(read(writeLines('none.jsonl', NO_FILMS))).rejects.toThrow();
    expect(told.at(-1)).toMatchObject({ stage: 'read', done: 2, isLast: true });
  });

  it('that fails leaves what was found until then in the file', async () => {
    const report = join(scratch, 'findings.jsonl');
    const path = writeLines('none.jsonl', NO_FILMS);
    await expect(read(path, { report })).rejects.toThrow(CatalogueError);
    const lines = readFileSync(report, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      'finding',
      'finding',
    ]);
  });
});
