import { Lazy } from './lazy.js';

function counted() {
  let steps = 0;
  const lazy = new Lazy(function* () {
    for (; steps < 5; steps++) yield;
    return { steps };
  });
  return { lazy, steps: () => steps };
}

describe('Lazy', () => {
  it('makes nothing before it is needed, and then all of it, once', () => {
    const { lazy, steps } = counted();
    expect(steps()).toBe(0);
    const { value } = lazy;
    expect(value).toEqual({ steps: 5 });
    expect(lazy.value).toBe(value);
  });

  it('is finished by whoever needs it in the middle of being prepared', () => {
    const { lazy, steps } = counted();
    const preparing = lazy.preparing();
    preparing.next();
    preparing.next();
    expect(steps()).toBeLessThan(5);
    expect(lazy.value).toEqual({ steps: 5 });
    expect([...preparing]).toEqual([]);
  });
});
