/** RFC 3339 with six decimals, which Leases and Events ask for; Node's dates know three of them. */
export const microTime = (date: Date): string => date.toISOString().replace('Z', '000Z');

/** RFC 3339 in whole seconds: `metav1.Time`, as of conditions. */
export const secondTime = (date: Date): string => date.toISOString().replace(/\.\d+Z$/u, 'Z');
