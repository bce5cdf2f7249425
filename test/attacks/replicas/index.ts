import { type AttackCase } from '../case';
import { OF_KINDS } from '../kinds';
import { axios, phantomDependency } from './axios';
import { canisterWorm } from './canister-worm';
import { chainDrop } from './chain-drop';
import { chalkDebug } from './chalk-debug';
import { ctx } from './ctx';
import { eslintScope } from './eslint-scope';
import { eventStream } from './event-stream';
import { feishu } from './feishu';
import { hades } from './hades';
import { jestCanvasMock } from './jest-canvas-mock';
import { litellm } from './litellm';
import { mistralai } from './mistralai';
import { nodeIpc } from './node-ipc';
import { nxS1ngularity } from './nx-s1ngularity';
import { phantomGyp } from './phantom-gyp';
import { reactCodeshift } from './react-codeshift';
import { redHatMiasma } from './red-hat-miasma';
import { sandwormMode } from './sandworm-mode';
import { sapCapJs } from './sap-cap-js';
import { shaiHulud1 } from './shai-hulud-1';
import { shaiHulud2 } from './shai-hulud-2';
import { tanstack } from './tanstack';
import { telnyx } from './telnyx';
import { torchtriton } from './torchtriton';
import { uaParserJs } from './ua-parser-js';
import { ultralytics } from './ultralytics';
import { w4sp } from './w4sp';
import { namesquats, wagniBot } from './wagni-bot';

/** Every case: four an incident, a replica and its three variants, in the order of the list of incidents. */
export const ATTACKS: readonly AttackCase[] = [
  ...eslintScope,
  ...eventStream,
  ...uaParserJs,
  ...ctx,
  ...torchtriton,
  ...w4sp,
  ...ultralytics,
  ...nxS1ngularity,
  ...chalkDebug,
  ...shaiHulud1,
  ...shaiHulud2,
  ...reactCodeshift,
  ...sandwormMode,
  ...canisterWorm,
  ...litellm,
  ...telnyx,
  ...axios,
  ...phantomDependency,
  ...sapCapJs,
  ...tanstack,
  ...mistralai,
  ...nodeIpc,
  ...jestCanvasMock,
  ...redHatMiasma,
  ...phantomGyp,
  ...hades,
  ...feishu,
  ...wagniBot,
  ...namesquats,
  ...chainDrop,
  ...OF_KINDS,
];
