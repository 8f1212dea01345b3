import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { filmSchema } from '#contracts';
import { launch, run, scratch, STACK_TRACE, TRAINER } from './support/programs.js';
import { filmCalled, FILMS, fitModel, sampleModel, writeCatalogue } from './support/sample.js';

const trainer = (...args: readonly string[]) => run(TRAINER, args);
const digestOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/** What `recommend --json` prints. */
const listSchema = z.strictObject({
  film: filmSchema,
  items: z.array(
    z.strictObject({
      rank: z.int(),
      id: filmSchema.shape.id,
      title: z.string(),
      year: z.int().optional(),
      score: z.number().positive().max(1.000001),
      reasons: z
        .array(
          z.strictObject({
            block: z.string(),
            term: z.string(),
            contribution: z.number().positive(),
          }),
        )
        .min(1)
        .max(5),
    }),
  ),
});

async function recommend(...args: readonly string[]) {
  const { code, stdout, stderr } = await trainer(
    'recommend',
    ...args,
    '--json',
    '--model',
    await sampleModel(),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return listSchema.parse(JSON.parse(stdout));
}

describe('trainer fit', () => {
  it('fits the default catalogue, writes the model where it is told to and says what it is', async () => {
    const path = join(scratch, 'new folder', 'model.safetensors');
    const { code, stdout, stderr } = await trainer('fit', '--out', path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { length } = FILMS;
    expect(stdout).toContain(`${length} rows read: ${length} accepted, 0 repaired, 0 refused`);
    expect(stdout).toMatch(/data\/sample-catalogue\.jsonl +JSON Lines +UTF-8 +films/u);
    expect(stdout).toMatch(new RegExp(`Fitted hybrid on ${length} films, [\\d,]+ terms`, 'u'));
    expect(stdout).toContain(`Model ${digestOf(path).slice(0, 12)} (`);
    expect(stdout).toContain(`written to ${path}`);
    expect(readdirSync(dirname(path))).toEqual(['model.safetensors']);
  });

  it('draws no progress bar in a pipe', async () => {
    const { stdout, stderr } = await trainer('fit', '--out', join(scratch, 'piped.safetensors'));
    expect(stderr).toBe('');
    expect(stdout).not.toMatch(/[\r█░\u001b]/u);
  });

  it('reports every row refused or repaired, with its line, and fits on the rest', async () => {
    const catalogue = writeCatalogue('flawed.jsonl', [
      { id: 1, title: 'Ghost Train', description: 'a train full of ghosts' },
      'no JSON at all',
      '',
      { id: 2, description: 'a film without a title' },
      { id: 1, title: 'Ghost Train again' },
      { id: 3, title: 'Comet', year: 30_000, description: 'a comet and a train' },
    ]);
    const out = join(scratch, 'flawed.out');
    const { code, stdout } = await trainer('fit', catalogue, '--findings', '10', '-o', out);
    expect(code).toBe(0);
    expect(stdout).toContain('5 rows read: 1 accepted, 1 repaired, 3 refused');
    const rows = stdout.split('\n').map((line) => line.trim());
    expect(rows).toContainEqual(expect.stringMatching(/flawed\.jsonl:2 .*not JSON.*refused$/u));
    expect(rows).toContainEqual(expect.stringMatching(/flawed\.jsonl:4 +title .*refused$/u));
    expect(rows).toContainEqual(
      expect.stringMatching(/flawed\.jsonl:5 +id +1 .*line 1 +refused$/u),
    );
    expect(rows).toContainEqual(expect.stringMatching(/flawed\.jsonl:6 +year +30000 .*dropped$/u));
    expect(stdout).toContain('Fitted hybrid on 2 films');
  });

  it('prints as many findings as are asked for and tells how many there are', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => ({
      id: i,
      title: `Film ${i}`,
      year: -1,
      description: `story ${i}`,
      genres: ['Drama'],
    }));
    const catalogue = writeCatalogue('years.jsonl', rows);
    const out = join(scratch, 'years.out');
    const { stdout } = await trainer('fit', catalogue, '--findings', '2', '--out', out);
    expect(stdout.match(/dropped$/gmu)).toHaveLength(2);
    expect(stdout).toContain('3 more (--findings 5');
  });

  it('reads the TMDB 5000 CSV', async () => {
    const catalogue = writeCatalogue('tmdb_5000_movies.csv', [
      'budget,genres,id,keywords,original_language,original_title,overview,popularity,release_date,runtime,tagline,title',
      '1,"[{""id"": 28, ""name"": ""Action""}]",19995,"[{""id"": 1, ""name"": ""space""}]",en,Avatar,"A marine, far away",150,2009-12-10,162,Enter,Avatar',
      '1,"[{""id"": 28, ""name"": ""Action""}]",285,[],fr,Les Pirates,"Two lines\nof a marine",139,2007-05-19,0,,Pirates',
    ]);
    const model = await fitModel('tmdb.out', catalogue);
    const { stdout } = await trainer('recommend', 'les pirates', '--json', '--model', model);
    const { film, items } = listSchema.parse(JSON.parse(stdout));
    expect(film).toMatchObject({ id: 285, title: 'Pirates', year: 2007, language: 'fr' });
    expect(film.runtimeMinutes).toBeUndefined();
    expect(items.map(({ id }) => id)).toEqual([19995]);
  });

  it('leaves the older model alone when the catalogue cannot be used', async () => {
    const folder = join(scratch, 'kept');
    const path = await fitModel('kept/model.safetensors');
    const before = digestOf(path);
    const { code } = await trainer('fit', writeCatalogue('empty.jsonl', []), '--out', path);
    expect(code).toBe(3);
    expect(digestOf(path)).toBe(before);
    expect(readdirSync(folder)).toEqual(['model.safetensors']);
  });
});

