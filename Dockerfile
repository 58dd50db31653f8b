# docker build -t doorpost . && docker run ... (docs/operate/docker.md has the whole command)
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
# With the optional packages: the compiler's program for this platform is one of them.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --ignore-scripts --omit=dev --omit=optional

FROM node:24-bookworm-slim
# The process is nobody special, so that --cap-add alone gives it nothing: the right to open ports below 1024 is on the program it runs.
# The container needs NET_BIND_SERVICE among its capabilities, which is docker's default; without it node does not start.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libcap2-bin \
  && setcap cap_net_bind_service=+ep "$(readlink -f "$(command -v node)")" \
  && apt-get purge -y --auto-remove libcap2-bin \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 2525 --home-dir /var/lib/doorpost --create-home doorpost \
  && chmod 0700 /var/lib/doorpost
WORKDIR /opt/doorpost
COPY --from=build /src/package.json /src/doorpost /src/LICENSE ./
# A Node in its own bin/ is one that the launcher does not ask for its version.
RUN mkdir bin && ln -s "$(command -v node)" bin/node
COPY --from=build /src/dist ./dist
COPY --from=build /src/web/dist ./web/dist
COPY --from=build /src/node_modules ./node_modules
RUN ln -s /opt/doorpost/doorpost /usr/local/bin/doorpost
ENV DOORPOST_DATA=/var/lib/doorpost NODE_ENV=production
VOLUME /var/lib/doorpost
EXPOSE 25 587 465
USER doorpost
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["doorpost", "status", "--quiet"]
ENTRYPOINT ["doorpost"]
CMD ["serve"]
