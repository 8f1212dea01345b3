import fc from 'fast-check';

// Where a red run must mean that the change is at fault, the same cases are tried every time; on a
// developer's machine new ones are, and a failure prints the seed that brings it back.
if (process.env.CI !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1895 });
