import { Injectable } from '@nestjs/common';
import type { ModelCard, ModelRole, ModelsResponse } from '#contracts';
import { shortId } from '#model';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import { type Chosen, ModelsInService, type Snapshot } from '../model/models-in-service.js';
import { toCard } from './model-card.js';
import { toSummaries, weightOf } from './model-summaries.js';

/** Which models answer here, and what they are. */
@Injectable()
export class ModelsService {
  constructor(private readonly models: ModelsInService) {}

  all(): ModelsResponse {
    return toSummaries(this.models.name, this.models.current);
  }

  /** @throws ProblemException 404 for a version that is not in service */
  card(version: string): ModelCard {
    const { current } = this.models;
    const { model, variant } = withVersion(current, version);
    return toCard(model, variant, weightOf(current, variant).weight);
  }

  /**
   * The versions of a model that are in service, the stable one first.
   *
   * @throws ProblemException 404 if that is not the model's name, or the version is not in service
   */
  versions(name: string, version?: string): readonly Chosen<ModelRole>[] {
    this.assertName(name);
    const { current } = this.models;
    return version === undefined ? current.inService : [withVersion(current, version)];
  }

  /**
   * The version of a model that was asked for or, if none was, the one that answers a caller.
   *
   * @throws ProblemException 404 as `versions`, 503 as long as there is no stable model
   */
  named(name: string, version: string | undefined, caller: string): Chosen<ModelRole> {
    this.assertName(name);
    const { current } = this.models;
    return version === undefined ? current.choose(caller) : withVersion(current, version);
  }

  /**
   * Whether a model can be asked: one version or, if none is told, that which answers everybody.
   *
   * @throws ProblemException 404 if it neither is in service nor is to be
   */
  isReady(name: string, version?: string): boolean {
    this.assertName(name);
    const { current } = this.models;
    if (version === undefined) return current.stable !== undefined;
    if (current.absent.some(({ id }) => isId(id, version))) return false;
    withVersion(current, version);
    return true;
  }

  private assertName(name: string): void {
    if (name !== this.models.name) throw unknownModel('name', name, [this.models.name]);
  }
}

const isId = (id: string, version: string): boolean => shortId(id) === version;

function withVersion({ inService }: Snapshot, version: string): Chosen<ModelRole> {
  const found = inService.find(({ model }) => model.version === version);
  if (found !== undefined) return found;
  throw unknownModel(
    'version',
    version,
    inService.map(({ model }) => model.version),
  );
}

function unknownModel(path: string, asked: string, known: readonly string[]): ProblemException {
  const value = shownValue(asked);
  const message =
    known.length === 0
      ? 'there is none'
      : `expected one of ${[...new Set(known)].map(shownValue).join(', ')}`;
  return new ProblemException(
    404,
    'unknown_model',
    `no model with the ${path} ${value} is in service`,
    { errors: [{ path, message, value }] },
  );
}
