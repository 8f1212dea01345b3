import { readFileSync } from 'node:fs';
import { assertConfig, type EngineConfig } from '#engine';

/** A file of settings that is not there, or holds none. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError';
}

/** @throws ConfigFileError naming the file and the first bad value */
export function readConfig(path: string): EngineConfig {
  try {
    const config: unknown = JSON.parse(readFileSync(path, 'utf8'));
    assertConfig(config);
    return config;
  } catch (error) {
    throw new ConfigFileError(`${path} is no configuration: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
