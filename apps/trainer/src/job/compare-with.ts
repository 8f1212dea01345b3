import type { ResultComparison } from '#contracts';
import type { Model } from '#engine';
import {
  compareModels,
  type Comparison,
  DamagedVersionError,
  loadVersion,
  resolveVersion,
  type SideFigures,
  type Store,
  VersionNotFoundError,
} from '#model';

/**
 * How the answers of a model differ from those of a version; undefined when that cannot be read any
 * more, which is no reason not to train: whoever asks for a comparison sees that there is none.
 */
export async function compareWith(
  store: Store,
  name: string,
  version: string,
  model: Model,
  sample: number,
): Promise<ResultComparison | undefined> {
  try {
    const id = await resolveVersion(store, name, version);
    const before = await loadVersion(store, name, id);
    return resultOf(id, compareModels(before.model, model, { sample, movers: 0 }));
  } catch (error) {
    if (!(error instanceof VersionNotFoundError || error instanceof DamagedVersionError))
      throw error;
    console.error(`warning: not compared with ${version}: ${error.message}`);
    return undefined;
  }
}

function resultOf(id: string, comparison: Comparison): ResultComparison {
  const { asked, identicalLists, overlap, rankBiasedOverlap, before, after } = comparison;
  return {
    with: id,
    asked,
    identicalLists,
    emptyLists: { before: before.emptyLists, after: after.emptyLists },
    ...(overlap === undefined ? {} : { overlap: rounded(overlap.mean) }),
    ...(rankBiasedOverlap === undefined
      ? {}
      : { rankCorrelation: rounded(rankBiasedOverlap.mean) }),
    ...sidesOf('coverage', before, after),
    ...sidesOf('diversity', before, after),
  };
}

const sidesOf = (figure: 'coverage' | 'diversity', before: SideFigures, after: SideFigures) =>
  before[figure] === null || after[figure] === null
    ? {}
    : { [figure]: { before: rounded(before[figure]), after: rounded(after[figure]) } };

/** As many digits as anybody can read; the message has room for so many figures. */
export const rounded = (value: number): number => Number(value.toPrecision(6));
