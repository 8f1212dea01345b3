/** @throws RangeError that names the value, shows it and says what was expected in its place */
export function expectThat(
  condition: boolean,
  name: string,
  value: unknown,
  expected: string,
): asserts condition {
  const shown = typeof value === 'number' ? String(value) : JSON.stringify(value);
  if (!condition) throw new RangeError(`${name} is ${shown}, expected ${expected}`);
}
