/**
 * A controller that is aborted with its parent. `release` lets the parent go again: a parent that
 * lives as long as the process would otherwise keep every child (as AbortSignal.any was seen to do).
 */
export function childOf(parent: AbortSignal): {
  readonly controller: AbortController;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const abort = (): void => controller.abort(parent.reason);
  if (parent.aborted) abort();
  else parent.addEventListener('abort', abort);
  return { controller, release: () => parent.removeEventListener('abort', abort) };
}
