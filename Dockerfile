# syntax=docker/dockerfile:1
# The server with its pages. Screens, guacd and PostgreSQL are elsewhere: see docker-compose.yml.

FROM node:24-bookworm-slim AS build
WORKDIR /opt/taxi
# No browser, no guacd: set-up looks for neither.
ENV LOCAL_MACHINE=no GUACD=guacd:4822
COPY . .
RUN node scripts/build.mjs
# The image has a Node of its own, and nothing is built or checked there.
RUN npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    LOCAL_MACHINE=no \
    TAXI_DATA_DIR=/var/lib/taxi-server \
    MALLOC_ARENA_MAX=2
RUN install -d -m 0700 -o node -g node /var/lib/taxi-server
WORKDIR /opt/taxi
COPY --from=build /opt/taxi ./
USER node
VOLUME /var/lib/taxi-server
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "--expose-gc", "server/src/main.ts"]