describe('the same catalogue gives the same bytes', () => {
  it.concurrent.each([
    ['fitted again', {}],
    [
      'in Turkish on Kiritimati',
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    ],
    ['in the C locale in Newfoundland', { TZ: 'America/St_Johns', LANG: 'ja_JP', LC_ALL: 'C' }],
    ['without helping threads', { NODE_OPTIONS: '--v8-pool-size=0', UV_THREADPOOL_SIZE: '1' }],
    ['with many helping threads', { NODE_OPTIONS: '--v8-pool-size=16', UV_THREADPOOL_SIZE: '64' }],
  ])('%s', async (name, environment) => {
    const path = join(scratch, `${name}.safetensors`);
    const { code } = await run(TRAINER, ['fit', '--out', path], environment);
    expect(code).toBe(0);
    expect(digestOf(path)).toBe(digestOf(await sampleModel()));
  });

  it('whatever the order of its lines', async () => {
    const reversed = writeCatalogue('reversed.jsonl', FILMS.toReversed());
    const straight = writeCatalogue('straight.jsonl', FILMS);
    expect(digestOf(await fitModel('reversed.out', reversed))).toBe(
      digestOf(await fitModel('straight.out', straight)),
    );
  });

  it.concurrent.each([
    ['one film is missing', () => [writeCatalogue('less.jsonl', FILMS.slice(1))]],
    ['another preset is used', () => ['--preset', 'sklearn']],
    ['other neighbours are kept', () => ['--neighbours', '7']],
  ])('and other bytes when %s', async (name, args) => {
    const other = await fitModel(`${name}.out`, ...args());
    expect(digestOf(other)).not.toBe(digestOf(await sampleModel()));
  });
});

