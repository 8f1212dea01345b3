import { type TrainingResult, trainingResultSchema } from '#contracts';

/** What is read of a pod of a training Job. */
export interface TrainingPod {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly containerStatuses?: readonly {
      readonly state?: { readonly terminated?: Terminated };
    }[];
  };
}

interface Terminated {
  readonly exitCode: number;
  readonly reason?: string;
  readonly message?: string;
  readonly finishedAt?: string;
}

/** The result that a pod left, or undefined for a message that is none, such as the end of its log. */
export function parseResult(message: string | undefined): TrainingResult | undefined {
  try {
    return trainingResultSchema.safeParse(JSON.parse(message ?? '')).data;
  } catch {
    return undefined;
  }
}

export interface TrainingOutcome {
  /** What was made, if a pod said so; otherwise the last failure that a pod gave a reason for. */
  readonly result?: TrainingResult;
  /** What went wrong, for people; absent where nothing did. */
  readonly problem?: string;
}

/** What the pods of a Job tell of it, the ended ones among them. A retry counts for more than what it retried. */
export function outcomeOf(pods: readonly TrainingPod[]): TrainingOutcome {
  const ended = pods
    .flatMap(({ metadata: { name }, status }) =>
      (status?.containerStatuses ?? []).flatMap(({ state }) =>
        state?.terminated === undefined ? [] : [{ name, ...state.terminated }],
      ),
    )
    .toSorted((a, b) => msOf(b.finishedAt) - msOf(a.finishedAt));
  const results = ended.map((end) => ({ end, result: parseResult(end.message) }));
  const made = results.find(({ result }) => result?.result === 'trained');
  if (made?.result !== undefined) return { result: made.result };
  const failed = results.find(({ end }) => end.exitCode !== 0);
  if (failed === undefined) return {};
  const { end, result } = failed;
  return { ...(result === undefined ? {} : { result }), problem: problemOf(end, result) };
}

const MAX_TEXT = 500;

function problemOf(
  { name, exitCode, reason, message = '' }: Terminated & { readonly name: string },
  result: TrainingResult | undefined,
): string {
  if (result?.result === 'failed') return `${result.reason}: ${result.message}`;
  if (reason === 'OOMKilled')
    return `OOMKilled: pod ${name} needed more memory than spec.training.resources.limits allows`;
  const said = message.trim().slice(-MAX_TEXT);
  const ended = `pod ${name} ended with exit code ${exitCode}`;
  return said === '' ? ended : `${ended}: ${said}`;
}

const msOf = (time: string | undefined): number => (time === undefined ? 0 : Date.parse(time));
