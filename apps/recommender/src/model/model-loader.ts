import { readManifest, type Store, VersionNotFoundError } from '#model';
import type { Dress } from './dress.js';
import { ModelInService } from './model-in-service.js';
import { type Refusal, toRefusal, TooLargeError } from './refusal.js';
import { type ReadVersion, RefusedError } from './version-reader.js';
import { type Preparation, prepare, prepareLater } from './warm-up.js';
import { withYoungGenerationHeld } from './young-generation.js';

/** A model takes the memory of its artifact and, for what is derived from it, about as much again. */
const MEMORY_TIMES = 2;

export interface LoaderParts extends Preparation {
  readonly store: Store;
  readonly name: string;
  readonly dress: Dress;
  /** Largest artifact in bytes; 0 for what the memory that is left allows. */
  readonly limitBytes: number;
  readonly read: ReadVersion;
}

/** Makes a version of the store ready to answer: checks, reads, verifies, prepares, warms up. */
export class ModelLoader {
  constructor(private readonly parts: LoaderParts) {}

  /**
   * @param isServing whether requests are answered meanwhile, and must not notice
   * @returns the model, or why it cannot be put in service
   */
  async load(
    id: string,
    isServing: boolean,
    signal: AbortSignal,
  ): Promise<ModelInService | Refusal> {
    try {
      await this.assertFits(id);
      return await withYoungGenerationHeld(() => this.makeReady(id, isServing, signal));
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof RefusedError ? error.refusal : toRefusal(error);
    }
  }

  private async makeReady(
    id: string,
    isServing: boolean,
    signal: AbortSignal,
  ): Promise<ModelInService> {
    const { name, dress, read } = this.parts;
    const { file, trainedAt } = await read(id, isServing, signal);
    const model = new ModelInService(name, file, dress, trainedAt);
    if (isServing) await prepare(model, this.parts, signal);
    else prepareLater(model, this.parts, signal);
    return model;
  }

  /** The manifest states the size, so that nothing is read that there is no room for. */
  private async assertFits(id: string): Promise<void> {
    const { store, name, limitBytes } = this.parts;
    const manifest = await readManifest(store, name, id);
    if (manifest === undefined)
      throw new VersionNotFoundError(`${store.url} has no version ${id} of ${name}`);
    const { bytes } = manifest;
    const most = limitBytes > 0 ? limitBytes : process.availableMemory() / MEMORY_TIMES;
    if (bytes > most)
      throw new TooLargeError(
        `${name} ${id}: ${bytes} bytes, at most ${Math.floor(most)} may be loaded`,
      );
  }
}
