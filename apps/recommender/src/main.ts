import './http/keep-tick-shape.js';
import './http/inline-more.js';
import './starting.js';

// Not before these, also where a bundler puts modules together: loading it is part of the start.
await import('./program.js');
