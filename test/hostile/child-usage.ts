import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Processes that this one has started and that run this program. */
export function childrenRunning(program: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const status = read(pid, 'status');
      return (
        new RegExp(`^PPid:\\t${process.pid}$`, 'm').test(status) && read(pid, 'cmdline').includes(program)
      );
    });
}

/** The most memory that the process has held at once, MiB (proc(5), VmHWM); undefined once it is gone. */
export function peakMb(pid: number): number | undefined {
  const kib = /^VmHWM:\s+(\d+)/m.exec(read(pid, 'status'))?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

/** Processor time that the process has used, all its threads, milliseconds (proc(5), stat: hundredths); undefined once it is gone. */
export function cpuMs(pid: number): number | undefined {
  // The name before may hold blanks and brackets of its own.
  const fields = read(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  return Number.isNaN(user + system) ? undefined : (user + system) * 10;
}

/** From here on the peak is counted anew (proc(5), clear_refs). */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It ended between two looks.
    return '';
  }
}
