import type { Command } from 'commander';

/** What a command has printed on stdout and told on stderr. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in this process; what it throws comes out of the promise. */
export async function runCommand(command: Command, ...args: readonly string[]): Promise<Printed> {
  let stdout = '';
  let stderr = '';
  const log = jest.spyOn(console, 'log').mockImplementation((text: string) => {
    stdout += `${text}\n`;
  });
  const error = jest.spyOn(console, 'error').mockImplementation((text: string) => {
    stderr += `${text}\n`;
  });
  try {
    await command
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync(args, { from: 'user' });
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
  return { stdout, stderr };
}
