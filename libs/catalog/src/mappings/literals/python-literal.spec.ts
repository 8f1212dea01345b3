import fc from 'fast-check';
import { parsePythonLiteral } from './python-literal.js';

/** A text as Python's `repr` writes it: in double quotes only where that saves escaping. */
function reprOfText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return quote + Array.from(text, (char) => reprOfChar(char, quote)).join('') + quote;
}

function reprOfChar(char: string, quote: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = (digits: number) => code.toString(16).padStart(digits, '0');
  const named = new Map([
    ['\\', '\\\\'],
    ['\n', '\\n'],
    ['\r', '\\r'],
    ['\t', '\\t'],
    [quote, `\\${quote}`],
  ]).get(char);
  if (named !== undefined) return named;
  if (code < 0x20 || (code >= 0x7f && code <= 0xa0)) return `\\x${hex(2)}`;
  if (/[\p{C}\p{Z}]/u.test(char) && char !== ' ')
    return code > 0xffff ? `\\U${hex(8)}` : `\\u${hex(4)}`;
  return char;
}

/** What `repr` writes for a JSON value; a list at random as a tuple. */
function repr(value: unknown, isTuple = false): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return reprOfText(value);
  if (Array.isArray(value)) {
    const entries = value.map((entry) => repr(entry, !isTuple)).join(', ');
    if (!isTuple) return `[${entries}]`;
    return value.length === 1 ? `(${entries},)` : `(${entries})`;
  }
  if (typeof value === 'number') return String(value).replace(/e([+-])(\d)$/u, 'e$10$2');
  const pairs = Object.entries(value as object).map(
    ([key, held]) => `${reprOfText(key)}: ${repr(held)}`,
  );
  return `{${pairs.join(', ')}}`;
}

const character = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  fc.constantFrom("'", '"', '\\', '\n', '\u00a0'),
);

describe('parsePythonLiteral', () => {
  // Each literal was written by Python's own repr, but for the last, which Python reads alike.
  it.each<[string, unknown]>([
    [`[{'id': 16, 'name': 'Animation'}]`, [{ id: 16, name: 'Animation' }]],
    [
      `{'id': 3, 'name': "A Bug's Life", 'poster': None}`,
      { id: 3, name: "A Bug's Life", poster: null },
    ],
    [`{'name': 'She said "it\\'s"'}`, { name: `She said "it's"` }],
    [`['a\\xa0b', '\\u200b', '\\U000e0001', 'é']`, ['a\u00a0b', '\u200b', '\u{e0001}', 'é']],
    [`['\\\\', '\\n\\r\\t', '\\x00']`, ['\\', '\n\r\t', '\0']],
    [`[True, False, None]`, [true, false, null]],
    [`[0, -7, 1.5, 1e-07, 1e+22]`, [0, -7, 1.5, 1e-7, 1e22]],
    [`((1,), (), (1, 2))`, [[1], [], [1, 2]]],
    [`{'a': {'b': [[]]}}`, { a: { b: [[]] } }],
    [`'None'`, 'None'],
    [` [ 1 ,\n2, ] `, [1, 2]],
    [
      `['\\a\\b\\f\\v\\"\\101\\
', '\\d']`,
      ['\u0007\b\f\v"A', '\\d'],
    ],
  ])('reads %s', (literal, value) => {
    expect(parsePythonLiteral(literal)).toEqual(value);
  });

  it.each([
    '',
    'Toy Story',
    '0.065736.1',
    "[{'id': 16, 'name': 'Anim",
    "['a' 'b']",
    '[1 2]',
    '[1, , 2]',
    '[,]',
    '[1,,]',
    '(1, 2]',
    ']',
    '[1]]',
    "{'a', }",
    '{1: 2}',
    'Nones',
    '[1, nan]',
    '__import__("os").system("true")',
    "'\\U00110000'",
  ])('takes %j for no literal', (text) => {
    expect(parsePythonLiteral(text)).toBeUndefined();
  });

  it('is not led astray by a key called __proto__', () => {
    const value = parsePythonLiteral(`{'__proto__': {'name': 'x'}}`) as { name?: unknown };
    expect(value.name).toBeUndefined();
  });

  it('takes what is nested beyond any data set for no literal, however deep', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parsePythonLiteral(nested(50))).toBeDefined();
    expect(parsePythonLiteral(nested(51))).toBeUndefined();
    expect(parsePythonLiteral(nested(1_000_000))).toBeUndefined();
  });

  it.each([
    ['escapes', '\\n'],
    ['letters', 'ab'],
    ['quotes', '"'],
  ])('reads a text of very many %s', (_, piece) => {
    const unescaped = piece.replace('\\n', '\n').repeat(500_000);
    const written = piece.repeat(500_000);
    expect(parsePythonLiteral(`'${written}'`)).toHaveLength(unescaped.length);
    expect(parsePythonLiteral(`'${written}`)).toBeUndefined();
  });

  it('reads what repr writes', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: character }), (value) => {
        // JSON has no negative zero.
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(parsePythonLiteral(repr(plain))).toEqual(plain);
      }),
      { numRuns: 1_000 },
    ));

  it('takes a text that was cut for no literal, and never throws', () =>
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.nat(), (value, at) => {
        const literal = repr(value);
        expect(parsePythonLiteral(literal.slice(0, at % literal.length))).toBeUndefined();
      }),
      { numRuns: 500 },
    ));

  it('never throws, whatever it is given', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('[](){},:\'"\\ 1e-.xuU'), 'None') }),
        (text) => {
          expect(() => parsePythonLiteral(text)).not.toThrow();
        },
      ),
      { numRuns: 2_000 },
    ));
});
