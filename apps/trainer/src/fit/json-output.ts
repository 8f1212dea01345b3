import { EXIT } from '../exit-codes.js';
import { exitCodeOf } from '../failures.js';
import { type StageProgress, StageThrottle } from '../progress/stage-throttle.js';
import type { FitOutput } from './fit-output.js';

const PROGRESS_MS = 200;

/** Tells a program: JSON Lines on stdout and nothing else, each with its kind as "event". */
export function createJsonOutput(): FitOutput {
  return {
    progress: new StageThrottle(PROGRESS_MS, ({ stage, done, total }: StageProgress) => {
      print('progress', { stage, done, total });
    }),
    report({ json }) {
      print('report', json);
    },
    ratings({ report, linksSource }) {
      print('ratings', { ...report, linksSource });
    },
    warning(message) {
      print('warning', { message });
    },
    model(model) {
      print('model', model);
    },
    error(error) {
      const message = error instanceof Error ? error.message : String(error);
      print('error', { message, exitCode: exitCodeOf(error) ?? EXIT.failed });
    },
  };
}

function print(event: string, details: object): void {
  console.log(JSON.stringify({ event, ...details }));
}
