import { randomUUID } from 'node:crypto';
import { contentOf } from '../testing/objects.js';
import { describeStores, type TestStore } from '../testing/stores.js';
import { StoreError } from './errors.js';
import type { Store } from './store.js';

jest.setTimeout(60_000);

async function textOf(store: Store, key: string): Promise<string | undefined> {
  const object = await store.get(key, 1e9);
  return object && Buffer.from(object.buffer).toString();
}

const keysOf = async (store: Store, prefix: string): Promise<string[]> =>
  (await store.list(prefix)).map(({ key }) => key);

describeStores('a store', (newStore: () => Promise<TestStore>) => {
  let store: Store;
  beforeEach(async () => {
    ({ store } = await newStore());
  });

  it('gives back what was put, with its digest', async () => {
    const content = contentOf('a film ', 'and ', 'another');
    await store.put('a/b/c.json', content);
    const object = await store.get('a/b/c.json', 100);
    expect(Buffer.from(object?.buffer ?? []).toString()).toBe('a film and another');
    expect(object?.digest).toBe(content.digest);
  });

  it('keeps objects of no bytes and of many', async () => {
    const large = contentOf('x'.repeat(3_000_000), 'y'.repeat(2_000_001));
    await store.put('none', contentOf());
    await store.put('large', large);
    expect(await textOf(store, 'none')).toBe('');
    expect((await store.get('large', 1e7))?.digest).toBe(large.digest);
  });

  it('has nothing where nothing was put', async () => {
    expect(await store.get('a', 100)).toBeUndefined();
    expect(await store.list('')).toEqual([]);
    await expect(store.remove('a')).resolves.toBeUndefined();
    await store.put('a', contentOf('x'));
    expect(await store.get('a/b', 100)).toBeUndefined();
  });

  it('replaces what was put, and etags tell the contents apart', async () => {
    await store.put('a', contentOf('1'));
    const first = await store.get('a', 100);
    await store.put('a', contentOf('2'));
    const second = await store.get('a', 100);
    expect(Buffer.from(second?.buffer ?? []).toString()).toBe('2');
    expect(second?.etag).not.toBe(first?.etag);
  });

  it('refuses to read more than is wanted, naming store, key and both numbers', async () => {
    await store.put('a/b', contentOf('12345'));
    await expect(store.get('a/b', 4)).rejects.toThrow(StoreError);
    await expect(store.get('a/b', 4)).rejects.toThrow(/a\/b.*5 bytes, at most 4/u);
    expect(await textOf(store, 'a/b')).toBe('12345');
  });

  it('lists keys that begin so, sorted, with size and age', async () => {
    for (const key of ['b/2', 'b/1/x', 'a', 'bc', 'b/10']) await store.put(key, contentOf(key));
    expect(await keysOf(store, '')).toEqual(['a', 'b/1/x', 'b/10', 'b/2', 'bc']);
    expect(await keysOf(store, 'b/')).toEqual(['b/1/x', 'b/10', 'b/2']);
    expect(await keysOf(store, 'b/1')).toEqual(['b/1/x', 'b/10']);
    expect(await keysOf(store, 'z')).toEqual([]);
    const [{ bytes, modifiedAt }] = await store.list('b/1/');
    expect(bytes).toBe(5);
    expect(Math.abs(Date.now() - modifiedAt.getTime())).toBeLessThan(60_000);
  });

  it('deletes one object and no other', async () => {
    for (const key of ['a/1', 'a/2']) await store.put(key, contentOf(key));
    await store.remove('a/1');
    expect(await keysOf(store, '')).toEqual(['a/2']);
    await store.remove('a/2');
    expect(await keysOf(store, '')).toEqual([]);
    await store.put('a/3', contentOf('again'));
    expect(await textOf(store, 'a/3')).toBe('again');
  });

  it('shows a reader one whole content or the other, while many are written', async () => {
    const texts = ['a'.repeat(200_000), 'b'.repeat(100_000)];
    await store.put('k', contentOf(texts[0]));
    const writes = Array.from({ length: 10 }, (_, i) => store.put('k', contentOf(texts[i % 2])));
    const reads = Array.from({ length: 20 }, () => textOf(store, 'k'));
    for (const text of await Promise.all(reads)) expect(texts).toContain(text);
    await Promise.all(writes);
  });

  describe('replaces an object', () => {
    it('if it is still the same', async () => {
      await store.put('k', contentOf('1'));
      const { etag } = (await store.get('k', 100)) ?? {};
      expect(await store.replace('k', contentOf('2'), etag)).toBe(true);
      expect(await store.replace('k', contentOf('3'), etag)).toBe(false);
      expect(await textOf(store, 'k')).toBe('2');
    });

    it('if there is none, when none is expected', async () => {
      expect(await store.replace('a/k', contentOf('1'), undefined)).toBe(true);
      expect(await store.replace('a/k', contentOf('2'), undefined)).toBe(false);
      expect(await textOf(store, 'a/k')).toBe('1');
    });

    it('not if there is none and one is expected', async () => {
      await store.put('k', contentOf('1'));
      const { etag } = (await store.get('k', 100)) ?? {};
      await store.remove('k');
      expect(await store.replace('k', contentOf('2'), etag)).toBe(false);
      expect(await store.get('k', 100)).toBeUndefined();
    });

    it('once, of twenty that try at the same time', async () => {
      for (let round = 0; round < 5; round++) {
        const before = await store.get('k', 100);
        const texts = Array.from({ length: 20 }, () => randomUUID());
        const swapped = await Promise.all(
          texts.map((text) => store.replace('k', contentOf(text), before?.etag)),
        );
        expect(swapped.filter(Boolean)).toHaveLength(1);
        expect(await textOf(store, 'k')).toBe(texts[swapped.indexOf(true)]);
      }
    });

    it('so that no change is lost: counters that count together count right', async () => {
      const [counters, steps] = [6, 12];
      const count = async (): Promise<void> => {
        for (let step = 0; step < steps;) {
          const before = await store.get('count', 100);
          const value = before === undefined ? 0 : Number(Buffer.from(before.buffer).toString());
          if (await store.replace('count', contentOf(String(value + 1)), before?.etag)) step++;
        }
      };
      await Promise.all(Array.from({ length: counters }, count));
      expect(await textOf(store, 'count')).toBe(String(counters * steps));
      expect(await keysOf(store, '')).toEqual(['count']);
    });
  });
});
