/** Roughly by how often they are asked for. */
export const WELL_KNOWN_NPM = `
react react-dom lodash express axios chalk commander typescript debug semver
tslib uuid minimist glob fs-extra yargs webpack eslint prettier jest
moment vue next dotenv rxjs async request underscore bluebird inquirer
ora ws cors body-parser mongoose mongodb redis ioredis mysql mysql2
pg sequelize typeorm prisma knex sqlite3 socket.io socket.io-client nodemon pm2
concurrently cross-env cross-spawn rimraf mkdirp execa shelljs node-fetch got superagent
undici form-data qs query-string cheerio jsdom puppeteer playwright cypress mocha
chai sinon ava tap vitest supertest nyc istanbul karma jasmine
babel-core babel-loader css-loader style-loader ts-loader ts-node ts-jest tsx esbuild rollup
vite parcel gulp grunt postcss autoprefixer tailwindcss sass less bootstrap
jquery d3 three chart.js react-router react-router-dom react-redux redux redux-thunk immer
immutable zustand styled-components classnames clsx prop-types formik yup zod ajv
date-fns dayjs luxon jsonwebtoken bcrypt bcryptjs passport helmet multer nodemailer
winston pino morgan log4js bunyan colors picocolors ansi-styles strip-ansi supports-color
minimatch micromatch chokidar readable-stream safe-buffer iconv-lite source-map js-yaml ini yaml
fast-glob lru-cache escape-string-regexp event-stream through2 left-pad core-js regenerator-runtime graphql apollo-server
fastify koa hapi nuxt gatsby svelte electron ethers web3 discord.js
aws-sdk firebase firebase-admin stripe openai sharp marked handlebars ejs pug
@types/node @types/react @types/lodash @types/jest @types/express @babel/core @babel/runtime @babel/preset-env
@babel/parser @babel/types @angular/core @angular/common @angular/cli @nestjs/core @nestjs/common @vue/compiler-sfc
@aws-sdk/client-s3 @testing-library/react @testing-library/jest-dom @typescript-eslint/parser
@typescript-eslint/eslint-plugin @reduxjs/toolkit @emotion/react @mui/material @prisma/client @google-cloud/storage
`.trim();
