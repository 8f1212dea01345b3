import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { launch, run, scratch, STACK_TRACE, TRAINER } from './support/programs.js';
import { fitModel, FILMS, sampleModel, writeCatalogue } from './support/sample.js';

const SAMPLE = 'data/sample-catalogue.jsonl';
const trainer = (...args: readonly string[]) => run(TRAINER, args);
const digestOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/** Runs the trainer with these bytes on its standard input. */
async function piped(bytes: Uint8Array, ...args: readonly string[]) {
  const { child, ended } = launch(TRAINER, args, {}, 'pipe');
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stdin?.end(bytes);
  return { ...(await ended), stdout };
}

const reportSchema = z.looseObject({
  read: z.int(),
  accepted: z.int(),
  repaired: z.int(),
  refused: z.int(),
  mapping: z.string(),
  sources: z.array(z.looseObject({ name: z.string(), format: z.string(), role: z.string() })),
  groups: z.array(z.looseObject({ kind: z.string(), action: z.string(), count: z.int() })),
  coverage: z.record(z.string(), z.int()),
});

async function validated(...args: readonly string[]) {
  const { code, stdout, stderr } = await trainer('validate', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return reportSchema.parse(JSON.parse(stdout));
}

const dirty = (): string =>
  writeCatalogue('dirty.csv', [
    'id;title;year;description;genres',
    '1;AmÃ©lie;2001;"A waitress, &quot;shy&quot;";Comedy',
    '2;Heat;1995;No overview found.;Crime',
    '3;Ran;19850;A king divides his land;Drama',
    '4;;1950;Nobody knows the name;Drama',
    '1;Alien;1979;A ship;Horror',
    '5;Jaws',
  ]);

describe('trainer validate', () => {
  it('finds nothing wrong with the embedded catalogue', async () => {
    const { length } = FILMS;
    const report = await validated(SAMPLE);
    expect(report).toMatchObject({ read: length, accepted: length, repaired: 0, refused: 0 });
    expect(report.groups.filter(({ action }) => action !== 'noted')).toEqual([]);
  });

  it('counts every row of a dirty table once and says what was done', async () => {
    const report = await validated(dirty());
    expect(report).toMatchObject({ read: 6, accepted: 0, repaired: 3, refused: 3 });
    const done = report.groups.map(({ action, kind }) => `${action} ${kind}`);
    expect(done).toEqual(
      expect.arrayContaining([
        'refused missing-title',
        'refused duplicate-id',
        'refused unreadable-row',
        'dropped placeholder',
        'dropped impossible-value',
        'repaired mojibake',
        'repaired html',
      ]),
    );
  });

  it('tells a person the same on one screen', async () => {
    const { code, stdout } = await trainer('validate', dirty());
    expect(code).toBe(0);
    expect(stdout).toContain('6 rows read: 0 accepted, 3 repaired, 3 refused');
    expect(stdout).toMatch(/repaired +mojibake +title/u);
    expect(stdout.split('\n').length).toBeLessThan(60);
  });

  it('writes every finding as a line of JSON, and the report last', async () => {
    const path = join(scratch, 'findings.jsonl');
    await trainer('validate', dirty(), '--report', path);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as { event: string; line?: number });
    expect(events.at(-1)).toMatchObject({ event: 'report', read: 6, refused: 3 });
    expect(events.slice(0, -1).every(({ event }) => event === 'finding')).toBe(true);
    expect(events).toContainEqual(
      expect.objectContaining({ line: 6, kind: 'duplicate-id', field: 'id', action: 'refused' }),
    );
  });

  it.each([
    [['--strict'], 5],
    [['--max-refused', '2'], 5],
    [['--max-refused', '49.9%'], 5],
    [['--max-refused', '3'], 0],
    [['--max-refused', '50%'], 0],
  ])('with %j ends with %d where 3 of 6 rows are refused', async (limits, expected) => {
    const { code, stderr } = await trainer('validate', dirty(), ...limits);
    expect(code).toBe(expected);
    if (expected !== 0) expect(stderr).toMatch(/3 of 6 rows/u);
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  it.each([
    [['--max-refused', '1,5%'], '1,5%'],
    [['--max-refused', '-1'], '-1'],
    [['--strict', '--max-refused', '1'], 'cannot be used with'],
    [['--encoding', 'klingon'], 'klingon'],
  ])('takes %j for wrong usage', async (args, hint) => {
    const { code, stdout, stderr } = await trainer('validate', SAMPLE, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });

  it('lets no escape sequence of a catalogue reach the terminal', async () => {
    const evil = writeCatalogue('evil.jsonl', [
      { id: 1, title: '\u001b[2J\u009b31mHeat', year: 'x' },
    ]);
    const { stdout } = await trainer('validate', evil, '--findings', '9');
    expect(stdout).toContain('Heat');
    expect(stdout).not.toMatch(/[\u001b\u009b]/u);
  });
});

describe('a catalogue gives the same model from wherever it comes', () => {
  const bytes = readFileSync(SAMPLE);

  it.each([
    ['as it is', bytes],
    ['as gzip', gzipSync(bytes)],
    ['in UTF-16', Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le')],
    ['as one JSON list', Buffer.from(JSON.stringify(FILMS, null, 2))],
  ])('on standard input %s', async (name, content) => {
    const out = join(scratch, `${name}.safetensors`);
    const { code } = await piped(content, 'fit', '-', '--out', out);
    expect(code).toBe(0);
    expect(digestOf(out)).toBe(digestOf(await sampleModel()));
  });

  it('by HTTP, and an answer that is no catalogue is told', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/films.jsonl') response.end(bytes);
      else response.writeHead(404).end('<html>no</html>');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const model = await fitModel('web.out', `http://127.0.0.1:${port}/films.jsonl`);
      expect(digestOf(model)).toBe(digestOf(await sampleModel()));
      const { code, stderr } = await trainer('validate', `http://127.0.0.1:${port}/nothing`);
      expect(code).toBe(3);
      expect(stderr).toContain('404');
    } finally {
      server.close();
    }
  });

  it('as a folder of parts', async () => {
    const folder = join(scratch, 'parts');
    mkdirSync(folder);
    const lines = bytes.toString().trimEnd().split('\n');
    writeFileSync(join(folder, 'part-1.jsonl'), lines.slice(0, 200).join('\n'));
    writeFileSync(join(folder, 'part-2.jsonl.gz'), gzipSync(lines.slice(200).join('\n')));
    expect(digestOf(await fitModel('parts.out', folder))).toBe(digestOf(await sampleModel()));
  });

  it.each(['jsonl', 'csv'])('exported as .%s and read again', async (ending) => {
    const path = join(scratch, `exported.${ending}`);
    const { code } = await trainer('export', SAMPLE, '--out', path);
    expect(code).toBe(0);
    expect(await validated(path)).toMatchObject({ read: FILMS.length, accepted: FILMS.length });
    expect(digestOf(await fitModel(`${ending}.out`, path))).toBe(digestOf(await sampleModel()));
  });
});

describe('trainer fit', () => {
  it('writes no model, and leaves the older one, when more rows are refused than allowed', async () => {
    const out = await fitModel('strict.safetensors');
    const before = digestOf(out);
    const { code, stderr } = await trainer('fit', dirty(), '--strict', '--out', out);
    expect(code).toBe(5);
    expect(stderr).toMatch(/3 of 6 rows/u);
    expect(digestOf(out)).toBe(before);
    const never = join(scratch, 'never.safetensors');
    await trainer('fit', dirty(), '--max-refused', '1%', '--out', never);
    expect(existsSync(never)).toBe(false);
  });

  it('tells a program with --json what it does, line by line, and nothing else', async () => {
    const out = join(scratch, 'json.safetensors');
    const { code, stdout, stderr } = await trainer('fit', '--json', '--out', out);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; stage?: string });
    const stages = new Set(events.flatMap(({ stage }) => stage ?? []));
    expect([...stages]).toEqual(['read', 'vectorize', 'index', 'neighbours', 'evaluate']);
    expect(events.at(-1)).toMatchObject({
      event: 'model',
      path: out,
      films: FILMS.length,
      version: digestOf(out).slice(0, 12),
    });
  });

  it('tells a program with --json why it failed', async () => {
    const { code, stdout } = await trainer('fit', 'no-such-file.csv', '--json');
    expect(code).toBe(3);
    const last = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as object;
    expect(last).toMatchObject({ event: 'error', exitCode: 3 });
  });

  it('warns of a language code that is none, and fits', async () => {
    const out = join(scratch, 'jp.safetensors');
    const { code, stderr } = await trainer('fit', '--language', 'jp', '--out', out);
    expect(code).toBe(0);
    expect(stderr).toMatch(/"?jp"?.*ja/u);
  });

  it('reads a table of other columns by a mapping file', async () => {
    const stock = writeCatalogue('stock.csv', [
      'sku;name;released;tags',
      'A1;Heat;1995-12-15;heist, police',
      'A2;Ronin;1998-09-25;heist, spies',
    ]);
    const mapping = writeCatalogue('stock.yaml', [
      'films:',
      '  id: sku',
      '  title: name',
      "  year: { column: released, pattern: '^(\\d{4})' }",
      "  keywords: { column: tags, split: ',' }",
    ]);
    const model = await fitModel('stock.out', stock, '--mapping', mapping);
    const { stdout } = await trainer('recommend', 'A1', '--model', model, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ items: [{ id: 'A2', year: 1998 }] });
  });
});

