/** What a command has found, for a program and for a person. */
export interface Findings {
  readonly json: unknown;
  readonly text: () => string;
}

export function print(
  { json, text }: Findings,
  { json: wantsJson }: { readonly json?: true },
): void {
  console.log(wantsJson === true ? JSON.stringify(json, null, 2) : text());
}

/** A moment as people read it, to the second, in UTC. */
export const formatTime = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

export const formatMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
