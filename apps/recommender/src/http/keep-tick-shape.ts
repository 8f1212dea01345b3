/*
 * Keeps one of the objects alive that Node makes for each `process.nextTick`, of which a request
 * needs about eight. V8 drops the shape (map) of objects when a collection of the old space finds
 * none of them, as happens while a model is loaded; the code that makes them has then seen two shapes
 * and takes the general path for ever: 300 ns for each instead of 70 ns, a tenth of the fastest
 * request. So this is the first thing that the program loads.
 */
import { createHook } from 'node:async_hooks';

const kept: object[] = [];
const hook = createHook({
  init(_id, type, _trigger, resource) {
    if (type === 'TickObject') kept.push(resource);
  },
});
hook.enable();
process.nextTick(() => undefined);
hook.disable();
