import fc from 'fast-check';
import { decode, type DecodeOptions, type OddLine } from './decode.js';
import { Chunked, complaintOf } from './testing/bytes.js';

interface Outcome {
  readonly encoding: string;
  readonly text: string;
  readonly chunks: readonly string[];
  readonly odd: readonly OddLine[];
}

async function decoded(
  bytes: Uint8Array,
  { chunk, ...options }: Partial<DecodeOptions> & { readonly chunk?: number } = {},
): Promise<Outcome> {
  const odd: OddLine[] = [];
  const decoding = decode(new Chunked(bytes, chunk), {
    name: 'films.csv',
    onOddLine: (line) => odd.push(line),
    ...options,
  });
  const chunks: string[] = [];
  for await (const text of decoding.text) chunks.push(text);
  return { encoding: decoding.encoding, text: chunks.join(''), chunks, odd };
}

/** Text as its bytes in windows-1252, of which Node can write Latin-1 and the euro is 0x80. */
const windows1252 = (text: string): Buffer => Buffer.from(text.replaceAll('€', '\x80'), 'latin1');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** Lines of bytes, those in UTF-8 as texts. */
const lines = (...contents: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(contents.flatMap((content) => [Buffer.from(content as string), Buffer.from('\n')]));

const AMELIE = 'Amélie';
const AMELIE_1252 = windows1252(AMELIE);
const READ_AS_1252 = 'not valid UTF-8; read as windows-1252';

describe('the encoding of a source', () => {
  it.each([
    ['ASCII', Buffer.from('id,title\n1,Heat\n'), 'UTF-8'],
    ['UTF-8', Buffer.from('id,title\n1,Amélie 乱 😀\n'), 'UTF-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFFid,title\n1,Amélie\n'), 'UTF-8'],
    ['windows-1252', windows1252('id,title\n1,Amélie for 5 €\n'), 'windows-1252'],
    ['UTF-16LE with a mark', Buffer.from('\uFEFFAmélie 乱 😀', 'utf16le'), 'UTF-16LE'],
    ['UTF-16BE with a mark', utf16be('\uFEFFAmélie 乱 😀'), 'UTF-16BE'],
    ['UTF-16LE', Buffer.from('id,title\n1,乱 一 Āā\n', 'utf16le'), 'UTF-16LE'],
    ['UTF-16BE', utf16be('id,title\n1,乱 一 Āā\n'), 'UTF-16BE'],
    ['UTF-16LE of few separators', Buffer.from(`${'一丁七'.repeat(99)}\n`, 'utf16le'), 'UTF-16LE'],
    ['ASCII with a zero', Buffer.from('id,title\n1,He\0at\n\0\n'), 'UTF-8'],
    ['nothing', Buffer.alloc(0), 'UTF-8'],
  ])('is noticed: %s', async (_, bytes, encoding) => {
    const outcome = await decoded(bytes);
    expect(outcome).toMatchObject({ encoding, odd: [] });
    const decoder = new TextDecoder(encoding);
    expect(outcome.text).toBe(decoder.decode(bytes));
  });

  it.each([
    ['little', Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0])],
    ['big', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x69])],
    ['little without a mark', Buffer.from('i\0\0\0d\0\0\0,\0\0\0')],
    ['big without a mark', Buffer.from('\0\0\0i\0\0\0d\0\0\0,')],
  ])('is refused where it is UTF-32 (%s)', async (_, bytes) => {
    expect(await complaintOf(decoded(bytes))).toBe(
      'films.csv is written in UTF-32, which is not read; write it as UTF-8',
    );
  });

  it('is not told by a mark that stands elsewhere, which stays there', async () => {
    const text = '\uFEFFid\n\uFEFFtitle\n';
    expect((await decoded(Buffer.from(text), { chunk: 1 })).text).toBe(text.slice(1));
  });

  it('is told by the first 256 KiB, and put right by what follows', async () => {
    const ascii = 'id,title\n'.repeat(60_000);
    const late = await decoded(Buffer.concat([Buffer.from(ascii), AMELIE_1252]), { chunk: 9_999 });
    expect(late.text).toBe(ascii + AMELIE);
    expect(late.encoding).toBe('windows-1252');
    expect(late.odd).toEqual([{ line: 60_001, text: AMELIE, reason: READ_AS_1252 }]);
  });

  it('is known from the beginning where it is named, and a guess before the text is read', () => {
    const bytes = new Chunked(Buffer.from('x'));
    expect(decode(bytes, { name: 'x' }).encoding).toBe('UTF-8');
    expect(decode(bytes, { name: 'x', encoding: 'latin1' }).encoding).toBe('windows-1252');
  });
});

