import { detonationStoreContract } from '../application/ports/detonation-store.contract';
import { exploitationStoreContract } from '../application/ports/exploitation-store.contract';
import { MemoryExploitationStore } from './memory-exploitation-store.fake';
import { advisoryStoreContract } from '../application/ports/advisory-store.contract';
import { reportStoreContract } from '../application/ports/report-store.contract';
import { MemoryAdvisoryStore } from './memory-advisory-store.fake';
import { fileMemoryContract } from '../application/ports/file-memory.contract';
import { MemoryDetonationStore } from './memory-detonation-store.fake';
import { MemoryFileMemory } from './memory-file-memory.fake';
import { MemoryReportStore } from './memory-report-store.fake';

describe('testing/memory-advisory-store', () => advisoryStoreContract(async () => new MemoryAdvisoryStore()));
describe('testing/memory-report-store', () => reportStoreContract(async () => new MemoryReportStore()));

describe('testing/memory-exploitation-store', () =>
  exploitationStoreContract(async () => new MemoryExploitationStore()));

describe('testing/memory-file-memory', () => fileMemoryContract(async () => new MemoryFileMemory()));

describe('testing/memory-detonation-store', () =>
  detonationStoreContract(async () => new MemoryDetonationStore()));
