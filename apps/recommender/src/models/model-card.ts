import type { ModelCard, ModelRole } from '#contracts';
import { BLOCKS, type Film } from '#engine';
import { FORMAT } from '#model';
import type { ModelInService } from '../model/model-in-service.js';

/** Everything that is worth knowing of a model. */
export function toCard(model: ModelInService, variant: ModelRole, weight?: number): ModelCard {
  const { name, version, loadedAt } = model;
  const { digest, bytes, model: fitted } = model.file;
  const { config, vocabulary, films, neighbours } = fitted;
  const { preset, analysis, textLanguage } = config;
  return {
    name,
    version,
    variant,
    ...(weight === undefined ? {} : { weight }),
    loadedAt: loadedAt.toISOString(),
    movies: films.length,
    digest,
    format: { ...FORMAT },
    bytes,
    preset,
    analysis,
    textLanguage,
    blocks: blocksOf(model),
    terms: vocabulary.size,
    neighbours: neighbours.limit,
    languages: languagesOf(films),
    ...yearsOf(films),
  };
}

/** The blocks that count, in the order in which their terms are numbered. */
function blocksOf({ file }: ModelInService): ModelCard['blocks'] {
  const { config, vocabulary } = file.model;
  return BLOCKS
    .map((name, i) => ({
      name,
      weight: config.blocks[name].weight,
      terms: vocabulary.starts[i + 1] - vocabulary.starts[i],
    }))
    .filter(({ weight }) => weight > 0);
}

function languagesOf(films: readonly Film[]): ModelCard['languages'] {
  const counts = new Map<string, number>();
  for (const { language } of films)
    if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
  return [...counts]
    .map(([code, movies]) => ({ code, movies }))
    .sort((a, b) => b.movies - a.movies || (a.code < b.code ? -1 : 1));
}

function yearsOf(films: readonly Film[]): Pick<ModelCard, 'years'> {
  const years = films.flatMap(({ year }) => year ?? []);
  if (years.length === 0) return {};
  const from = years.reduce((a, b) => Math.min(a, b));
  const to = years.reduce((a, b) => Math.max(a, b));
  return { years: { from, to } };
}
