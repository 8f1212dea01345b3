import type { Command } from 'commander';
import { createDiffCommand } from './diff.command.js';
import { createGcCommand } from './gc.command.js';
import { createListCommand } from './list.command.js';
import { createPromoteCommand } from './promote.command.js';
import { createRollbackCommand } from './rollback.command.js';
import { createVerifyCommand } from './verify.command.js';

/** The commands that work on a store of models, in the order in which a person needs them. */
export const createStoreCommands = (): readonly Command[] => [
  createListCommand(),
  createDiffCommand(),
  createVerifyCommand(),
  createPromoteCommand(),
  createRollbackCommand(),
  createGcCommand(),
];
