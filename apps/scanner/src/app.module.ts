import { Module, type DynamicModule } from '@nestjs/common';
import { ArtifactStore } from '@sallyport/artifact-store';
import { Bus } from '@sallyport/messaging';
import { openDatabase, whileAvailable } from '@sallyport/postgres';
import { DataSource } from 'typeorm';
import { ExploitationFiles } from './adapters/exploitation/exploitation-files';
import { BusDetonationWorker } from './adapters/nats/bus-detonation-worker';
import { BusGovernance } from './adapters/nats/bus-governance';
import { BusScannerEvents } from './adapters/nats/bus-scanner-events';
import { ScannerController } from './adapters/nats/scanner.controller';
import { SystemClock } from './adapters/node/system-clock';
import { OsvExport } from './adapters/osv/osv-export';
import { DATABASE } from './adapters/postgres/database';
import { PostgresAdvisoryStore } from './adapters/postgres/postgres-advisory-store';
import { PostgresDetonationStore } from './adapters/postgres/postgres-detonation-store';
import { PostgresExploitationStore } from './adapters/postgres/postgres-exploitation-store';
import { PostgresFileMemory } from './adapters/postgres/postgres-file-memory';
import { PostgresReportStore } from './adapters/postgres/postgres-report-store';
import { ProcessAnalyzer } from '@sallyport/analysis';
import { AdvisoryKnowledge } from './application/advisory-knowledge';
import { AdvisoryStatus } from './application/advisory-status';
import { CompareArtifacts } from './application/compare-artifacts';
import { DescribeAdvisories } from './application/describe-advisories';
import { GetBehaviour } from './application/get-behaviour';
import { GetReport } from './application/get-report';
import { ImportAdvisories } from './application/import-advisories';
import { ImportExploitation } from './application/import-exploitation';
import { MatchAdvisories } from './application/match-advisories';
import { AdvisorySource } from './application/ports/advisory-source';
import { AdvisoryStore } from './application/ports/advisory-store';
import { ArtifactSource } from './application/ports/artifact-source';
import { Clock } from './application/ports/clock';
import { DetonationStore } from './application/ports/detonation-store';
import { DetonationWorker } from './application/ports/detonation-worker';
import { ExploitationSource } from './application/ports/exploitation-source';
import { ExploitationStore } from './application/ports/exploitation-store';
import { FileMemory } from './application/ports/file-memory';
import { Governance } from './application/ports/governance';
import { ReportStore } from './application/ports/report-store';
import { ScannerEvents } from './application/ports/scanner-events';
import { ScanClosure } from './application/scan-closure';
import { Config } from './config';
import { ScannerRuntime } from './scanner-runtime';

