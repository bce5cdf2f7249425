import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import type { ReasonCode } from '@sallyport/domain';
import { registered, toldAgent, toldPackage, toldPolicy, type Engine } from './told';
import { NOW, packages } from './world';

/** `policy.rego`, compiled to WebAssembly by OPA's compiler with optimisation (compile-rego.go). */
const WASM = join(__dirname, '../../local/policy.wasm');
/** The registry of the bench as a document of OPA's needs a hundred of these pages of 64 KiB. */
const PAGES = 1_024;

/** The data is set once; a question is the input of one evaluation. */
export async function opa(): Promise<Engine> {
  const policy = await loadPolicy(readFileSync(WASM), { initial: PAGES, maximum: 4 * PAGES });
  const byEcosystem: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const one of packages)
    ((byEcosystem[one.ecosystem] ??= {})[one.name] ??= {})[one.version] = toldPackage(one);
  policy.setData({
    packages: byEcosystem,
    agents: Object.fromEntries(registered.map((agent) => [agent.id, toldAgent(agent)])),
    policy: toldPolicy(),
  });
  return {
    answer({ agentId, ecosystem, name, version }) {
      const [result] = policy.evaluate({ agentId, ecosystem, name, version, now: NOW }) as {
        result: ReasonCode;
      }[];
      return result?.result ?? 'no-rule';
    },
  };
}
