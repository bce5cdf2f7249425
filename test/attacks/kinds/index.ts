import { type AttackCase } from '../case';
import { agentConfig, agentWriter } from './agent-config';
import { pictureScript } from './asset';
import { dataPth, sitecustomize } from './autoload';
import { buildBackend, setupCommand } from './build-backend';
import { newTransitive, remoteDependency } from './dependencies';
import { throughShells } from './install-hook';
import { confusion, homoglyph, separators, typosquat } from './names';
import { nativeAddon } from './native-addon';
import { dormant, newPublisher, provenanceLost } from './trust';

/** Replicas for kinds that the incidents alone show too little of. */
export const OF_KINDS: readonly AttackCase[] = [
  ...throughShells,
  ...buildBackend,
  ...setupCommand,
  ...sitecustomize,
  ...dataPth,
  ...pictureScript,
  ...nativeAddon,
  ...agentConfig,
  ...agentWriter,
  ...remoteDependency,
  ...newTransitive,
  ...typosquat,
  ...homoglyph,
  ...separators,
  ...confusion,
  ...newPublisher,
  ...provenanceLost,
  ...dormant,
];
