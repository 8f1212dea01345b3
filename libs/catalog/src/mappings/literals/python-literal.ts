import { pythonTextEnd, unescapePythonText } from './python-text.js';

/** No list of a data set lies deeper; what does is none, and would exhaust the stack of who walks it. */
const MAX_DEPTH = 50;

/** A token of what `repr` writes; of a text only the quote with which it begins. */
const TOKEN = /\s*(['"[\](){},:]|(?:None|True|False)(?!\w)|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/uy;

/** Tokens that JSON writes in another way. */
const JSON_TOKENS: ReadonlyMap<string, string> = new Map([
  ['None', 'null'],
  ['True', 'true'],
  ['False', 'false'],
  ['(', '['],
  [')', ']'],
]);

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
]);

/**
 * The value of a Python literal as `repr` writes lists, tuples, dicts with text keys, strings,
 * numbers, True, False and None; tuples become lists, None becomes null. Nothing is evaluated: the
 * tokens are rewritten as those of JSON, and JSON's own parser judges the whole.
 *
 * @returns undefined when the text is no such literal
 */
export function parsePythonLiteral(literal: string): unknown {
  try {
    return JSON.parse(jsonOf(literal.trim()));
  } catch {
    return undefined;
  }
}

/** @throws SyntaxError where a token is none of these, lies too deep or closes what is not open */
function jsonOf(literal: string): string {
  const json: string[] = [];
  const awaited: string[] = [];
  for (let position = 0; position < literal.length;) {
    const token = tokenAt(literal, position);
    position = TOKEN.lastIndex;
    if (token === "'" || token === '"') {
      const start = position;
      position = pythonTextEnd(literal, start, token);
      json.push(JSON.stringify(unescapePythonText(literal.slice(start, position - 1))));
    } else {
      nest(token, awaited);
      if (isClosing(token)) dropLastComma(json);
      json.push(JSON_TOKENS.get(token) ?? token);
    }
  }
  // Not side by side: two numbers must not become one.
  return json.join(' ');
}

function tokenAt(literal: string, position: number): string {
  TOKEN.lastIndex = position;
  const match = TOKEN.exec(literal);
  if (match === null) throw new SyntaxError(`no token at ${position}`);
  return match[1];
}

/** Keeps the brackets that are to be closed, the innermost last. */
function nest(token: string, awaited: string[]): void {
  const closing = CLOSING.get(token);
  if (closing !== undefined && awaited.push(closing) > MAX_DEPTH)
    throw new SyntaxError('nested too deep');
  if (isClosing(token) && awaited.pop() !== token) throw new SyntaxError(`${token} closes nothing`);
}

const isClosing = (token: string): boolean => token === ']' || token === ')' || token === '}';

/** Python lets a comma end a list, and a tuple of one must have it; behind no entry it is wrong. */
function dropLastComma(json: string[]): void {
  const entry = json.at(-2) ?? '[';
  if (json.at(-1) === ',' && entry !== '[' && entry !== '{') json.pop();
}
