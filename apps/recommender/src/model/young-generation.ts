import { setFlagsFromString } from 'node:v8';

/** V8's own setting: memory for young objects is doubled when many of them live on. */
const DOUBLING = 2;

let holds = 0;

/**
 * Keeps the memory for young objects as it is until the returned function is called; others may hold
 * it as well. What a start or a new model makes is there to stay, and V8 takes that for a reason to
 * double this memory again and again, to 64 MB: it would stay so large, and each of its collections
 * would move more at once, while requests wait.
 */
export function holdYoungGeneration(): () => void {
  if (holds++ === 0) setGrowth(1);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    if (--holds === 0) setGrowth(DOUBLING);
  };
}

/** The same as long as some work takes. */
export async function withYoungGenerationHeld<T>(work: () => Promise<T>): Promise<T> {
  const release = holdYoungGeneration();
  try {
    return await work();
  } finally {
    release();
  }
}

const setGrowth = (factor: number): void =>
  setFlagsFromString(`--semi-space-growth-factor=${factor}`);
