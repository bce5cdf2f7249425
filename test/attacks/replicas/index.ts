import { type AttackCase } from '../case';
import { chalkDebug } from './chalk-debug';
import { ctx } from './ctx';
import { eslintScope } from './eslint-scope';
import { eventStream } from './event-stream';
import { nxS1ngularity } from './nx-s1ngularity';
import { torchtriton } from './torchtriton';
import { uaParserJs } from './ua-parser-js';
import { ultralytics } from './ultralytics';
import { w4sp } from './w4sp';

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
];
