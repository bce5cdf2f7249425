import { Controller, type Type } from '@nestjs/common';
import { installer, type Ecosystem, type InstallerEndpoints, type ParsedRequestOf } from '@sallyport/domain';
import { Serves } from '@sallyport/messaging';
import { Installer } from '../../application/installer';

type Request<Name extends keyof InstallerEndpoints> = ParsedRequestOf<InstallerEndpoints[Name]>;

/** Serves one ecosystem's endpoints: subjects are fixed where a method is marked, so each ecosystem has a class of its own. */
export function installerController(ecosystem: Ecosystem): Type {
  const endpoints = installer[ecosystem];

  @Controller()
  class InstallerController {
    constructor(private readonly installer: Installer) {}

    @Serves(endpoints.resolve)
    resolve(request: Request<'resolve'>) {
      return this.installer.resolve.run(request);
    }

    @Serves(endpoints.inspect)
    inspect(request: Request<'inspect'>) {
      return this.installer.inspect.run(request);
    }

    @Serves(endpoints.install)
    install(request: Request<'install'>) {
      return this.installer.install.run(request);
    }

    @Serves(endpoints.job)
    job(request: Request<'job'>) {
      return this.installer.job.run(request);
    }

    @Serves(endpoints.execute)
    execute(request: Request<'execute'>) {
      return this.installer.execute.run(request);
    }

    @Serves(endpoints.status)
    status(request: Request<'status'>) {
      return this.installer.status.run(request);
    }

    @Serves(endpoints.list)
    list() {
      return this.installer.list.run();
    }

    @Serves(endpoints.cleanup)
    cleanup(request: Request<'cleanup'>) {
      return this.installer.cleanup.run(request);
    }
  }

  return InstallerController;
}