@Module({})
export class ScannerModule {
  static with(bus: Bus, config: Config): DynamicModule {
    return {
      module: ScannerModule,
      controllers: [ScannerController],
      providers: [
        {
          provide: DataSource,
          useFactory: () => whileAvailable(() => openDatabase(DATABASE, config.databaseUrl)),
        },
        { provide: Clock, useClass: SystemClock },
        { provide: ScannerEvents, useValue: new BusScannerEvents(bus) },
        { provide: Governance, useValue: new BusGovernance(bus) },
        { provide: DetonationWorker, useValue: new BusDetonationWorker(bus) },
        { provide: AdvisorySource, useFactory: () => new OsvExport(config.advisoryDownloadDir) },
        {
          provide: ArtifactSource,
          useFactory: (): ArtifactSource => new ArtifactStore(config.artifactStoreDir),
        },
        {
          provide: ProcessAnalyzer,
          useFactory: () =>
            new ProcessAnalyzer({ processes: config.scanProcesses, timeoutMs: config.scanTimeoutMs }),
        },
        {
          provide: AdvisoryStore,
          inject: [DataSource],
          useFactory: (source: DataSource) => new PostgresAdvisoryStore(source),
        },
        {
          provide: ReportStore,
          inject: [DataSource],
          useFactory: (source: DataSource) => new PostgresReportStore(source),
        },
        {
          provide: DetonationStore,
          inject: [DataSource],
          useFactory: (source: DataSource) => new PostgresDetonationStore(source),
        },
        {
          provide: FileMemory,
          inject: [DataSource],
          useFactory: (source: DataSource) => new PostgresFileMemory(source),
        },
        {
          provide: AdvisoryKnowledge,
          inject: [AdvisoryStore],
          useFactory: (store: AdvisoryStore) => new AdvisoryKnowledge(store),
        },
        {
          provide: AdvisoryStatus,
          inject: [AdvisoryStore, AdvisoryKnowledge],
          useFactory: (store: AdvisoryStore, knowledge: AdvisoryKnowledge) =>
            new AdvisoryStatus(store, knowledge),
        },
        {
          provide: MatchAdvisories,
          inject: [AdvisoryStore, AdvisoryKnowledge],
          useFactory: (store: AdvisoryStore, knowledge: AdvisoryKnowledge) =>
            new MatchAdvisories(store, knowledge),
        },
        {
          provide: DescribeAdvisories,
          inject: [AdvisoryStore, ExploitationStore],
          useFactory: (store: AdvisoryStore, exploitation: ExploitationStore) =>
            new DescribeAdvisories(store, exploitation),
        },
        { provide: ExploitationSource, useFactory: () => new ExploitationFiles() },
        {
          provide: ExploitationStore,
          inject: [DataSource],
          useFactory: (source: DataSource) => new PostgresExploitationStore(source),
        },
        {
          provide: ImportExploitation,
          inject: [ExploitationSource, ExploitationStore, Clock],
          useFactory: (source: ExploitationSource, store: ExploitationStore, clock: Clock) =>
            new ImportExploitation(source, store, clock),
        },
        {
          provide: GetReport,
          inject: [ReportStore],
          useFactory: (store: ReportStore) => new GetReport(store),
        },
        {
          provide: CompareArtifacts,
          inject: [ReportStore, DetonationStore],
          useFactory: (store: ReportStore, detonations: DetonationStore) =>
            new CompareArtifacts(store, detonations),
        },
        {
          provide: GetBehaviour,
          inject: [DetonationStore],
          useFactory: (detonations: DetonationStore) => new GetBehaviour(detonations),
        },
        {
          provide: ImportAdvisories,
          inject: [AdvisorySource, AdvisoryStore, ScannerEvents, Clock],
          useFactory: (source: AdvisorySource, store: AdvisoryStore, events: ScannerEvents, clock: Clock) =>
            new ImportAdvisories(source, store, events, clock),
        },
        {
          provide: ScanClosure,
          inject: [
            AdvisoryKnowledge,
            ReportStore,
            FileMemory,
            ArtifactSource,
            ProcessAnalyzer,
            ScannerEvents,
            Governance,
            DetonationWorker,
            DetonationStore,
            Clock,
          ],
          useFactory: (
            advisories: AdvisoryKnowledge,
            reports: ReportStore,
            memory: FileMemory,
            artifacts: ArtifactSource,
            analyzer: ProcessAnalyzer,
            events: ScannerEvents,
            governance: Governance,
            worker: DetonationWorker,
            detonations: DetonationStore,
            clock: Clock,
          ) =>
            new ScanClosure({
              ...{ advisories, reports, memory, artifacts, analyzer },
              ...{ events, governance, worker, detonations, clock },
            }),
        },
        {
          provide: ScannerRuntime,
          inject: [DataSource, ProcessAnalyzer, AdvisoryKnowledge],
          useFactory: (source: DataSource, analyzer: ProcessAnalyzer, knowledge: AdvisoryKnowledge) =>
            new ScannerRuntime(source, analyzer, knowledge),
        },
      ],
    };
  }
}
