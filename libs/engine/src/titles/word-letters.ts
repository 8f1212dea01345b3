/** Words as their code units, one after the other: word w is `units[starts[w]]` … `units[starts[w + 1] − 1]`. */
export interface WordLetters {
  readonly units: Uint16Array;
  readonly starts: Uint32Array;
}

const WORDS_A_STEP = 512;

export function encodeWords(words: readonly string[]): WordLetters {
  const starts = new Uint32Array(words.length + 1);
  words.forEach((word, i) => (starts[i + 1] = starts[i] + word.length));
  const units = new Uint16Array(starts[words.length]);
  words.forEach((word, w) => {
    for (let i = 0; i < word.length; i++) units[starts[w] + i] = word.charCodeAt(i);
  });
  return { units, starts };
}

/** The words as texts again, a few at a time. */
export function* decodingWords({ units, starts }: WordLetters): Generator<void, readonly string[]> {
  const words: string[] = [];
  for (let w = 0; w + 1 < starts.length; w++) {
    words.push(String.fromCharCode(...units.subarray(starts[w], starts[w + 1])));
    if (w % WORDS_A_STEP === 0) yield;
  }
  return words;
}
