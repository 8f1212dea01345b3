import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { locateSources } from './locate.js';
import { complaintOf, gather, openFiles } from './testing/bytes.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sources-'));
});
afterEach(() => rm(folder, { recursive: true }));

const path = (name: string): string => join(folder, name);

async function write(name: string, content: string | Uint8Array = name): Promise<string> {
  await writeFile(path(name), content);
  return path(name);
}

const read = async (location: string): Promise<string> =>
  (await gather((await locateSources(location))[0].open())).toString();

describe('a file', () => {
  it('is one source, named as it was named, that can be read twice', async () => {
    const file = await write('films.csv', 'id,title\n');
    const sources = await locateSources(file);
    expect(sources).toEqual([expect.objectContaining({ name: file, path: file })]);
    expect((await gather(sources[0].open())).toString()).toBe('id,title\n');
    expect((await gather(sources[0].open())).toString()).toBe('id,title\n');
  });

  it('is found by its file URL, blanks and all', async () => {
    const file = await write('my films.csv', 'id,title\n');
    expect(await read(pathToFileURL(file).href)).toBe('id,title\n');
  });

  it('gives all its bytes, in their order, also when it is large', async () => {
    const bytes = Buffer.from(
      Uint32Array.from({ length: 500_001 }, (_, i) => i * 2_654_435_761).buffer,
    );
    const [source] = await locateSources(await write('large', bytes));
    expect((await gather(source.open())).equals(bytes)).toBe(true);
  });

  it.each([
    ['not begun', 0],
    ['begun', 1],
    ['read to its end', 9],
  ])('is closed when its reading is given up %s', async (_, reads) => {
    const [source] = await locateSources(await write('large', Buffer.alloc(2_000_000)));
    const chunks = source.open()[Symbol.asyncIterator]();
    for (let chunk = 0; chunk < reads; chunk++) await chunks.next();
    await chunks.return?.();
    expect(openFiles(folder)).toEqual([]);
    expect(await chunks.next()).toEqual({ done: true, value: undefined });
  });

  it('is not read further than it is asked for', async () => {
    const [source] = await locateSources(await write('large', Buffer.alloc(2_000_000)));
    for await (const chunk of source.open()) {
      expect(chunk.length).toBeLessThan(500_000);
      break;
    }
  });
});

describe('what cannot be read', () => {
  it.each([
    ['a missing file', () => path('none.csv'), 'cannot be read: there is no such file or folder'],
    ['a file in a file', () => join(path('films.csv'), 'x'), 'a part of its path is not a folder'],
    ['a name that is too long', () => path('x'.repeat(300)), 'the name is too long'],
    ['a name with a zero', () => path('a\0b'), 'cannot be read'],
    ['a device', () => '/dev/null', '/dev/null is a device; expected a file, a folder or a pipe'],
    ['no name', () => '', 'empty'],
    ['another protocol', () => 's3://films/all.csv', 's3:// is not read from; expected http://'],
    ['a URL without a host', () => 'http://', 'what begins with http:// is not a URL'],
    ['a file URL of another host', () => 'file://elsewhere/films.csv', 'names no file here'],
  ])('is told: %s', async (_, location, complaint) => {
    await write('films.csv');
    expect(await complaintOf(locateSources(location()))).toContain(complaint);
  });

  it('is told: a circle of links', async () => {
    await symlink(path('a'), path('b'));
    await symlink(path('b'), path('a'));
    expect(await complaintOf(locateSources(path('a')))).toContain('lead in a circle');
  });

  it('is told: a socket', async () => {
    const server = createServer().listen(path('socket'));
    await once(server, 'listening');
    expect(await complaintOf(locateSources(path('socket')))).toContain('is a socket');
    server.close();
  });

  it('is told without the password of a URL that is none', async () => {
    const complaint = await complaintOf(locateSources('https://me:se/cret@host/films.csv'));
    expect(complaint).not.toContain('se/cret');
  });

  it('is told when it shows on opening: a file that went away', async () => {
    const file = await write('films.csv');
    const [source] = await locateSources(file);
    await rm(file);
    expect(await complaintOf(gather(source.open()))).toBe(
      `${file} cannot be read: there is no such file or folder`,
    );
  });

  // Nothing is forbidden to root.
  (process.getuid?.() === 0 ? it.skip : it)('is told: a file without permission', async () => {
    const file = await write('films.csv');
    await chmod(file, 0);
    const [source] = await locateSources(file);
    expect(await complaintOf(gather(source.open()))).toContain('no permission');
  });
});

