import { CatalogueError } from '../../errors.js';
import { type Outline, outlineOf } from './outline.js';

/** How the objects that are rows lie in a JSON document. */
export interface Layout {
  /**
   * In one list; as the values of one object; or at the top, be it one object, one list or several
   * of them, one behind the other.
   */
  readonly kind: 'list' | 'members' | 'top';
  /** Where the inside of that list or object begins in the text; 0 for the top. */
  readonly inside: number;
  /** How many objects are around the rows. */
  readonly depth: number;
}

export const TOP: Layout = { kind: 'top', inside: 0, depth: 0 };

/** A list in the document, and how deep it lies. */
interface List {
  readonly path: string;
  readonly outline: Outline;
  readonly depth: number;
}

/**
 * Finds the rows in a document that begins with an object. What has a title is a film: that tells
 * `{"results": [{"title": …}]}` from `{"title": …, "cast": [{"name": …}]}`. Where nothing has one,
 * rows are the only list of objects there is, or the values of an object that holds nothing else.
 *
 * @param head the beginning of the document, or all of it
 * @throws CatalogueError when several lists may be meant
 */
export function layoutOf(head: string): Layout {
  const root = outlineOf(head);
  if (root.end !== undefined && /^\s*[{[]/u.test(head.slice(root.end))) return TOP;

  const outer = listsIn(root, '', 1);
  const inner = objectsIn(root).flatMap(({ name, outline }) => listsIn(outline, `${name}.`, 2));
  const titled = objectsIn(root).filter(({ outline }) => hasTitle(outline));
  const films = [outer, inner].map((lists) => lists.filter(holdsTitles));

  if (films[0].length > 0) return only(films[0]);
  if (titled.length > (films[1].length === 1 ? 1 : 0)) return membersOf(root);
  if (films[1].length > 0) return only(films[1]);
  if (hasTitle(root)) return TOP;
  if (outer.length + inner.length === 1) return only([...outer, ...inner]);
  if (holdsObjectsOnly(root)) return membersOf(root);
  return outer.length > 0 ? only(outer) : TOP;
}

const objectsIn = ({ inner }: Outline): Outline['inner'] =>
  inner.filter(({ outline }) => !outline.isList);

const listsIn = ({ inner }: Outline, prefix: string, depth: number): List[] =>
  inner
    .filter(({ outline }) => outline.isList && objectsIn(outline).length > 0)
    .map(({ name, outline }) => ({ path: prefix + name, outline, depth }));

const hasTitle = ({ plain }: Outline): boolean => plain.some((name) => /title/iu.test(name));

const holdsTitles = ({ outline }: List): boolean =>
  objectsIn(outline).some((object) => hasTitle(object.outline));

const holdsObjectsOnly = ({ plain, inner }: Outline): boolean =>
  plain.length === 0 && inner.length > 0 && inner.every(({ outline }) => !outline.isList);

const membersOf = ({ inside }: Outline): Layout => ({ kind: 'members', inside, depth: 1 });

function only(lists: readonly List[]): Layout {
  if (lists.length > 1)
    throw new CatalogueError(
      `the JSON document holds several lists of objects (${lists.map(({ path }) => path).join(', ')}): ` +
        'it must hold one, that of the films',
    );
  const [{ outline, depth }] = lists;
  return { kind: 'list', inside: outline.inside, depth };
}
