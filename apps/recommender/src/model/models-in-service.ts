import type { ModelRole, Variant } from '#contracts';
import { ProblemException } from '../http/problem-exception.js';
import type { ModelInService } from './model-in-service.js';
import { Split } from './variant.js';

/** The model that answers one request, captured at its start and passed down. */
export interface Chosen<Role extends ModelRole = Variant> {
  readonly model: ModelInService;
  /** What it is in service as. */
  readonly variant: Role;
  /** Is asked the same afterwards, if there is one. */
  readonly shadow: ModelInService | undefined;
  /** Whether another model might have answered the same request of somebody else. */
  readonly isTrial: boolean;
  /** Tell the client which model it was. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A version that is to be in service and is not. */
export interface AbsentModel {
  /** Its id in full. */
  readonly id: string;
  readonly role: ModelRole;
  readonly weight?: number;
  /** Undefined while it is being loaded. */
  readonly refusal?: { readonly message: string; readonly retryAt: Date };
}

/** What a snapshot is made of. */
export interface SnapshotParts {
  readonly stable?: ModelInService | undefined;
  readonly candidate?: ModelInService | undefined;
  /** Per cent of the requests that the candidate answers. */
  readonly weight?: number;
  readonly shadow?: ModelInService | undefined;
  readonly absent?: readonly AbsentModel[];
  /** Id of the version that this process was told to serve. */
  readonly pinned?: string | undefined;
  /** Why there is no stable model. */
  readonly problem?: string | undefined;
}

const RETRY_AFTER_SECONDS = 5;

/** The models in service at one moment. It never changes: a swap is another snapshot. */
export class Snapshot {
  readonly absent: readonly AbsentModel[];
  private readonly stableChosen: Chosen | undefined;
  private readonly candidateChosen: Chosen | undefined;
  private readonly split: Split | undefined;

  constructor(readonly parts: SnapshotParts) {
    const { stable, candidate, weight = 0, absent = [] } = parts;
    this.absent = absent;
    this.stableChosen = stable && this.chosen(stable, 'stable');
    this.candidateChosen = candidate && this.chosen(candidate, 'candidate');
    this.split = candidate && new Split(candidate.file.digest, weight);
  }

  get stable(): ModelInService | undefined {
    return this.parts.stable;
  }

  /** Why requests cannot be answered; undefined if they can. */
  get problem(): string | undefined {
    return this.stable === undefined
      ? (this.parts.problem ?? 'no stable model is in service')
      : undefined;
  }

  /** All that are loaded, by what they are in service as. */
  get inService(): readonly Chosen<ModelRole>[] {
    const { shadow } = this.parts;
    const all = [this.stableChosen, this.candidateChosen, shadow && this.chosen(shadow, 'shadow')];
    return all.filter((one) => one !== undefined);
  }

  /**
   * The model that answers a caller, the same one each time.
   *
   * @param caller a subject or, where none is told, the id of the request
   * @throws ProblemException 503 as long as there is no stable model
   */
  choose(caller: string): Chosen {
    if (this.split?.takes(caller) === true && this.candidateChosen !== undefined)
      return this.candidateChosen;
    if (this.stableChosen !== undefined) return this.stableChosen;
    throw new ProblemException(503, 'no_model', this.problem ?? '', {
      headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    });
  }

  private chosen<Role extends ModelRole>(model: ModelInService, variant: Role): Chosen<Role> {
    return {
      model,
      variant,
      shadow: this.parts.shadow === model ? undefined : this.parts.shadow,
      isTrial: this.parts.candidate !== undefined,
      headers: { 'x-model-version': model.version, 'x-model-variant': variant },
    };
  }
}

/** The one reference to the models that answer. Requests read it once. */
export class ModelsInService {
  private snapshot = new Snapshot({});

  constructor(readonly name: string) {}

  get current(): Snapshot {
    return this.snapshot;
  }

  /** From the next request on these answer; requests in flight end with what they have begun with. */
  replace(next: Snapshot): void {
    this.snapshot = next;
  }
}