describe('the bytes of windows-1252', () => {
  it('become what the WHATWG says', async () => {
    const bytes = Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    const { text } = await decoded(bytes, { encoding: 'windows-1252' });
    const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
    expect(text.slice(0x80, 0xa0)).toBe(upper);
    expect(text.slice(0, 0x80) + text.slice(0xa0)).toBe(
      Buffer.concat([bytes.subarray(0, 0x80), bytes.subarray(0xa0)]).toString('latin1'),
    );
  });
});

describe('a line that is odd', () => {
  it.each([1, 100])('in UTF-8 is read as windows-1252 and reported (%d)', async (chunk) => {
    const { encoding, text, odd } = await decoded(
      lines('id,title', '1,乱', Buffer.concat([AMELIE_1252, Buffer.from('\r')]), '3,Amélie'),
      { chunk },
    );
    expect(text).toBe('id,title\n1,乱\nAmélie\r\n3,Amélie\n');
    expect(odd).toEqual([{ line: 3, text: AMELIE, reason: READ_AS_1252 }]);
    expect(encoding).toBe('UTF-8 and windows-1252');
  });

  it('in windows-1252 is read as UTF-8, and reported', async () => {
    const long = AMELIE.repeat(200);
    const head = lines(...Array.from({ length: 300 }, () => windows1252(long)));
    const { encoding, text, odd } = await decoded(
      Buffer.concat([head, lines('1,乱', AMELIE_1252)]),
      // A line of the head, so that the odd one begins a chunk.
      { chunk: long.length + 1 },
    );
    expect(text).toBe(`${`${long}\n`.repeat(300)}1,乱\nAmélie\n`);
    expect(odd).toEqual([
      { line: 301, text: '1,乱', reason: expect.stringContaining('read as UTF-8') as string },
    ]);
    expect(encoding).toBe('UTF-8 and windows-1252');
  });

  it('in windows-1252 is noticed also where it comes alone', async () => {
    const head = windows1252(`${AMELIE.repeat(50_000)}\n`);
    const bytes = Buffer.concat([head, lines('乱')]);
    const { text, odd } = await decoded(bytes, { chunk: head.length });
    expect(text.endsWith('Amélie\n乱\n')).toBe(true);
    expect(odd.map(({ line }) => line)).toEqual([2]);
  });

  it('behind a byte order mark is odd, even if no line is UTF-8', async () => {
    const mark = Buffer.from('\uFEFF');
    const { encoding, text, odd } = await decoded(Buffer.concat([mark, AMELIE_1252]));
    expect({ encoding, text }).toEqual({ encoding: 'UTF-8 and windows-1252', text: AMELIE });
    expect(odd).toEqual([{ line: 1, text: AMELIE, reason: READ_AS_1252 }]);
  });

  it('may stand before one that was cut', async () => {
    const { text, odd } = await decoded(Buffer.concat([lines(AMELIE_1252), cutBytes('乱\xC3')]));
    expect(text).toBe('Amélie\n乱\uFFFD');
    expect(odd).toEqual([
      { line: 1, text: AMELIE, reason: READ_AS_1252 },
      { line: 2, text: '乱\uFFFD', reason: expect.stringContaining('was cut') as string },
    ]);
  });

  it('is told before its text is handed out', async () => {
    const odd: OddLine[] = [];
    const bytes = new Chunked(lines('1,乱', AMELIE_1252, 'x', AMELIE_1252), 1);
    const { text } = decode(bytes, { name: 'x', onOddLine: (line) => odd.push(line) });
    let read = '';
    for await (const piece of text) {
      read += piece;
      expect(odd).toHaveLength(read.split(AMELIE).length - 1);
    }
  });

  it('has its number where lines end with CR alone', async () => {
    const bytes = Buffer.from(lines('id', '乱', AMELIE_1252, 'x').map((b) => (b === 10 ? 13 : b)));
    const { text, odd } = await decoded(bytes);
    expect(text).toBe('id\r乱\rAmélie\rx\r');
    expect(odd).toEqual([{ line: 3, text: AMELIE, reason: READ_AS_1252 }]);
  });
});

describe('a source that was cut inside a letter', () => {
  it.each([
    ['1,乱\n2,Am\xC3', '1,乱\n2,Am\uFFFD'],
    ['1,x\n2,\xE4\xB9', '1,x\n2,\uFFFD'],
    ['1,x\n2,乱\xF0\x9F\x98', '1,x\n2,乱\uFFFD'],
  ])('is UTF-8 that lacks an end: %j', async (bytes, text) => {
    const outcome = await decoded(cutBytes(bytes));
    expect(outcome).toMatchObject({ encoding: 'UTF-8', text });
    expect(outcome.odd).toEqual([
      {
        line: 2,
        text: text.split('\n')[1],
        reason: 'ends inside a letter of UTF-8: the source was cut',
      },
    ]);
  });

  it('may also be windows-1252 that was not cut, if other lines are', async () => {
    const { encoding, text, odd } = await decoded(windows1252('Amélie\nCafé'));
    expect({ encoding, text, odd }).toEqual({
      encoding: 'windows-1252',
      text: 'Amélie\nCafé',
      odd: [],
    });
  });

  it('lacks an end of UTF-16', async () => {
    expect((await decoded(Buffer.from('\uFEFFHeat', 'utf16le').subarray(0, -1))).text).toBe(
      'Hea\uFFFD',
    );
  });
});

