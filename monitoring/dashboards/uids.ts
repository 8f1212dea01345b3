/** The dashboards' stable names, as they stand in their addresses: `/d/<uid>`. */
export const UIDS = {
  service: 'movie-recommender-service',
  model: 'movie-recommender-model',
  operator: 'movie-recommender-operator',
} as const;
