const STORE = { kind: 'pvc' };
const CATALOGUE = { location: 'films.csv' };
const FILMS = { source: { configMap: { name: 'films', key: 'films.csv' } } };

/** Values beside those of ci/ that some branch needs, by chart. */
export const MORE: Readonly<Record<string, readonly object[]>> = {
  'movie-recommender': [
    { replicas: 1, liveTitles: { volume: 'pvc', pvc: { storageClass: 'fast' } } },
    { replicas: 1, liveTitles: { volume: 'pvc', pvc: { size: '2Gi' } } },
    { replicas: 1, liveTitles: { volume: 'pvc', pvc: { existingClaim: 'mine' } } },
    { fullnameOverride: 'films' },
    { nameOverride: 'movies' },
    { image: { tag: '1.2.3' } },
    {
      serviceAccount: { create: false, name: 'mine' },
      model: { store: { kind: 's3', s3: { bucket: 'models' } } },
      networkPolicy: { enabled: true },
      environment: { LOG_LEVEL: null },
      monitoring: {
        labels: { release: null },
        dashboards: {
          labels: { grafana_dashboard: null },
          annotations: { grafana_folder: null },
        },
      },
    },
    {
      model: { store: { kind: 'pvc', pvc: { existingClaim: 'mine' } } },
      training: {
        enabled: true,
        catalogue: { location: '/catalogue/films.csv', existingClaim: 'mine' },
      },
    },
    {
      autoscaling: { enabled: true, targetCPUUtilizationPercentage: 50 },
      ingress: { enabled: true, hosts: ['a.example.org'], annotations: { a: 'b' } },
      model: { store: { kind: 'pvc' } },
      httpRoute: { enabled: true, parentRefs: [{ name: 'gateway' }] },
    },
    modelIn({ kind: 's3', s3: { bucket: 'models' } }),
    modelIn({
      kind: 's3',
      s3: { bucket: 'models', prefix: 'a', endpoint: 'http://s3', existingSecret: 'mine' },
    }),
  ],
  'movie-recommender-operator': [
    { fullnameOverride: 'operator' },
    { nameOverride: 'movies' },
    { image: { tag: '1.2.3' } },
    { serviceAccount: { create: false, name: 'mine' } },
    { watch: { namespaces: ['films', 'series'] }, networkPolicy: { enabled: true } },
    {
      monitoring: {
        labels: { release: null },
        dashboards: {
          labels: { grafana_dashboard: null },
          annotations: { grafana_folder: null },
        },
      },
    },
  ],
};

/** Values that the schema takes and the templates refuse, by chart: what, values, what is said. */
export const REFUSED: Readonly<
  Record<string, readonly (readonly [what: string, values: object, message: RegExp])[]>
> = {
  'movie-recommender': [
    [
      'a log of live titles that two pods would write',
      { liveTitles: { volume: 'pvc' } },
      /liveTitles\.volume pvc is for one pod/u,
    ],
    [
      'a log of live titles that an autoscaler would multiply',
      { replicas: 1, autoscaling: { enabled: true }, liveTitles: { volume: 'pvc' } },
      /set replicas to 1 and autoscaling\.enabled to false/u,
    ],
    [
      'training without a store',
      { training: { enabled: true, catalogue: CATALOGUE } },
      /set model\.store\.kind to pvc or s3/u,
    ],
    [
      'training without a catalogue',
      { model: { store: STORE }, training: { enabled: true } },
      /training\.catalogue\.location is needed/u,
    ],
    [
      'a RecommenderModel without a store',
      { recommenderModel: { enabled: true, spec: { catalogue: FILMS } } },
      /recommenderModel\.enabled needs a store to train into: set model\.store\.kind to pvc or s3/u,
    ],
    [
      'a RecommenderModel without a catalogue',
      { model: { store: STORE }, recommenderModel: { enabled: true } },
      /recommenderModel\.spec\.catalogue is needed/u,
    ],
    [
      'a RecommenderModel beside a training of its own',
      {
        model: { store: STORE },
        training: { enabled: true, catalogue: CATALOGUE },
        recommenderModel: { enabled: true, spec: { catalogue: FILMS } },
      },
      /recommenderModel\.enabled and training\.enabled would both train/u,
    ],
    [
      'a store in S3 without a bucket',
      { model: { store: { kind: 's3' } } },
      /model\.store\.s3\.bucket is needed/u,
    ],
    ['an Ingress without hosts', { ingress: { enabled: true } }, /ingress\.hosts is empty/u],
    [
      'an HTTPRoute without a Gateway',
      { httpRoute: { enabled: true } },
      /httpRoute\.parentRefs is empty/u,
    ],
    [
      'a setting that the chart makes itself',
      { environment: { PORT: '1' } },
      /environment\.PORT is set by the chart/u,
    ],
    [
      'a cluster without what has to be there',
      { monitoring: { renderMode: 'failIfMissing' } },
      /install kube-prometheus-stack first/u,
    ],
  ],
  'movie-recommender-operator': [
    [
      'all namespaces and some of them',
      { watch: { clusterWide: true, namespaces: ['films'] } },
      /watch\.namespaces has no meaning where watch\.clusterWide is true/u,
    ],
    [
      'a cluster without what has to be there',
      { monitoring: { renderMode: 'failIfMissing' } },
      /install kube-prometheus-stack first/u,
    ],
  ],
};

function modelIn(store: object): object {
  return { model: { store }, recommenderModel: { enabled: true, spec: { catalogue: FILMS } } };
}