/** Text in UTF-8, in which letters of Latin-1 stand for single bytes. */
function cutBytes(text: string): Buffer {
  const bytesOf = (letter: string): Buffer =>
    Buffer.from(letter, letter < '\u0100' ? 'latin1' : 'utf8');
  return Buffer.concat(Array.from(text, bytesOf));
}

describe('a line without end', () => {
  const LONG = 3_000_000;

  it.each([
    ['UTF-8', 'x乱é😀', 1],
    ['UTF-8', 'x乱é😀', 0],
    ['UTF-8', 'xxx😀', 0],
  ])('in %s is handed on in pieces that end between letters', async (encoding, letters, shift) => {
    const text = 'x'.repeat(shift) + letters.repeat(LONG / letters.length);
    const outcome = await decoded(Buffer.from(text), { chunk: 65_536 });
    expect(outcome.encoding).toBe(encoding);
    expect(outcome.odd).toEqual([]);
    expect(outcome.text === text).toBe(true);
    expect(outcome.chunks.length).toBeGreaterThan(3);
    expect(outcome.chunks.every((chunk) => chunk.isWellFormed())).toBe(true);
  });

  it('that is odd is reported once, and lines behind it keep their numbers', async () => {
    const bytes = lines('乱', Buffer.alloc(LONG, 0xe9), 'x', AMELIE_1252);
    const { text, odd } = await decoded(bytes, { chunk: 65_536 });
    expect(text === `乱\n${'é'.repeat(LONG)}\nx\nAmélie\n`).toBe(true);
    expect(odd.map(({ line }) => line)).toEqual([2, 4]);
  });
});

describe('a named encoding', () => {
  it.each([
    ['windows-1251', Buffer.from('CFF0E8E2E5F2', 'hex'), 'windows-1251', 'Привет'],
    ['cp1251', Buffer.from('CFF0E8E2E5F2', 'hex'), 'windows-1251', 'Привет'],
    ['Shift_JIS', Buffer.from('9790', 'hex'), 'shift_jis', '乱'],
    ['gb18030', Buffer.from('C2D29439FC36', 'hex'), 'gb18030', '乱😀'],
    ['euc-kr', Buffer.from('B1E2BBFDC3E6', 'hex'), 'euc-kr', '기생충'],
    ['iso-8859-2', Buffer.from('B9', 'hex'), 'iso-8859-2', 'š'],
    ['latin1', windows1252('5 €'), 'windows-1252', '5 €'],
    ['utf8', Buffer.from('\uFEFF乱'), 'UTF-8', '乱'],
    ['utf-16be', utf16be('\uFEFF乱'), 'UTF-16BE', '乱'],
  ])('%s is believed', async (label, bytes, encoding, text) => {
    const outcome = await decoded(bytes, { encoding: label, chunk: 1 });
    expect(outcome).toMatchObject({ encoding, text, odd: [] });
    expect(outcome.chunks.every((chunk) => chunk.isWellFormed())).toBe(true);
  });

  it('is believed where the bytes say otherwise', async () => {
    expect((await decoded(Buffer.from('é'), { encoding: 'windows-1252' })).text).toBe('Ã©');
    const { encoding, text, odd } = await decoded(lines('x', AMELIE_1252), { encoding: 'utf-8' });
    expect({ encoding, text }).toEqual({ encoding: 'UTF-8', text: 'x\nAm\uFFFDlie\n' });
    expect(odd).toEqual([
      {
        line: 2,
        text: 'Am\uFFFDlie',
        reason: 'not valid UTF-8; what is wrong was read as U+FFFD',
      },
    ]);
  });

  it.each(['klingon', '', 'utf-7', 'replacement'])('%j is not known', (label) => {
    expect(() => decode(new Chunked(Buffer.alloc(0)), { name: 'x', encoding: label })).toThrow(
      `the encoding ${JSON.stringify(label)} is not known; expected one such as utf-8, utf-16le, windows-1252`,
    );
  });
});