describe('a folder', () => {
  it('is its files that may hold rows, in natural order', async () => {
    const others = ['_SUCCESS', '.part-1.csv.crc', 'README.md', 'LICENSE'];
    for (const name of ['part-10.csv', 'part-2.csv', 'part-1.csv', ...others]) await write(name);
    await mkdir(path('part-3.csv'));
    const sources = await locateSources(folder);
    expect(sources.map(({ name }) => name)).toEqual(
      ['part-1.csv', 'part-2.csv', 'part-10.csv'].map(path),
    );
    for (const source of sources)
      expect((await gather(source.open())).toString()).toBe(basename(source.name));
  });

  it('may be called like a file, and linked files belong to it', async () => {
    await mkdir(path('films.csv'));
    const part = await write('elsewhere', 'id\n');
    await symlink(part, path('films.csv/part-0000.csv'));
    expect(await read(path('films.csv'))).toBe('id\n');
  });

  it.each([
    [[], 'it is empty'],
    [['README.md', '_SUCCESS'], 'it holds _SUCCESS, README.md'],
    [['year=1999/'], 'it holds year=1999 (folders inside it are not looked into)'],
  ])('that holds only %j is refused', async (names, complaint) => {
    for (const name of names) await (name.endsWith('/') ? mkdir(path(name)) : write(name));
    expect(await complaintOf(locateSources(folder))).toContain(complaint);
  });

  it('with a link that leads nowhere is refused, because a part would be missing', async () => {
    await write('part-1.csv');
    await symlink(path('gone'), path('part-2.csv'));
    expect(await complaintOf(locateSources(folder))).toContain('part-2.csv cannot be read');
  });
});

describe('a pipe', () => {
  it('is read to its end, once it has a writer', async () => {
    execFileSync('mkfifo', [path('pipe')]);
    const [source] = await locateSources(path('pipe'));
    expect(source).toEqual({ name: path('pipe'), open: expect.any(Function) as unknown });
    spawn('sh', ['-c', 'seq 1 50000 > "$1"', 'sh', path('pipe')]);
    const lines = (await gather(source.open())).toString().trimEnd().split('\n');
    expect(lines).toEqual(Array.from({ length: 50_000 }, (_, i) => String(i + 1)));
  });

  it('is closed when it is given up while its writer is silent', async () => {
    execFileSync('mkfifo', [path('pipe')]);
    const [source] = await locateSources(path('pipe'));
    const script = 'exec > "$1"; echo hello; read -r go; echo more; sleep 9';
    const writer = spawn('sh', ['-c', script, 'sh', path('pipe')]);
    const chunks = source.open()[Symbol.asyncIterator]();
    expect((await chunks.next()).value).toEqual(Buffer.from('hello\n'));
    const never = chunks.next().catch(() => 'broken off');
    await chunks.return?.();
    expect(await never).toBe('broken off');
    // The system stops a writer whose pipe nobody reads.
    writer.stdin.write('go\n');
    expect(await once(writer, 'exit')).toEqual([null, 'SIGPIPE']);
  });
});

describe('standard input', () => {
  it.each(['-', '/dev/stdin'])('is meant by %s', async (location) => {
    const { stdout } = spawn('printf', ['id,title\\n1,Heat\\n']);
    const [source] = await locateSources(location, { stdin: stdout });
    expect(source.name).toBe('standard input');
    expect((await gather(source.open())).toString()).toBe('id,title\n1,Heat\n');
  });

  it('cannot be read twice, which would give nothing the second time', async () => {
    const [source] = await locateSources('-', { stdin: Readable.from([Buffer.from('id\n')]) });
    await gather(source.open());
    expect(() => source.open()).toThrow('standard input can only be read once');
  });

  it('is let go of at once when it is given up, also while nothing comes', async () => {
    const stdin = new PassThrough();
    const [source] = await locateSources('-', { stdin });
    const chunks = source.open()[Symbol.asyncIterator]();
    const never = chunks.next().catch(() => 'broken off');
    await chunks.return?.();
    expect(await never).toBe('broken off');
    expect(stdin.destroyed).toBe(true);
  });

  it('that cannot be read is told by its name', async () => {
    const { stdout } = spawn('printf', ['x']);
    stdout.destroy(Object.assign(new Error('EISDIR'), { code: 'EISDIR', syscall: 'read' }));
    const [source] = await locateSources('-', { stdin: stdout });
    expect(await complaintOf(gather(source.open()))).toBe(
      'standard input cannot be read: it is a folder',
    );
  });
});
