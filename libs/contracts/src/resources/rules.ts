import type { z } from 'zod';

/** A rule in the Common Expression Language, which the API server checks: `self` is the value. */
export interface Rule {
  readonly rule: string;
  /** A sentence for whoever is refused: what was expected. */
  readonly message: string;
}

/** The extension of a schema by which the API server is told rules. */
export const RULES = 'x-kubernetes-validations';

/** A schema with rules for what a schema cannot say; zod itself does not check them, the API server does. */
export const ruled = <S extends z.ZodType>(schema: S, ...rules: readonly Rule[]): S =>
  schema.meta({ ...schema.meta(), [RULES]: rules });

/** Expects exactly one of some fields. */
export const exactlyOne = (...fields: readonly string[]): Rule => ({
  rule: `[${fields.map((field) => `has(self.${field})`).join(', ')}].filter(is, is).size() == 1`,
  message: `expected exactly one of ${fields.join(', ')}`,
});

/** Expects at least one of some fields. */
export const atLeastOne = (...fields: readonly string[]): Rule => ({
  rule: fields.map((field) => `has(self.${field})`).join(' || '),
  message: `expected at least one of ${fields.join(', ')}`,
});

/** Expects one decimal number in a text not to be above another, where both are given. */
export const notAbove = (least: string, most: string): Rule => ({
  rule: `!has(self.${least}) || !has(self.${most}) || double(self.${least}) <= double(self.${most})`,
  message: `expected ${least} not to be above ${most}`,
});

/** Makes a list one in which a key names each entry: two with the same are refused, writers merge by it. */
export const keyedBy = <S extends z.ZodType>(schema: S, key: string): S =>
  schema.meta({
    ...schema.meta(),
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': [key],
  });
