import type { FilmOrder } from '../film-order.js';
import { lowerBound } from '../index/lower-bound.js';
import type { NameTable } from './name-table.js';
import type { TitleShelf } from './title-shelf.js';

/** In how many names of all shelves words stand, without the names of films that have gone. */
export class WordFrequencies {
  /** How many names there are. */
  readonly count: number;
  private readonly tables: readonly NameTable[];
  /** Of each table the words of names that have gone, ascending, each as often as it stands there. */
  private readonly gone: readonly Uint32Array[];

  constructor(shelves: readonly TitleShelf[], order: FilmOrder) {
    this.tables = shelves.map(({ table }) => table);
    let count = 0;
    this.gone = this.tables.map((table) => {
      const names = order.gone.flatMap((film) => namesOfFilm(table, film));
      count += table.count - names.length;
      return Uint32Array.from(names.flatMap((name) => [...table.numbersOf(name)])).sort();
    });
    this.count = count;
  }

  /** In how many places the words `from` … `to − 1` of a shelf stand there. */
  between(shelf: number, from: number, to: number): number {
    const gone = this.gone[shelf];
    const all = this.tables[shelf].frequency(from, to);
    return gone.length === 0 ? all : all - (lowerBound(gone, to) - lowerBound(gone, from));
  }

  /** How telling a word of a shelf is that stands in a name there. */
  weightOf(shelf: number, word: number): number {
    let frequency = this.between(shelf, word, word + 1);
    for (let other = 0; other < this.tables.length; other++) {
      if (other === shelf) continue;
      const twin = this.tables[other].list.numberOf(this.tables[shelf].list.words[word]);
      if (twin !== undefined) frequency += this.between(other, twin, twin + 1);
    }
    return this.weight(frequency);
  }

  /** How telling it is to be in so many places of all, 0–1. */
  weight(frequency: number): number {
    return Math.log(1 + this.count / Math.max(1, frequency)) / Math.log(1 + this.count);
  }
}

/** Names stand by film. */
function namesOfFilm({ films }: NameTable, film: number): number[] {
  const names: number[] = [];
  for (let name = lowerBound(films, film); films[name] === film; name++) names.push(name);
  return names;
}
