const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const HASHES = 2 ** 32;

/**
 * Divides callers between the stable model and a candidate. A caller's place, 0 to 100, depends on
 * the caller and the candidate alone, and the candidate has all places below its weight: while the
 * weight grows callers only ever go over to it, and each candidate is tried on other callers.
 */
export class Split {
  private readonly seed: number;

  /** @param candidate its id */
  constructor(
    candidate: string,
    private readonly weight: number,
  ) {
    this.seed = fnv1a(candidate, FNV_OFFSET);
  }

  /** Whether the candidate answers a caller. */
  takes(caller: string): boolean {
    return (mixed(fnv1a(caller, this.seed)) / HASHES) * 100 < this.weight;
  }
}

/** FNV-1a (Fowler, Noll & Vo) over code units. */
function fnv1a(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash;
}

/** MurmurHash3's last step: texts that differ in one digit only, as counted ids do, fall far apart. */
function mixed(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
