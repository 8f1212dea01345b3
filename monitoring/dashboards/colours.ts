/** What a colour means is the same on every panel. */
export const COLOURS = {
  stable: '#5794F2',
  candidate: '#FF9830',
  shadow: '#B877D9',
  good: '#73BF69',
  warning: '#FADE2A',
  bad: '#F2495C',
  quiet: '#8E8E8E',
} as const;

/** Series that have a colour of their own wherever their name comes up in a legend. */
export const FIXED_COLOURS: readonly (readonly [legend: RegExp, colour: string])[] = [
  [/\bstable\b/u, COLOURS.stable],
  [/\bcandidate\b/u, COLOURS.candidate],
  [/\bshadow\b/u, COLOURS.shadow],
  [/^(?:5xx|error|failed)\b/u, COLOURS.bad],
  [/^(?:4xx|empty|limit)\b/u, COLOURS.warning],
];
