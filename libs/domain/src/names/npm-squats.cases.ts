import type { SquatTable } from './testing/squat-table';

/** Made up for this test, by hand, one way to imitate after another: the target, then squats of it. None was looked up. */
export const NPM_SQUATS: SquatTable = {
  omission: `
    lodash lodsh ldash odash
    express expres exress
    commander comander commandr
    webpack wbpack webpac
    typescript typescrpt typscript
    prettier pretier
    inquirer inqirer
    mongoose mongose
    socket.io-client socket.io-clint
    eslint eslnt
    dotenv dotnv`,
  repetition: `
    lodash lodassh llodash
    axios axxios axioss
    express expresss exxpress
    webpack webbpack webpackk
    react-dom react-domm
    chokidar chokkidar
    cross-env crross-env
    yargs yarggs
    minimist minimistt
    body-parser body-parserr`,
  transposition: `
    lodash lodahs oldash
    express exrpess epxress
    chalk hcalk chlak
    commander comamnder
    webpack webpakc
    typescript typescritp tpyescript
    mongoose monogose
    cross-spawn corss-spawn
    dotenv dotevn
    rimraf rimarf
    uuid uudi
    node-fetch node-fecth
    jsonwebtoken jsonwebtokne`,
  substitution: `
    lodash lofash lodasg
    express exptess wxpress
    axios axuos axiis
    webpack webpavk
    chalk chslk
    typescript typescropt
    moment momemt
    mongodb mongofb
    react-redux react-reduz
    inquirer inquiter
    puppeteer puppetear
    jsonwebtoken jsonwebtoben
    nodemon nodemom`,
  insertion: `
    lodash lodeash lodashe
    express expresso exparess
    webpack webpsack
    commander commandere
    dotenv dotenvi
    mongoose mongoouse
    chalk chailk
    prettier prettiert
    nodemailer nodemailers
    body-parser body-parsert`,
  separator: `
    node-fetch nodefetch node_fetch node.fetch
    cross-env crossenv cross.env
    body-parser bodyparser body_parser
    fs-extra fsextra
    socket.io socket-io socketio
    lodash lo-dash Lodash
    react-router-dom reactrouter-dom
    styled-components styledcomponents
    jsonwebtoken json-web-token
    date-fns datefns
    cross-spawn crossspawn`,
  homoglyph: `
    lodash l0dash 1odash lоdash Iodash
    moment rnoment mornent
    commander cornmander
    webpack vvebpack
    winston vvinston
    colors co1ors c0lors
    express ехpress express\u200b expreѕs
    chalk cha1k сhalk
    nodemon n0demon
    redis redls
    axios axi0s ахios
    puppeteer ρuppeteer`,
  scope: `
    @types/node types-node types.node @type/node typesnode
    @babel/core babelcore @bable/core @babe1/core
    @types/react types-react @tpyes/react
    @angular/core angular-core @angualr/core @angulr/core
    @nestjs/core nestjs-core @nestsj/core
    @aws-sdk/client-s3 aws-sdk-client-s3 @aws-sdks/client-s3
    @testing-library/react testing-library-react @testing-libary/react
    @typescript-eslint/parser @typescript-eslnt/parser typescript-eslint.parser
    lodash @lodash/lodash @npm/lodash @nodejs/lodash
    express @express/express @official/express`,
  combosquat: `
    lodash lodash-utils lodash-official node-lodash lodash-fixed
    express express-official express-core secure-express
    axios axios-cli axios-pro axios-latest
    chalk chalk-patched chalk-beta
    commander commander-lib
    dotenv dotenv-updated
    webpack webpack-plus npm-webpack
    typescript typescript-fix typescript-premium
    uuid uuid-secure
    moment moment-unofficial`,
  suffix: `
    lodash lodash2 lodash-js lodash.js lodashjs lodash-v5
    express express5 express-js expressjs
    axios axios2 axios-js axios-ts
    chalk chalk6 chalk-node
    commander commander3 commander-py
    dotenv dotenv2 dotenv-js
    uuid uuid4 uuid-js`,
  'word-order': `
    node-fetch fetch-node
    cross-env env-cross
    body-parser parser-body
    fs-extra extra-fs
    react-dom dom-react
    cross-spawn spawn-cross
    date-fns fns-date
    react-router-dom react-dom-router dom-router-react
    socket.io-client client.socket.io
    source-map map-source`,
};