describe('decoding', () => {
  /** Not what would make a second mark of the first: a zero behind that of UTF-16 means UTF-32. */
  const anyText = fc
    .string({ unit: 'binary', maxLength: 40 })
    .filter((text) => !/^[\uFEFF\0]/u.test(text));
  const chunkSize = fc.integer({ min: 1, max: 50 });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-16LE', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16BE', utf16be],
  ])('gives back what was encoded in %s, however its bytes arrive', (encoding, encode) =>
    fc.assert(
      fc.asyncProperty(anyText, chunkSize, async (text, chunk) => {
        const outcome = await decoded(encode(`\uFEFF${text}`), { chunk });
        expect(outcome).toMatchObject({ encoding, text, odd: [] });
        expect(outcome.chunks.every((piece) => piece.isWellFormed())).toBe(true);
      }),
      { numRuns: 500 },
    ),
  );

  it('gives back what was encoded in windows-1252, however its bytes arrive', () =>
    fc.assert(
      fc.asyncProperty(
        // Letters of which no two make one of UTF-8.
        fc.array(fc.constantFrom('a', ',', '\n', '\r\n', 'é', 'ü', 'Ñ', 'ß', 'Ã'), {
          maxLength: 40,
        }),
        chunkSize,
        async (letters, chunk) => {
          const text = `é,\n${letters.join('')}`;
          const outcome = await decoded(windows1252(text), { chunk });
          expect(outcome).toMatchObject({ encoding: 'windows-1252', text, odd: [] });
        },
      ),
      { numRuns: 500 },
    ));

  it('reads each line for itself where encodings are mixed, as a naive reading of the whole', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => Buffer.from(text)),
            fc
              .string({ unit: fc.constantFrom('a', 'é', '€', 'Ã', '©'), maxLength: 8 })
              .map(windows1252),
            fc.uint8Array({ min: 1, maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
          ),
          { maxLength: 12 },
        ),
        fc.constantFrom('\n', '\r\n'),
        chunkSize,
        async (contents, lineEnd, chunk) => {
          // A line that is UTF-8 for certain, and an end, so that no last line is taken for cut.
          const bytes = Buffer.concat(
            [Buffer.from('乱'), ...contents].flatMap((line) => [line, Buffer.from(lineEnd)]),
          );
          const expected = naivelyDecoded(bytes);
          const { text, odd } = await decoded(bytes, { chunk });
          expect(text).toBe(expected.text);
          expect(odd.map(({ line }) => line)).toEqual(expected.odd);
        },
      ),
      { numRuns: 2_000 },
    ));

  it('never fails, and loses no line, whatever the bytes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        chunkSize,
        fc.constantFrom(undefined, 'utf-8', 'shift_jis', 'gb18030', 'euc-kr', 'windows-1251'),
        async (bytes, chunk, encoding) => {
          const outcome = await decoded(bytes, { chunk, encoding }).catch(
            (error: unknown) => error,
          );
          if (outcome instanceof Error) expect(outcome.message).toContain('UTF-32');
          else {
            const whole = await decoded(bytes, { encoding });
            expect(outcome).toMatchObject({ text: whole.text, odd: whole.odd });
          }
        },
      ),
      { numRuns: 2_000 },
    ));

  it('copes with few bytes that end what few bytes began', async () => {
    const bytes = Buffer.from(`${'x'.repeat(99)}\x81\x30\0${'x'.repeat(99)}`, 'latin1');
    const text = `${'x'.repeat(99)}\uFFFD0\0${'x'.repeat(99)}`;
    expect((await decoded(bytes, { encoding: 'gb18030', chunk: 1 })).text).toBe(text);
  });

  it('lets go of the source when the text is given up', async () => {
    for (const encoding of [undefined, 'utf-16le', 'latin1']) {
      const bytes = new Chunked(Buffer.alloc(3_000_000, 'id,title\n'), 1_000);
      for await (const text of decode(bytes, { name: 'x', encoding }).text) {
        expect(text.length).toBeGreaterThan(0);
        break;
      }
      expect(bytes.isClosed).toBe(true);
      expect(bytes.given).toBeLessThan(1_000_000);
    }
  });

  it('lets go of a source that it refuses', async () => {
    const bytes = new Chunked(
      Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.alloc(900_000)]),
      9,
    );
    await complaintOf(decode(bytes, { name: 'x' }).text[Symbol.asyncIterator]().next());
    expect(bytes.isClosed).toBe(true);
  });
});

/** Each line by itself, on the whole text at once. */
function naivelyDecoded(bytes: Buffer): { text: string; odd: number[] } {
  const odd: number[] = [];
  const read = bytes
    .toString('latin1')
    .split('\n')
    .map((content, i) => {
      const line = Buffer.from(content, 'latin1');
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
      } catch {
        odd.push(i + 1);
        return new TextDecoder('windows-1252').decode(line);
      }
    });
  return { text: read.join('\n'), odd };
}
