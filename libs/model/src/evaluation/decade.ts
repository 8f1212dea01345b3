/** The first year of a year's decade. */
export const decadeOf = (year: number): number => year - (year % 10);
