# docker build -t doorpost . && docker run ... (docs/operate/install.md has the whole command)
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --omit=optional --ignore-scripts || npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:24-bookworm-slim
# Ports below 1024 are opened by docker's own privilege; the process is nobody special.
RUN useradd --system --uid 2525 --home-dir /var/lib/doorpost --create-home doorpost
WORKDIR /opt/doorpost
COPY --from=build /src/package.json /src/doorpost /src/LICENSE ./
COPY --from=build /src/dist ./dist
COPY --from=build /src/node_modules ./node_modules
RUN ln -s /opt/doorpost/doorpost /usr/local/bin/doorpost
ENV DOORPOST_DATA=/var/lib/doorpost NODE_ENV=production
VOLUME /var/lib/doorpost
EXPOSE 25 587 465
USER doorpost
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s CMD ["doorpost", "status", "--quiet"]
ENTRYPOINT ["doorpost"]
CMD ["serve"]
