/** An object or a list of a JSON document, and what lies inside it. */
export interface Outline {
  readonly isList: boolean;
  /** Where its inside begins in the text. */
  readonly inside: number;
  /** Behind its end, if it has one. */
  end?: number;
  /** The names of its values that are neither objects nor lists. */
  readonly plain: string[];
  /** Its objects and lists with their names; of a list only the first, which has no name. */
  readonly inner: { readonly name: string; readonly outline: Outline }[];
}

/** A film in a list in an object in an object: what lies deeper says nothing about the layout. */
const DEPTH = 4;

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s"{}[\]:,]+/gsu;

/** The outline of the object or list with which a text begins; it need neither be sound nor end. */
export function outlineOf(text: string): Outline {
  const root: Outline = { isList: false, inside: 0, plain: [], inner: [] };
  const open = [root];
  let name = '';
  let last = '';
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const outer = open[open.length - 1];
    if (token === ':') name = last.slice(1, -1);
    else if (token === '{' || token === '[') {
      const outline: Outline = { isList: token === '[', inside: index + 1, plain: [], inner: [] };
      if (open.length <= DEPTH && isPlaceFor(outer, last)) outer.inner.push({ name, outline });
      open.push(outline);
      name = '';
    } else if (token === '}' || token === ']') {
      outer.end = index + 1;
      if (open.length > 1) open.pop();
      if (open.length === 1) break;
    } else if (last === ':') outer.plain.push(name);
    last = token;
  }
  return root.inner[0]?.outline ?? root;
}

/** Whether a value stands where one may stand; of a list, only the first is told. */
const isPlaceFor = ({ isList, inner }: Outline, before: string): boolean =>
  isList ? inner.length === 0 : before === ':' || before === '';
