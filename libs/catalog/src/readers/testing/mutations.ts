/** Random numbers that are the same for the same seed (mulberry32): integers from 0 up to a bound. */
export type Random = (bound: number) => number;

export function randomOf(seed: number): Random {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

export interface Mutant {
  /** What was done, to be told with a failure. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Bytes before the first that was changed. */
  readonly intact: number;
}

type Mutation = (file: Buffer, random: Random) => Omit<Mutant, 'name'>;

/** The file with some bytes replaced. */
const spliced = (file: Buffer, at: number, count: number, ...bytes: Uint8Array[]) => ({
  bytes: Buffer.concat([file.subarray(0, at), ...bytes, file.subarray(at + count)]),
  intact: at,
});

const placeOf = (file: Buffer, letters: string, random: Random): number => {
  const places = [...file.keys()].filter((at) => letters.includes(String.fromCharCode(file[at])));
  return places.length === 0 ? 0 : places[random(places.length)];
};

const insert =
  (text: string): Mutation =>
  (file, random) =>
    spliced(file, random(file.length + 1), 0, Buffer.from(text));

const removeOne =
  (letters: string): Mutation =>
  (file, random) =>
    spliced(file, placeOf(file, letters, random), 1);

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  cut: (file, random) => {
    const length = random(file.length);
    return { bytes: file.subarray(0, length), intact: length };
  },
  'a part left out': (file, random) => spliced(file, random(file.length), random(200)),
  'a part copied elsewhere': (file, random) => {
    const from = random(file.length);
    return spliced(file, random(file.length), 0, file.subarray(from, from + random(300)));
  },
  'bytes changed': (file, random) => {
    const places = Array.from({ length: 1 + random(4) }, () => random(file.length));
    const bytes = Buffer.from(file);
    for (const at of places) bytes[at] = random(256);
    return { bytes, intact: Math.min(...places) };
  },
  'a bit turned': (file, random) => {
    const at = random(file.length);
    return spliced(file, at, 1, Buffer.of(file[at] ^ (1 << random(8))));
  },
  'bytes filled': (file, random) => {
    const at = random(file.length);
    const count = Math.min(random(64), file.length - at);
    return spliced(file, at, count, Buffer.alloc(count, [0, 0xff, 0x7f, 0x80][random(4)]));
  },
  'another encoding': (file) => ({
    bytes: Buffer.from(file.toString('utf8'), 'utf16le'),
    intact: 0,
  }),
  'other delimiters': (file, random) => {
    const other = ';\t|'[random(3)];
    return {
      bytes: Buffer.from(file.toString('latin1').replaceAll(',', other), 'latin1'),
      intact: 0,
    };
  },
  'a large value': (file, random) =>
    spliced(
      file,
      random(file.length),
      0,
      Buffer.alloc(random(100) === 0 ? 5_000_000 : 20_000, 'x '),
    ),
  'lines exchanged': (file, random) => {
    const lines = file.toString('latin1').split('\n');
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b], lines[a]];
    return { bytes: Buffer.from(lines.join('\n'), 'latin1'), intact: 0 };
  },
  'a quote inserted': insert('"'),
  'a quote removed': removeOne('"'),
  'a bracket inserted': (file, random) => insert('{}[]'[random(4)])(file, random),
  'a bracket removed': removeOne('{}[]'),
  'a backslash inserted': insert('\\'),
  'a line end inserted': (file, random) => insert(['\n', '\r', '\r\n'][random(3)])(file, random),
  'a line end removed': removeOne('\n'),
  'a comma removed': removeOne(',:'),
};

/** The mutant of a seed: one mutation, sometimes two. */
export function mutantOf(file: Buffer, seed: number): Mutant {
  const random = randomOf(seed);
  const names = Object.keys(MUTATIONS);
  const first = names[random(names.length)];
  const mutant = { name: first, ...MUTATIONS[first](file, random) };
  if (random(4) > 0 || mutant.bytes.length === 0) return mutant;
  const second = names[random(names.length)];
  const { bytes, intact } = MUTATIONS[second](mutant.bytes, random);
  return {
    name: `${first}, then ${second}`,
    bytes,
    intact: Math.min(intact, mutant.intact),
  };
}
