import { z } from 'zod';

/*
 * The kinds of fields that custom resources are made of. Every text and list has a bound: the API
 * server refuses rules whose cost it cannot estimate.
 */

/** A text of one line or more, up to so many characters. */
export const text = (maxLength: number) => z.string().min(1).max(maxLength);

/** The name of an object of Kubernetes. */
export const objectName = () =>
  z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/)
    .max(253);

/** A name that becomes part of other names. */
export const label = () =>
  z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
    .max(63);

/** A key of a ConfigMap or Secret. */
export const dataKey = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,253}$/)
    .max(253);

/** A path inside a volume: not absolute, and never out of it. */
export const volumePath = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._ -]*(\/[A-Za-z0-9_][A-Za-z0-9._ -]*)*$/)
    .max(512);

export const httpUrl = () =>
  z
    .string()
    .regex(/^https?:\/\/[^\s@]+$/)
    .max(2048);

/** Fractions are texts: floating point is not the same in all of the API's encodings. */
export const decimal = () =>
  z
    .string()
    .regex(/^(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?$/)
    .max(19);

export const signedDecimal = () =>
  z
    .string()
    .regex(/^-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?$/)
    .max(20);

/** A decimal number from 0 to 1. */
export const share = () =>
  z
    .string()
    .regex(/^(0(\.[0-9]{1,9})?|1(\.0{1,9})?)$/)
    .max(11);

export const seconds = (least: number, most: number) => z.int().min(least).max(most);

const DIGEST = /^sha256:[0-9a-f]{64}$/;
export const sha256 = () => z.string().regex(DIGEST).max(71);
export const sha256Hex = () =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .max(64);

/** A moment as Kubernetes writes it. */
export const moment = () => z.string().max(64).meta({ format: 'date-time' });

/** An amount of a resource: 2, "500m", "1Gi". */
export const quantity = () =>
  z
    .union([
      z.int().nonnegative(),
      z
        .string()
        .regex(/^[0-9]+(\.[0-9]{1,3})?(m|[kMGTPE]i?|Ki)?$/)
        .max(24),
    ])
    .meta({ 'x-kubernetes-int-or-string': true });

/** Texts by name, at most so many. */
export const texts = (most: number, maxLength: number) =>
  z.record(z.string(), z.string().max(maxLength)).meta({ maxProperties: most });
