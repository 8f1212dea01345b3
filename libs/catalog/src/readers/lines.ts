/**
 * The lines of a UTF-8 text, without a byte order mark. A line ends with LF alone (a CR before it
 * is part of the line): other separators that Unicode knows may stand inside a JSON string.
 */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  // It keeps the first bytes of a letter that is cut by the end of a chunk.
  const decoder = new TextDecoder();
  let unfinished = '';
  for await (const chunk of bytes) {
    const [first, ...others] = decoder.decode(chunk, { stream: true }).split('\n');
    unfinished += first;
    for (const line of others) {
      yield unfinished;
      unfinished = line;
    }
  }
  unfinished += decoder.decode();
  if (unfinished !== '') yield unfinished;
}
