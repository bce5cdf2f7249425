import type { Provider, Type } from '@nestjs/common';
import { Bus } from '@sallyport/messaging';
import { BusAdvisoryDetails } from '../adapters/nats/bus-advisory-details';
import { ReportController } from '../adapters/nats/report.controller';
import { AdvisoryDetails } from '../application/ports/advisory-details';
import { CurrentView } from '../application/registry/current-view';
import { ReportClosure } from '../application/report/report-closure';
import { made } from './made';

export const REPORT_CONTROLLERS: Type[] = [ReportController];

export const REPORT_PROVIDERS: Provider[] = [
  made(AdvisoryDetails, [Bus], (bus: Bus) => new BusAdvisoryDetails(bus)),
  made(
    ReportClosure,
    [CurrentView, AdvisoryDetails],
    (current: CurrentView, details: AdvisoryDetails) => new ReportClosure(current, details),
  ),
];
