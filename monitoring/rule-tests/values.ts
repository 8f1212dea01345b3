/** A stretch of minutes in which a series behaves the same way. */
export type Stretch = readonly [value: number | 'absent', minutes: number];

/** A gauge that has each value for so many steps, in promtool's notation. */
export const gauge = (...stretches: readonly Stretch[]): string =>
  stretches
    .map(([value, steps]) => (value === 'absent' ? `_x${steps}` : `${value}x${steps - 1}`))
    .join(' ');

/** A counter that grows by each amount a step for so many steps. */
export function counter(
  ...stretches: readonly (readonly [perStep: number, steps: number])[]
): string {
  let total = 0;
  return stretches
    .map(([perStep, steps]) => {
      const first = total + perStep;
      total += perStep * steps;
      return `${first}+${perStep}x${steps - 1}`;
    })
    .join(' ');
}
