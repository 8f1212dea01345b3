/** A version, or a model, that the store does not have. */
export class VersionNotFoundError extends Error {
  override readonly name = 'VersionNotFoundError';
}

/** A version that does not verify: it must not be used. */
export class DamagedVersionError extends Error {
  override readonly name = 'DamagedVersionError';
}

/** Somebody else is changing the same thing, or has done so meanwhile. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** What was asked for makes no sense as things stand, such as a step back where there is none. */
export class RolloutError extends Error {
  override readonly name = 'RolloutError';
}
