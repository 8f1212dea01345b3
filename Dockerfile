# One image for every program of the project: `recommender.js` (the default), `trainer.js`
# and `operator.js`.
# Why one: docs/adr/0040-one-image.md. Targets: `runtime` (default) and `dev` (for Skaffold's file sync).
#
# Both bases can be pinned: --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:…
ARG NODE_IMAGE=node:24-bookworm-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund

# What developers run: sources, compiler and a shell; sources are synced in and recompiled.
FROM dependencies AS dev
ENV NODE_ENV=development
COPY --chown=65532:65532 . .
RUN npm run build && npm run fit && chown -R 65532:65532 /app/dist /app/models
USER 65532:65532
EXPOSE 3000 9464
CMD ["npm", "run", "dev"]

FROM dependencies AS build
COPY . .
RUN npm run bundle && node bundle/trainer.js fit

# hadolint ignore=DL3006
FROM ${RUNTIME_IMAGE} AS runtime
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="movie-recommender" \
  org.opencontainers.image.description="Explainable movie recommendations: service, trainer and operator" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/LICENSE /app/package.json ./
COPY --from=build /app/bundle ./
COPY --from=build /app/models ./models
USER 65532:65532
EXPOSE 3000 9464
# For compose; a cluster asks /livez and /readyz itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# The service is one thread: more helpers of V8 than one would only contend with it for processors.
CMD ["--v8-pool-size=1", "recommender.js"]