describe('trainer fit with ratings', () => {
  /** Twenty viewers like the first and the last film of the catalogue, and one film of their own. */
  function ratingsOf(ids: readonly unknown[]): string {
    const viewers = Array.from({ length: 20 }, (_, viewer) => viewer);
    return writeCatalogue('ratings.csv', [
      'userId,movieId,rating,timestamp',
      ...viewers.flatMap((viewer) =>
        [ids[0], ids.at(-1), ids[viewer + 1]].map((id) => `${viewer},${String(id)},5,0`),
      ),
    ]);
  }

  it('lists what the same viewers like, and says so', async () => {
    const ratings = ratingsOf(FILMS.map(({ id }) => id));
    const model = await fitModel('audience.out', '--ratings', ratings, '--audience-weight', '0.5');
    const args = ['recommend', String(FILMS[0].id), '--model', model, '--limit', '1', '--json'];
    const { items } = JSON.parse((await trainer(...args)).stdout) as {
      items: { id: unknown; reasons: { block: string; term: string }[] }[];
    };
    expect(items[0].id).toBe(FILMS.at(-1)?.id);
    expect(items[0].reasons[0]).toMatchObject({
      block: 'audience',
      term: 'liked by the same viewers',
    });
  });

  it('keeps no name of a viewer in the model', async () => {
    const text = readFileSync(ratingsOf(FILMS.map(({ id }) => id)), 'utf8');
    const named = writeCatalogue('named.csv', [text.replaceAll(/^(\d+),/gmu, 'viewer-$1-name,')]);
    const model = await fitModel('named.out', '--ratings', named);
    expect(readFileSync(model).includes('-name')).toBe(false);
  });

  it.each([
    ['3', ['--ratings', SAMPLE], 'holds no ratings'],
    ['2', ['--audience-weight', '0.3'], '--ratings'],
    ['2', ['--ratings', 'x.csv', '--audience-weight', '2'], 'up to 1'],
  ])('ends with %s at %j', async (expected, args, hint) => {
    const { code, stderr } = await trainer('fit', ...args, '--out', join(scratch, 'none.out'));
    expect(code).toBe(Number(expected));
    expect(stderr).toContain(hint);
  });
});

describe('trainer inspect', () => {
  it('draws what the films are like within 80 columns', async () => {
    const { code, stdout } = await trainer('inspect', '--model', await sampleModel());
    expect(code).toBe(0);
    expect(stdout).toContain('Drama');
    expect(stdout).toContain('1920');
    // The first line names the file, however long its path is.
    for (const line of stdout.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('shows what the model makes of one film, block by block', async () => {
    const { code, stdout } = await trainer('inspect', 'Jaws', '--model', await sampleModel());
    expect(code).toBe(0);
    for (const word of ['text', 'genres', 'keywords', 'people', 'shark', 'Steven Spielberg'])
      expect(stdout).toContain(word);
  });

  it('shows the most and the least common terms', async () => {
    const args = ['inspect', '--vocabulary', '--json', '--model', await sampleModel()];
    const { code, stdout } = await trainer(...args);
    expect(code).toBe(0);
    expect(JSON.stringify(JSON.parse(stdout))).toContain('Drama');
  });

  it('says what was probably meant by a film that is not there', async () => {
    const { code, stderr } = await trainer('inspect', 'Jawz', '--model', await sampleModel());
    expect(code).toBe(4);
    expect(stderr).toContain('did you mean Jaws');
  });
});
