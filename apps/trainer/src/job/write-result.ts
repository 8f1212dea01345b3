import { writeFileSync } from 'node:fs';
import { MAX_RESULT_BYTES, type TrainingResult } from '#contracts';

/** What a message is cut to at first; the result around it needs some 100 bytes. */
const MAX_MESSAGE = 2_000;
const MAX_LOCATION = 512;

/** A result as JSON that Kubernetes keeps whole: texts that are too long lose their end. */
export function encodeResult(result: TrainingResult): string {
  for (let most = MAX_MESSAGE; ; most = Math.floor(most / 2)) {
    const text = JSON.stringify(shortened(result, most));
    if (Buffer.byteLength(text) <= MAX_RESULT_BYTES || most === 0) return text;
  }
}

function shortened(result: TrainingResult, most: number): TrainingResult {
  switch (result.result) {
    case 'failed':
      return { ...result, message: cut(result.message, most) };
    case 'trained': {
      const { location } = result.catalogue;
      const most1 = Math.min(most, MAX_LOCATION);
      return { ...result, catalogue: { ...result.catalogue, location: cut(location, most1) } };
    }
    case 'shard':
      return result;
  }
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`;

/** Outside a cluster there is no such file, and whoever runs it reads what is printed. */
export function writeResult(path: string, result: TrainingResult): void {
  const text = encodeResult(result);
  console.log(text);
  try {
    writeFileSync(path, text);
  } catch (error) {
    console.error(`warning: ${path} cannot be written: ${(error as Error).message}`);
  }
}
