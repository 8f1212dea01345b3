declare module 'natural/lib/natural/stemmers/*' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
declare module 'natural/lib/natural/util/*' {
  const list: { words: string[] };
  export default list;
}
declare module 'stopwords-iso' {
  const lists: Partial<Record<string, string[]>>;
  export default lists;
}