describe('trainer recommend', () => {
  const GODFATHER = filmCalled('The Godfather');

  it.concurrent.each([
    ['its id', String(GODFATHER.id)],
    ['its title in the wrong case and without the article', 'gODFATHER'],
    ['its title with the article behind', 'godfather, the'],
    ['its title with other punctuation and spaces', '  The -- Godfather! '],
  ])('finds a film by %s', async (_, wanted) => {
    const { film, items } = await recommend(wanted, '--limit', '3');
    expect(film).toEqual(GODFATHER);
    expect(items[0].title).toBe('The Godfather Part II');
  });

  it('finds a film by a title without its accents, and by its original title', async () => {
    expect((await recommend('amelie')).film).toEqual(filmCalled('Amélie'));
    expect((await recommend('七人の侍')).film).toEqual(filmCalled('Seven Samurai'));
  });

  it('takes a number that is an id and a title for the id', async () => {
    const catalogue = writeCatalogue('numbers.jsonl', [
      { id: 7, title: 'Seven', description: 'a murder in the rain' },
      { id: 8, title: '7', description: 'a murder in the snow' },
    ]);
    const model = await fitModel('numbers.out', catalogue);
    const { stdout } = await trainer('recommend', '7', '--json', '--model', model);
    expect(listSchema.parse(JSON.parse(stdout)).film.title).toBe('Seven');
  });

  it.concurrent.each([1946, 1991])(
    'tells films of one title apart by the year (%s)',
    async (year) => {
      const { film } = await recommend('Beauty and the Beast', '--year', String(year));
      expect(film).toEqual(filmCalled('Beauty and the Beast', year));
    },
  );

  it('gives ranks, falling scores, and reasons that add up to no more than the score', async () => {
    const { film, items } = await recommend('The Godfather', '--limit', '40');
    expect(items).toHaveLength(40);
    expect(items.map(({ rank }) => rank)).toEqual(items.map((_, i) => i + 1));
    expect(items.map(({ id }) => id)).not.toContain(film.id);
    expect(new Set(items.map(({ id }) => id)).size).toBe(40);
    items.forEach(({ score, reasons }, i) => {
      if (i > 0) expect(score).toBeLessThanOrEqual(items[i - 1].score);
      const contributions = reasons.map(({ contribution }) => contribution);
      // Era and language rank lower than their size.
      const sizes = reasons
        .filter(({ block }) => block !== 'era' && block !== 'language')
        .map(({ contribution }) => contribution);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      const sum = contributions.reduce((a, b) => a + b, 0);
      expect(sum).toBeLessThanOrEqual(score + 1e-9);
      // With fewer than five there are no others: they are all that the films share.
      if (reasons.length < 5) expect(sum).toBeCloseTo(score, 9);
    });
  });

  it('lists ten films unless told otherwise, as a table with the same films as the JSON', async () => {
    const { items } = await recommend('The Godfather');
    expect(items).toHaveLength(10);
    const model = await sampleModel();
    const { stdout } = await trainer('recommend', 'The Godfather', '--model', model);
    const [heading, , , , ...rows] = stdout.trimEnd().split('\n');
    expect(heading).toBe('Nearest to The Godfather (1972):');
    expect(rows).toHaveLength(10);
    rows.forEach((row, i) => {
      const { rank, score, id, title, year, reasons } = items[i];
      expect(row.trim().split(/\s+/u).slice(0, 3)).toEqual([
        String(rank),
        score.toFixed(3),
        String(id),
      ]);
      expect(row).toContain(`${title} (${String(year)})`);
      expect(row).toContain(`${reasons[0].term} ${reasons[0].contribution.toFixed(3)}`);
    });
  });

  it('says what was probably meant by a title that is not there', async () => {
    const { code, stdout, stderr } = await trainer(
      'recommend',
      'The Godfahter',
      '--model',
      await sampleModel(),
    );
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(
      /no film "The Godfahter"; did you mean The Godfather \(1972\) \(id 2\)/u,
    );
  });

  it('names the years that there are when the year is wrong', async () => {
    const model = await sampleModel();
    const args = ['recommend', 'Beauty and the Beast', '--year', '1900', '--model', model];
    const { code, stderr } = await trainer(...args);
    expect(code).toBe(4);
    expect(stderr).toContain('of 1900; did you mean');
    expect(stderr).toContain('(1946)');
    expect(stderr).toContain('(1991)');
  });

  it('makes no guess where nothing is like it', async () => {
    const { code, stderr } = await trainer('recommend', 'qqqqq', '--model', await sampleModel());
    expect(code).toBe(4);
    expect(stderr).toContain('no film "qqqqq"');
    expect(stderr).not.toContain('did you mean');
  });
});

describe('the help of the trainer', () => {
  it.concurrent.each([
    [
      '--help, with every exit code',
      ['--help'],
      [
        'fit',
        'recommend',
        'validate',
        'inspect',
        'export',
        'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 catalogue unusable, 4 film or version not',
      ],
    ],
    [
      'fit --help',
      ['fit', '--help'],
      ['--out', '--preset', '--language', '--neighbours', '--findings', 'sklearn', 'Example'],
    ],
    [
      'recommend --help',
      ['recommend', '--help'],
      ['<film>', '--model', '--year', '--limit', '--json', 'Examples'],
    ],
  ])('%s', async (_, args, words) => {
    const { code, stdout, stderr } = await trainer(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of words) expect(stdout).toContain(word);
  });

  it('is given when no command is, as wrong usage', async () => {
    const { code, stdout, stderr } = await trainer();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: trainer');
  });
});

