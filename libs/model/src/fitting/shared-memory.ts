/** The same data with all its typed arrays in memory that threads share: handing it over copies nothing. */
export function inSharedMemory<T extends object>(data: T): T {
  const entries = Object.entries(data).map(([key, value]: [string, unknown]) => [
    key,
    ArrayBuffer.isView(value)
      ? sharedCopy(value as Uint32Array)
      : typeof value === 'object' && value !== null
        ? inSharedMemory(value)
        : value,
  ]);
  return Object.fromEntries(entries) as T;
}

/** All arrays of the engine have elements of four bytes; the view stays of its own kind. */
function sharedCopy(array: Uint32Array | Float32Array): Uint32Array | Float32Array {
  const View = array.constructor as new (buffer: SharedArrayBuffer) => typeof array;
  const copy = new View(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
