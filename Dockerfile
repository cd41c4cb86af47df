# One image for the api, the worker and the migrations; they differ by command. Debian slim, since Temporal's native
# parts are built for glibc.
FROM node:24-trixie-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY admin/package.json admin/
RUN npm ci --omit=dev --workspaces=false --ignore-scripts

FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY admin/package.json admin/
RUN npm ci
COPY . .
# Bundling the workflows here spares every worker the seconds, and the right to write into its own code.
RUN npm run build && node dist/apps/worker/bundle.js

FROM node:24-trixie-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/admin/dist admin/dist
COPY package.json package-lock.json ./
RUN install -d -o node -g node /var/lib/porchlight
VOLUME /var/lib/porchlight
USER node
EXPOSE 3000 2525
CMD ["node", "dist/apps/api/main.js"]
