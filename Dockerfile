# One image for every process: the command chooses api, worker or cli.

FROM node:22-bookworm-slim AS build
WORKDIR /parley
COPY package.json package-lock.json ./
# Install scripts only concern development and the embedded PostgreSQL, and nothing of either belongs in the image.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY apps apps
COPY libs libs
COPY migrations migrations
RUN npm run build && rm -rf dist/.tsbuildinfo dist/libs/testing
RUN npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /parley
COPY --from=build /parley/package.json ./
COPY --from=build /parley/node_modules node_modules
COPY --from=build /parley/dist dist
COPY packs packs
# For the volume of blobs: a new one takes its owner and mode from here.
RUN mkdir -m 1777 blobs
# The files belong to root, so that a process that is taken over cannot change what it runs.
USER node
EXPOSE 3000
CMD ["node", "dist/apps/api/src/main.js"]
