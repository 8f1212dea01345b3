/** A thread that took part in a fit died, with the reason; nothing has been fitted. */
export class ThreadError extends Error {
  override readonly name = 'ThreadError';

  constructor(reason: string, options?: ErrorOptions) {
    super(`a thread that was looking for neighbours died: ${reason}`, options);
  }
}
