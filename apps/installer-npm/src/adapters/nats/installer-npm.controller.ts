import { Controller } from '@nestjs/common';
import { installer, type ParsedRequestOf } from '@sallyport/domain';
import { Installer } from '@sallyport/installer';
import { Serves } from '@sallyport/messaging';

const endpoints = installer.npm;
type Request<Name extends keyof typeof endpoints> = ParsedRequestOf<(typeof endpoints)[Name]>;

@Controller()
export class InstallerNpmController {
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