describe('wrong usage ends with 2 and says what is wrong', () => {
  it.concurrent.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['fit', '--frobnicate'], "unknown option '--frobnicate'"],
    [['fit', '--preset', 'magic'], 'hybrid, sklearn'],
    [['fit', '--language', 'english'], 'ISO 639-1'],
    [['fit', '--findings', '-1'], 'expected an integer from'],
    [['recommend'], "missing required argument 'film'"],
    [['recommend', '1', '--limit', 'Infinity'], 'from 1 to 9999'],
    [['recommend', '1', '--year', 'soon'], 'from 1 to 9999'],
  ])('%j', async (args, hint) => {
    const { code, stdout, stderr } = await trainer(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(STACK_TRACE);
  });
});

describe('an unusable catalogue ends with 3 and says why', () => {
  const out = join(scratch, 'never.safetensors');

  it.concurrent.each<[name: string, catalogue: () => string, hint: string]>([
    ['that is missing', () => join(scratch, 'missing.jsonl'), 'no such file'],
    ['of no known kind', () => writeCatalogue('films.xlsx', ['x']), 'expected CSV, JSON'],
    ['of an unknown shape', () => writeCatalogue('shape.jsonl', [{ a: 1 }]), 'known shape'],
    ['without one film', () => writeCatalogue('bad.jsonl', ['{"id":', '[]']), 'none of 2 rows'],
    ['with an open quote', () => writeCatalogue('quote.csv', ['id,"title']), 'quote.csv'],
    ['that is an empty folder', () => folder('folder.jsonl'), 'folder.jsonl'],
    ['of random bytes', () => bytes('bytes.jsonl'), 'bytes.jsonl'],
  ])('%s', async (_, catalogue, hint) => {
    const path = catalogue();
    const { code, stdout, stderr } = await trainer('fit', path, '--out', out);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(path);
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(existsSync(out)).toBe(false);
  });

  function folder(name: string): string {
    mkdirSync(join(scratch, name));
    return join(scratch, name);
  }

  function bytes(name: string): string {
    const path = join(scratch, name);
    writeFileSync(
      path,
      Uint8Array.from({ length: 4_096 }, (_, i) => (i * 167 + (i >> 3)) % 256),
    );
    return path;
  }
});

describe('a failure ends with 1 and one sentence', () => {
  it.concurrent.each<[name: string, args: () => Promise<readonly string[]>, hint: string]>([
    ['a missing model', missingModel, 'ENOENT'],
    ['a damaged model', damagedModel, 'cannot be used'],
    ['a catalogue for a model', catalogueForModel, 'cannot be used'],
    ['a folder where the model should go', folderInTheWay, 'cannot be written'],
    ['a file where the folder of the model should be', fileInTheWay, 'cannot be written'],
  ])('%s', async (_, args, hint) => {
    const { code, stderr } = await trainer(...(await args()));
    expect(code).toBe(1);
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('leaves nothing behind where the model could not be written', async () => {
    const parent = join(scratch, 'parent');
    mkdirSync(join(parent, 'model.safetensors'), { recursive: true });
    await trainer('fit', '--out', join(parent, 'model.safetensors'));
    expect(readdirSync(parent)).toEqual(['model.safetensors']);
  });

  it.concurrent.each([['--help'], ['recommend']])(
    'is none when the reader of the output has gone (trainer %s | head)',
    async (command) => {
      const rest = ['1', '--limit', '300', '--model', await sampleModel()];
      const { child, ended } = launch(TRAINER, [command, ...rest]);
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdout.destroy();
      await ended;
      expect(stderr).not.toMatch(STACK_TRACE);
    },
  );

  function missingModel(): Promise<readonly string[]> {
    return Promise.resolve(['recommend', '1', '--model', join(scratch, 'missing.safetensors')]);
  }

  async function damagedModel(): Promise<readonly string[]> {
    const path = await fitModel('damaged.safetensors');
    truncateSync(path, 100_000);
    return ['recommend', '1', '--model', path];
  }

  function catalogueForModel(): Promise<readonly string[]> {
    return Promise.resolve(['recommend', '1', '--model', 'data/sample-catalogue.jsonl']);
  }

  function folderInTheWay(): Promise<readonly string[]> {
    return Promise.resolve(['fit', '--out', scratch]);
  }

  function fileInTheWay(): Promise<readonly string[]> {
    const file = writeCatalogue('a-file', []);
    return Promise.resolve(['fit', '--out', join(file, 'model.safetensors')]);
  }
});
