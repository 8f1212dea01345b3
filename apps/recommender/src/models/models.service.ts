import { Injectable } from '@nestjs/common';
import type { ModelCard, ModelsResponse } from '#contracts';
import { ProblemException } from '../http/problem-exception.js';
import { shownValue } from '../http/shown-value.js';
import { ModelInService } from '../model/model-in-service.js';
import { toCard, toSummary } from './model-card.js';

/** Which models answer here, and what they are. */
@Injectable()
export class ModelsService {
  private readonly inService: readonly ModelInService[];

  constructor(model: ModelInService) {
    this.inService = [model];
  }

  all(): ModelsResponse {
    return { models: this.inService.map(toSummary) };
  }

  /** @throws ProblemException 404 for a version that is not in service */
  card(version: string): ModelCard {
    return toCard(this.find(({ version: known }) => known === version, 'version', version));
  }

  /**
   * A model by its name and, if given, its version.
   *
   * @throws ProblemException 404 if it is not in service
   */
  named(name: string, version?: string): ModelInService {
    const model = this.find((known) => known.name === name, 'name', name);
    return version === undefined
      ? model
      : this.find((known) => known.name === name && known.version === version, 'version', version);
  }

  private find(
    isWanted: (model: ModelInService) => boolean,
    path: 'name' | 'version',
    asked: string,
  ): ModelInService {
    const model = this.inService.find(isWanted);
    if (model !== undefined) return model;
    const value = shownValue(asked);
    const message = `expected one of ${this.inService.map((known) => shownValue(known[path])).join(', ')}`;
    throw new ProblemException(
      404,
      'unknown_model',
      `no model with the ${path} ${value} is in service`,
      { errors: [{ path, message, value }] },
    );
  }
}
